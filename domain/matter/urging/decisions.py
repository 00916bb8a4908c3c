"""Pressing for what is owed: who may, for what, and when the program does it by itself (M21)."""

from datetime import datetime
from typing import Any

from domain.envelope import Fact
from domain.matter.errors import NotTakenUp
from domain.matter.part import Decisions
from domain.matter.state import Matter
from domain.matter.urging.commands import (
    ClimbRung,
    IssueSlip,
    ProposeStep,
    ReportOnSlip,
    UrgeDuty,
)
from domain.matter.urging.errors import (
    NoSlip,
    NothingToUrge,
    NotMissedYet,
    OwnDuty,
    RungIsNoProposal,
    SlipNeedsUnit,
)
from domain.matter.urging.events import (
    DutyReminded,
    DutyUrged,
    SlipIssued,
    SlipReported,
    StepProposed,
)
from domain.obligations import Key, Obligation
from domain.situation import Situation
from domain.vocabulary import Duty, Rung

DECIDED_BY_PEOPLE = (Rung.TALK, Rung.CIRCULAR, Rung.REFERRAL)


def decide_urge(command: UrgeDuty, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Urge whoever owes it. Raises NotTakenUp, NothingToUrge, OwnDuty (one's own, in person)."""
    owed = _owed(command, matter)
    if owed.owner.person == situation.actor.person:
        raise OwnDuty(duty=owed.key.duty, unit=owed.owner.unit or "-")
    return (DutyUrged(**_pressed(owed), text=command.text),)


def decide_slip(command: IssueSlip, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Issue a supervision slip to the unit that owes it, on whatever rung it was before.

    While the unit has not reported on an earlier slip, that report stays due as it was.
    Raises NotTakenUp, NothingToUrge, SlipNeedsUnit, OwnDuty (one's own, or one's unit's).
    """
    owed = _owed(command, matter)
    _not_ones_own(owed, situation)
    return (_slip(owed, situation, text=command.text),)


def decide_report(command: ReportOnSlip, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Report on the slip that one's unit was given. Raises NoSlip."""
    unit = situation.actor.unit
    for owed in matter.open_obligations():
        ours = unit is not None and owed.owner.unit == unit and command.unit in (None, unit)
        if owed.key.duty is Duty.SLIP_REPORT and ours:
            return (SlipReported(of=owed.key.of, unit=unit, text=command.text),)
    raise NoSlip(unit=command.unit or unit or "-")


def decide_propose(command: ProposeStep, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Put a step on record that people decide: a talk at any time, what is harder after a breach.

    Raises NotTakenUp, NothingToUrge, RungIsNoProposal, NotMissedYet, OwnDuty.
    """
    if command.rung not in DECIDED_BY_PEOPLE:
        raise RungIsNoProposal(action=command.rung, allowed=DECIDED_BY_PEOPLE)
    owed = _owed(command, matter)
    _not_ones_own(owed, situation)
    if command.rung is not Rung.TALK and not owed.breached(situation.now):
        raise NotMissedYet(
            duty=owed.key.duty, due=owed.deadline.at.isoformat(), action=command.rung
        )
    return (StepProposed(**_pressed(owed), rung=command.rung, text=command.text),)


def decide_climb(command: ClimbRung, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Take a step that has fallen due, once for each due date of each round of a duty.

    Nothing where it is not due, no longer owed, or taken already; nothing for what was due before
    an imported message was taken up here (rules.md: never escalations), and no slip for what an
    official owes in person.
    """
    owed = matter.obligation(command.duty, command.of or "")
    if matter.only_imported or owed is None or not owed.is_open:
        return ()
    fell_due_at = _fell_due_at(command.rung, owed, situation)
    taken_up = matter.registered_at if matter.imported else None
    if fell_due_at is None or (taken_up is not None and fell_due_at <= taken_up):
        return ()
    if (owed.key, owed.nth, owed.deadline.at, command.rung) in matter.urging.climbed:
        return ()
    if command.rung is Rung.REMINDER:
        return (DutyReminded(**_pressed(owed), fell_due_at=fell_due_at),)
    if command.rung is Rung.URGING:
        return (DutyUrged(**_pressed(owed), fell_due_at=fell_due_at),)
    if owed.owner.unit is None:
        return ()
    return (_slip(owed, situation, fell_due_at=fell_due_at),)


def _fell_due_at(rung: Rung, owed: Obligation, situation: Situation) -> datetime | None:
    """When the rulebook of its deadline had this rung due; None where that has not come."""
    rungs = situation.rules_of(owed.deadline).climbed(owed.key.duty, owed.deadline)
    return next((each.at for each in rungs if each.rung is rung and each.at <= situation.now), None)


def _slip(owed: Obligation, situation: Situation, **said: Any) -> SlipIssued:
    if owed.owner.unit is None:
        raise SlipNeedsUnit(duty=owed.key.duty, person=owed.owner.person or "-")
    report_by = situation.rules.deadline("slip_report", situation.now)
    return SlipIssued(**_pressed(owed), **said, report_by=report_by)


def _owed(command: UrgeDuty | IssueSlip | ProposeStep, matter: Matter) -> Obligation:
    """What is pressed for: the duty that is named, or what is due next."""
    if matter.only_imported:
        raise NotTakenUp()
    still = matter.open_obligations()
    for each in still:
        named = command.duty in (None, each.key.duty) and command.of in (None, each.key.of)
        if named:
            return each
    known = tuple(dict.fromkeys(each.key.duty for each in still))
    raise NothingToUrge(duty=command.duty or "-", known=known)


def _not_ones_own(owed: Obligation, situation: Situation) -> None:
    """Raises OwnDuty where the actor, or the actor's body, is who owes it."""
    actor, owner = situation.actor, owed.owner
    ours = actor.unit and owner.unit and situation.organisation.same_body(actor.unit, owner.unit)
    if ours or actor.person == owner.person:
        raise OwnDuty(duty=owed.key.duty, unit=owner.unit or "-")


def _pressed(owed: Obligation) -> dict[str, Any]:
    key: Key = owed.key
    return {
        "duty": key.duty,
        "of": key.of,
        "nth": owed.nth,
        "unit": owed.owner.unit,
        "person": owed.owner.person,
        "due_at": owed.deadline.at,
    }


DECISIONS: Decisions = {
    UrgeDuty: decide_urge,
    IssueSlip: decide_slip,
    ReportOnSlip: decide_report,
    ProposeStep: decide_propose,
    ClimbRung: decide_climb,
}
