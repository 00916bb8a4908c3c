"""Taking in, registering and correcting a matter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.envelope import Fact
from domain.errors import (
    AlreadyAnswered,
    AlreadyRegistered,
    AssigningLeaderMissing,
    ComplainedAboutCannotHandle,
    CorrectionTooLate,
    DelayByCorrection,
    ImportedTimesStay,
    NothingCorrected,
    SofterByCorrection,
    TimeInFuture,
    UnknownUnit,
)
from domain.matter.commands import (
    CorrectRegistration,
    NotifyAcceptance,
    ReceiveMatter,
    RegisterMatter,
)
from domain.matter.decisions.about import (
    is_about,
    refuse_person,
    refuse_the_complained_about,
    refuse_unit,
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
from domain.vocabulary import Channel, Duty, Nature, Role

DECIDED_BEFORE_RECEIPT = frozenset({Channel.LEADER_ASSIGNMENT, Channel.MEETING_MINUTES})
"""Channels by which a decision comes in, so that the two days for dispatch run from receipt."""


def decide_receive(
    command: ReceiveMatter, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Take a matter in; every clock of the complainant starts at ``received_at`` (M04).

    Raises TimeInFuture; UnknownUnit, also where neither the command nor the actor names a unit;
    AssigningLeaderMissing; ComplainedAboutCannotHandle where the receiving unit or the assigning
    leader is whom the matter is about, or such a person would register it.
    """
    received_at = command.received_at or situation.now
    if received_at > situation.now:
        raise TimeInFuture(given=received_at.isoformat(), now=situation.now.isoformat())
    unit = command.receiving_unit or situation.actor.unit or ""
    if unit not in situation.organisation.units:
        raise UnknownUnit(unit=unit or "-")
    refuse_unit(unit, command, situation)
    _check_assigning_leader(command.channel, command.assigned_by)
    refuse_person(command.assigned_by or "", command)
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
    refuse_the_complained_about(command, situation)
    dispatch_by = _dispatch_by(command.channel, received_at, situation)
    registered = MatterRegistered(
        unit=unit, nature=command.nature, conduct=command.conduct, dispatch_by=dispatch_by
    )
    return (received, registered)


def _check_assigning_leader(channel: Channel | None, leader: str | None) -> None:
    if channel is Channel.LEADER_ASSIGNMENT and leader is None:
        raise AssigningLeaderMissing()


def _dispatch_by(channel: Channel | None, received_at: datetime, situation: Situation) -> Deadline:
    """Two days from the decision (M06): a leader's or a meeting's own, otherwise to register it."""
    decided_at = received_at if channel in DECIDED_BEFORE_RECEIPT else situation.now
    return situation.rules.deadline("dispatch", decided_at)


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

    An imported message is taken up by it, and owes an outcome like every other matter.
    Raises AlreadyRegistered for another classification, AlreadyAnswered for an imported message
    that has its answer, UnknownUnit where an imported message has no unit and the actor neither.
    """
    if matter.registered:
        if (matter.nature, matter.conduct) == (command.nature, command.conduct):
            return ()
        raise AlreadyRegistered()
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    final = matter.obligation(Duty.FINAL_ANSWER)
    unit = matter.receiving_unit or situation.actor.unit
    if unit not in situation.organisation.units:
        raise UnknownUnit(unit=unit or "-")
    return (
        MatterRegistered(
            unit=unit,
            nature=command.nature,
            conduct=command.conduct,
            dispatch_by=_dispatch_by(
                matter.channel, matter.received_at or situation.now, situation
            ),
            outcome_by=(
                situation.rules.before("outcome", final.deadline)
                if matter.imported and final is not None
                else None
            ),
        ),
    )


def decide_correct(
    command: CorrectRegistration, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Mend a mistaken registration; a corrected time of receipt moves the complainant's clocks.

    Where the matter turns out to be about a unit or person that has an order, the order is
    withdrawn; without its lead the matter is the receiving unit's again, to be dispatched anew.
    Raises NothingCorrected, CorrectionTooLate (an outcome or answer is there), TimeInFuture,
    ImportedTimesStay, DelayByCorrection and SofterByCorrection (not by a supervisor),
    AssigningLeaderMissing, ComplainedAboutCannotHandle (the receiving unit, the assigning leader).
    """
    if matter.answered_at is not None or matter.finding is not None:
        raise CorrectionTooLate()
    wanted = command.model_dump(exclude={"reason"}, exclude_none=True)
    changed = {name: value for name, value in wanted.items() if getattr(matter, name) != value}
    if not changed:
        raise NothingCorrected()
    if _is_softer(matter, changed) and situation.actor.role is not Role.SUPERVISOR:
        raise SofterByCorrection()
    _check_assigning_leader(changed.get("channel"), matter.assigned_by)
    withdrawn = _withdrawn(matter, changed, situation)
    received_at = changed.get("received_at")
    deadlines = _moved(matter, received_at, situation) if received_at is not None else {}
    return (RegistrationCorrected(reason=command.reason, **changed, **deadlines, **withdrawn),)


def _is_softer(matter: Matter, changed: Mapping[str, Any]) -> bool:
    """Whether a correction lets go somebody complained about, or an inquiry into conduct."""
    let_go = set(matter.about_units) - set(changed.get("about_units", matter.about_units))
    let_go |= set(matter.about_persons) - set(changed.get("about_persons", matter.about_persons))
    no_conduct = matter.nature is Nature.CONDUCT and "nature" in changed
    return bool(let_go) or no_conduct


def _withdrawn(
    matter: Matter, changed: Mapping[str, Any], situation: Situation
) -> dict[str, object]:
    """The orders that cannot stand, now that it is known whom the matter is about."""
    units = changed.get("about_units", ())
    persons = changed.get("about_persons", ())
    if matter.receiving_unit is not None and is_about(matter.receiving_unit, units, situation):
        raise ComplainedAboutCannotHandle(who=matter.receiving_unit)
    if matter.assigned_by in persons:
        raise ComplainedAboutCannotHandle(who=matter.assigned_by)
    withdraws = tuple(
        order.unit
        for order in matter.orders.values()
        if is_about(order.unit, units, situation) or order.person in persons
    )
    if matter.lead not in withdraws:
        return {"withdraws": withdraws}
    return {
        "withdraws": withdraws,
        "back_to": matter.receiving_unit,
        "dispatch_by": situation.rules.deadline("dispatch", situation.now),
    }


def _moved(matter: Matter, received_at: datetime, situation: Situation) -> dict[str, Deadline]:
    """The complainant's deadlines from another time of receipt, extensions kept."""
    if matter.imported:
        raise ImportedTimesStay()
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
    if matter.assigned_by is not None:
        fresh["feedback_to_leader_by"] = situation.rules.same_as(
            "feedback_to_leader", fresh["outcome_by"]
        )
    return fresh


def decide_notify_acceptance(
    command: NotifyAcceptance, matter: Matter, _situation: Situation
) -> tuple[Fact, ...]:
    """Tell the complainant that the matter has been taken on; once."""
    owed = matter.obligation(Duty.ACCEPTANCE_NOTICE)
    if owed is None or not owed.is_open:
        return ()
    return (AcceptanceNotified(route=command.route),)
