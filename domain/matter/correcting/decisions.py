"""Mending a mistaken registration, so that it helps nobody out of a deadline or an inquiry."""

from dataclasses import replace
from typing import Any

from domain.envelope import Fact
from domain.errors import UnknownUnit
from domain.matter.about import is_about, refuse_person, refuse_unit
from domain.matter.carried import carried
from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.correcting.errors import (
    CorrectionAfterOutcome,
    CorrectionTooLate,
    NothingCorrected,
    ReceiverStays,
    SofterByCorrection,
)
from domain.matter.correcting.events import RegistrationCorrected
from domain.matter.intake.decisions import check_assigning_leader
from domain.matter.part import Decisions
from domain.matter.state import Matter
from domain.matter.timing.recounting import moved_on_orders, recounted
from domain.obligations import Deadline, Owner
from domain.situation import Situation
from domain.vocabulary import Duty, Nature, Role

AFTER_OUTCOME = frozenset({"about_units", "about_persons", "receiving_unit", "assigned_by"})
"""Who has to do with a matter, and who may not, can be mended until it is answered."""


def decide_correct(
    command: CorrectRegistration, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Mend a mistaken registration; deadlines that follow from what was mistaken move with it.

    Where the matter turns out to be about a unit or person that has an order, the order is
    withdrawn; without its lead the matter is the receiving unit's again, to be dispatched anew,
    and what the lead found out is void. Where it is about the receiving unit, another one is named,
    which owes from then on what that one owed.
    Raises NothingCorrected, CorrectionTooLate (answered), CorrectionAfterOutcome, TimeInFuture,
    ImportedTimesStay, DelayByCorrection, SofterByCorrection and ReceiverStays (not by a
    supervisor), UnknownUnit, AssigningLeaderMissing, ComplainedAboutCannotHandle (the receiving
    unit, the assigning leader).
    """
    if matter.answered_at is not None:
        raise CorrectionTooLate()
    wanted = command.model_dump(exclude={"reason"}, exclude_none=True)
    changed = {name: value for name, value in wanted.items() if getattr(matter, name) != value}
    if not changed:
        raise NothingCorrected()
    if matter.finding is not None and not changed.keys() <= AFTER_OUTCOME:
        raise CorrectionAfterOutcome()
    mended = replace(matter, **changed)
    if _is_softer(matter, mended) and situation.actor.role is not Role.SUPERVISOR:
        raise SofterByCorrection()
    if "channel" in changed:
        check_assigning_leader(mended.channel, mended.assigned_by)
    refuse_person(mended.assigned_by or "", mended)
    deadlines: dict[str, Any] = {**recounted(matter, mended, situation)}
    on_orders = moved_on_orders(matter, mended, situation)
    handed_over = _received_by_another(matter, mended, situation)
    withdrawn = _withdrawn(matter, mended, situation)
    consequences = {**deadlines, "moves": on_orders, **handed_over, **withdrawn}
    if "back_to" not in withdrawn:
        consequences |= _leader_to_be_told(matter, mended, deadlines.get("outcome_by"), situation)
    return (RegistrationCorrected(reason=command.reason, **changed, **consequences),)


def _is_softer(matter: Matter, mended: Matter) -> bool:
    """Whether a correction lets go somebody complained about, a class of conduct or an inquiry."""
    let_go = set(matter.about_units) - set(mended.about_units)
    let_go |= set(matter.about_persons) - set(mended.about_persons)
    let_off = set(matter.conduct) - set(mended.conduct)
    other = matter.nature is Nature.CONDUCT and mended.nature is not matter.nature
    return bool(let_go or let_off or other)


def _received_by_another(matter: Matter, mended: Matter, situation: Situation) -> dict[str, Any]:
    """What goes over to another receiving unit: everything that the one before still owed itself.

    The first receiver stays responsible (M04), unless the matter is about it.
    """
    before, now = matter.receiving_unit, mended.receiving_unit
    if now is not None:
        refuse_unit(now, mended, situation)
    if now == before:
        return {}
    if now not in situation.organisation.units:
        raise UnknownUnit(unit=now or "-")
    innocent = before is not None and not is_about(before, mended.about_units, situation)
    if innocent and situation.actor.role is not Role.SUPERVISOR:
        raise ReceiverStays(unit=before)
    owed = (each for each in matter.open_obligations() if each.owner == Owner(before))
    return {"hands_over": tuple(each.key for each in owed)}


def _withdrawn(matter: Matter, mended: Matter, situation: Situation) -> dict[str, Any]:
    """The orders that cannot stand, now that it is known whom the matter is about."""
    withdraws = tuple(
        order.unit
        for order in matter.orders.values()
        if is_about(order.unit, mended.about_units, situation)
        or order.person in mended.about_persons
    )
    withdraws += _with_a_slip(matter, mended, situation, withdraws)
    if matter.lead not in withdraws:
        return {"withdraws": withdraws}
    again: dict[str, Any] = {
        "withdraws": withdraws,
        "back_to": mended.receiving_unit,
        "dispatch_by": situation.rules.graded("dispatch", situation.now, mended.urgency),
        "takes_back": carried(matter),
    }
    outcome = matter.obligation(Duty.OUTCOME)
    if outcome is not None and not outcome.is_open:
        again["outcome_by"] = outcome.deadline
    return again


def _with_a_slip(
    matter: Matter, mended: Matter, situation: Situation, withdrawn: tuple[str, ...]
) -> tuple[str, ...]:
    """Units without an order that owe a report on a slip, and that the matter turns out to be about."""
    owing = (e.key.of for e in matter.open_obligations() if e.key.duty is Duty.SLIP_REPORT)
    return tuple(
        unit
        for unit in owing
        if unit not in withdrawn and is_about(unit, mended.about_units, situation)
    )


def _leader_to_be_told(
    matter: Matter, mended: Matter, outcome_by: Deadline | None, situation: Situation
) -> dict[str, Any]:
    """The feedback owed to a leader who is named only now, once the lead has its order (M11).

    Due with the outcome, which this correction moves to ``outcome_by``; after it, with the answer.
    """
    lead = matter.orders.get(matter.lead or "")
    owed = matter.obligation(Duty.FEEDBACK_TO_LEADER)
    told_already = mended.assigned_by == matter.assigned_by or (owed is not None and owed.is_open)
    if told_already or lead is None or lead.delivered_at is None:
        return {}
    still = {each.key.duty: each.deadline for each in matter.open_obligations()}
    word = (
        outcome_by
        or still.get(Duty.OUTCOME)
        or still.get(Duty.ANSWER)
        or situation.rules.deadline("answer", situation.now)
    )
    return {
        "feedback_to_leader_by": situation.rules.deadline("feedback_to_leader", word),
        "feedback_unit": lead.unit,
        "feedback_person": lead.person,
    }


DECISIONS: Decisions = {
    CorrectRegistration: decide_correct,
}
