"""Taking in and registering a matter."""

from datetime import datetime

from domain.envelope import Fact
from domain.errors import TimeInFuture, UnknownUnit
from domain.matter.about import refuse_person, refuse_the_complained_about, refuse_unit
from domain.matter.correcting.errors import DelayByCorrection
from domain.matter.errors import AlreadyAnswered
from domain.matter.intake.commands import NotifyAcceptance, ReceiveMatter, RegisterMatter
from domain.matter.intake.errors import (
    AlreadyRegistered,
    AssigningLeaderMissing,
    NoticeNotOwed,
    UnknownServiceItem,
)
from domain.matter.intake.events import AcceptanceNotified, MatterReceived, MatterRegistered
from domain.matter.part import Decisions
from domain.matter.state import Matter
from domain.obligations import Deadline, Obligation
from domain.organisation.state import Commitment
from domain.rules import Rules
from domain.situation import Situation
from domain.vocabulary import Channel, Duty, Ending, Role, Urgency

DECIDED_BEFORE_RECEIPT = frozenset({Channel.LEADER_ASSIGNMENT, Channel.MEETING_MINUTES})
"""Channels by which a decision comes in, so that the two days for dispatch run from receipt."""


def decide_receive(
    command: ReceiveMatter, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Take a matter in; every clock of the complainant starts at ``received_at`` (M04).

    Raises TimeInFuture; UnknownServiceItem; UnknownUnit, also where neither the command nor the actor names a unit;
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
    check_assigning_leader(command.channel, command.assigned_by)
    refuse_person(command.assigned_by or "", command)
    item = command.service_item
    if item is not None and situation.organisation.commitment(item, received_at) is None:
        raise UnknownServiceItem(item=item)
    received = MatterReceived(
        matter=matter.id,
        complainant=situation.complainant,
        received_at=received_at,
        receiving_unit=unit,
        register_by=situation.rules.graded("register", received_at, command.urgency),
        **complainants_deadlines(
            situation.rules,
            received_at,
            situation.organisation.commitment(command.service_item, received_at),
            command.urgency,
        ),
        **command.model_dump(
            exclude={"received_at", "receiving_unit", "nature", "conduct"},
        ),
    )
    if command.nature is None:
        return (received,)
    refuse_the_complained_about(command, situation)
    dispatch_by = _dispatch_by(command.channel, received_at, command.urgency, situation)
    registered = MatterRegistered(
        unit=unit, nature=command.nature, conduct=command.conduct, dispatch_by=dispatch_by
    )
    return (received, registered)


def check_assigning_leader(channel: Channel | None, leader: str | None) -> None:
    if channel is Channel.LEADER_ASSIGNMENT and leader is None:
        raise AssigningLeaderMissing()


def _dispatch_by(
    channel: Channel | None,
    received_at: datetime,
    urgency: Urgency | None,
    situation: Situation,
) -> Deadline:
    """Two days from the decision (M06), or what its grade leaves: a leader's or a meeting's own
    decision, otherwise that to register it."""
    decided = decided_at(channel, received_at, situation.now)
    return situation.rules.graded("dispatch", decided, urgency)


def decided_at(channel: Channel | None, received_at: datetime, registered_at: datetime) -> datetime:
    """When it was decided that something is to be done: the two days for dispatch run from here."""
    return received_at if channel in DECIDED_BEFORE_RECEIPT else registered_at


def complainants_deadlines(
    rules: Rules,
    received_at: datetime,
    commitment: Commitment | None = None,
    urgency: Urgency | None = None,
) -> dict[str, Deadline]:
    """The deadlines that run from receipt, by the names they have in events."""
    final = rules.final_answer(received_at, commitment, urgency)
    return {
        "acceptance_notice_by": rules.graded("acceptance_notice", received_at, urgency),
        "final_answer_by": final,
        "outcome_by": rules.deadline("outcome", final),
        "interim_reply_by": rules.deadline("interim_reply", final),
    }


def decide_register(
    command: RegisterMatter, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Classify a matter; dispatching it is owed from now on (M06).

    An imported message is taken up by it, and owes an outcome like every other matter; its times
    stay those of its source, whatever its grade of urgency.
    Raises AlreadyRegistered for another classification, AlreadyAnswered for an imported message
    that has its answer, UnknownUnit where an imported message has no unit and the actor neither,
    DelayByCorrection for a lower grade that puts the answer off, by others than a supervisor.
    """
    if matter.registered:
        graded = command.urgency in (None, matter.urgency)
        if graded and (matter.nature, matter.conduct) == (command.nature, command.conduct):
            return ()
        raise AlreadyRegistered()
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    final = matter.obligation(Duty.FINAL_ANSWER)
    unit = matter.receiving_unit or situation.actor.unit
    if unit not in situation.organisation.units:
        raise UnknownUnit(unit=unit or "-")
    received_at = matter.received_at or situation.now
    deadlines: dict[str, Deadline] = {}
    if matter.imported and final is not None and final.is_open:
        deadlines["outcome_by"] = situation.rules.deadline("outcome", final.deadline)
    elif final is not None and command.urgency not in (None, matter.urgency):
        deadlines = _graded(command.urgency, received_at, final, matter, situation)
    return (
        MatterRegistered(
            unit=unit,
            nature=command.nature,
            conduct=command.conduct,
            urgency=command.urgency,
            dispatch_by=_dispatch_by(
                matter.channel, received_at, command.urgency or matter.urgency, situation
            ),
            **deadlines,
        ),
    )


def _graded(
    urgency: Urgency | None,
    received_at: datetime,
    final: Obligation,
    matter: Matter,
    situation: Situation,
) -> dict[str, Deadline]:
    """What another grade of urgency moves, counted from receipt like the first one."""
    rules = situation.rules_of(final.deadline)
    promised = situation.organisation.commitment(matter.service_item, received_at)
    due = complainants_deadlines(rules, received_at, promised, urgency)
    put_off = due["final_answer_by"].at > final.deadline.at
    if put_off and situation.actor.role is not Role.SUPERVISOR:
        raise DelayByCorrection()
    notice = matter.obligation(Duty.ACCEPTANCE_NOTICE)
    if notice is None or notice.deadline.at == due["acceptance_notice_by"].at:
        del due["acceptance_notice_by"]
    return due


def decide_notify_acceptance(
    command: NotifyAcceptance, matter: Matter, _situation: Situation
) -> tuple[Fact, ...]:
    """Tell the complainant that the matter has been taken on; once.

    Raises AlreadyAnswered; NoticeNotOwed for an imported message and after an exemption.
    """
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    owed = matter.obligation(Duty.ACCEPTANCE_NOTICE)
    if owed is None or owed.ended is Ending.EXCUSED:
        raise NoticeNotOwed()
    if not owed.is_open:
        return ()
    return (AcceptanceNotified(route=command.route),)


DECISIONS: Decisions = {
    ReceiveMatter: decide_receive,
    RegisterMatter: decide_register,
    NotifyAcceptance: decide_notify_acceptance,
}
