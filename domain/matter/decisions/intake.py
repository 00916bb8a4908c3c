"""Taking in, registering and correcting a matter."""

from datetime import datetime

from domain.envelope import Fact
from domain.errors import (
    AlreadyAnswered,
    AlreadyRegistered,
    ComplainedAboutCannotHandle,
    CorrectionTooLate,
    DelayByCorrection,
    NothingCorrected,
    TimeInFuture,
    UnknownUnit,
)
from domain.matter.commands import (
    CorrectRegistration,
    NotifyAcceptance,
    ReceiveMatter,
    RegisterMatter,
)
from domain.matter.events import (
    AcceptanceNotified,
    MatterReceived,
    MatterRegistered,
    RegistrationCorrected,
)
from domain.matter.state import Matter
from domain.obligations import Deadline
from domain.rules import Rules
from domain.situation import Situation
from domain.vocabulary import Duty, Role


def decide_receive(
    command: ReceiveMatter, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Take a matter in; every clock of the complainant starts at ``received_at`` (M04).

    Raises TimeInFuture; UnknownUnit, also where neither the command nor the actor names a unit;
    ComplainedAboutCannotHandle where the receiving unit is the one complained about and the matter
    could be taken in by another.
    """
    received_at = command.received_at or situation.now
    if received_at > situation.now:
        raise TimeInFuture(given=received_at.isoformat(), now=situation.now.isoformat())
    unit = command.receiving_unit or situation.actor.unit or ""
    if unit not in situation.organisation.units:
        raise UnknownUnit(unit=unit or "-")
    if unit in command.about_units:
        raise ComplainedAboutCannotHandle(who=unit)
    received = MatterReceived(
        matter=matter.id,
        complainant=situation.complainant,
        received_at=received_at,
        receiving_unit=unit,
        register_by=situation.rules.deadline("register", received_at),
        **complainants_deadlines(situation.rules, received_at),
        **command.model_dump(
            exclude={"received_at", "receiving_unit", "nature", "conduct"},
        ),
    )
    if command.nature is None:
        return (received,)
    return (
        received,
        MatterRegistered(
            unit=unit,
            nature=command.nature,
            conduct=command.conduct,
            dispatch_by=situation.rules.deadline("dispatch", situation.now),
        ),
    )


def complainants_deadlines(rules: Rules, received_at: datetime) -> dict[str, Deadline]:
    """The deadlines that run from receipt, by the names they have in events."""
    final = rules.deadline("final_answer", received_at)
    return {
        "acceptance_notice_by": rules.deadline("acceptance_notice", received_at),
        "final_answer_by": final,
        "outcome_by": rules.before("outcome", final),
        "interim_reply_by": rules.same_as("interim_reply", final),
    }


def decide_register(
    command: RegisterMatter, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Classify a matter; dispatching it is owed from now on (M06).

    Raises AlreadyRegistered for another classification, AlreadyAnswered for an imported message
    that has its answer, UnknownUnit where an imported message has no unit and the actor neither.
    """
    if matter.registered:
        if (matter.nature, matter.conduct) == (command.nature, command.conduct):
            return ()
        raise AlreadyRegistered()
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    unit = matter.receiving_unit or situation.actor.unit
    if unit not in situation.organisation.units:
        raise UnknownUnit(unit=unit or "-")
    return (
        MatterRegistered(
            unit=unit,
            nature=command.nature,
            conduct=command.conduct,
            dispatch_by=situation.rules.deadline("dispatch", situation.now),
        ),
    )


def decide_correct(
    command: CorrectRegistration, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Mend a mistaken registration; a corrected time of receipt moves the complainant's clocks.

    Raises NothingCorrected, CorrectionTooLate (an outcome or answer is there), TimeInFuture,
    DelayByCorrection (a later time of receipt, not by a supervisor), ComplainedAboutCannotHandle.
    """
    if matter.answered_at is not None or matter.finding is not None:
        raise CorrectionTooLate()
    wanted = command.model_dump(exclude={"reason"}, exclude_none=True)
    changed = {name: value for name, value in wanted.items() if getattr(matter, name) != value}
    if not changed:
        raise NothingCorrected()
    handling = matter.units & set(changed.get("about_units", ()))
    named = matter.handlers & set(changed.get("about_persons", ()))
    if handling or named:
        raise ComplainedAboutCannotHandle(who=tuple(handling or named))
    received_at = changed.get("received_at")
    deadlines = _moved(matter, received_at, situation) if received_at is not None else {}
    return (RegistrationCorrected(reason=command.reason, **changed, **deadlines),)


def _moved(matter: Matter, received_at: datetime, situation: Situation) -> dict[str, Deadline]:
    """The complainant's deadlines from another time of receipt, extensions kept."""
    if received_at > situation.now:
        raise TimeInFuture(given=received_at.isoformat(), now=situation.now.isoformat())
    later = matter.received_at is not None and received_at > matter.received_at
    if later and situation.actor.role is not Role.SUPERVISOR:
        raise DelayByCorrection()
    fresh = complainants_deadlines(situation.rules, received_at)
    extended = matter.extension_days
    if extended:
        final = situation.rules.extended(fresh["final_answer_by"], extended)
        fresh["final_answer_by"] = final
        fresh["outcome_by"] = situation.rules.before("outcome", final)
        fresh["interim_reply_by"] = situation.rules.same_as("interim_reply", final)
    return fresh


def decide_notify_acceptance(
    command: NotifyAcceptance, matter: Matter, _situation: Situation
) -> tuple[Fact, ...]:
    """Tell the complainant that the matter has been taken on; once."""
    owed = matter.obligation(Duty.ACCEPTANCE_NOTICE)
    if owed is None or not owed.is_open:
        return ()
    return (AcceptanceNotified(route=command.route),)
