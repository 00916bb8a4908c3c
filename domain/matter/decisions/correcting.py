"""Mending a mistaken registration, so that it helps nobody out of a deadline or an inquiry."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.envelope import Fact
from domain.errors import (
    ComplainedAboutCannotHandle,
    CorrectionTooLate,
    DelayByCorrection,
    ImportedTimesStay,
    NothingCorrected,
    SofterByCorrection,
    TimeInFuture,
)
from domain.matter.commands import CorrectRegistration
from domain.matter.decisions.about import is_about
from domain.matter.decisions.intake import check_assigning_leader, complainants_deadlines
from domain.matter.events import RegistrationCorrected
from domain.matter.state import Matter
from domain.obligations import Deadline
from domain.situation import Situation
from domain.vocabulary import Nature, Role


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
    check_assigning_leader(changed.get("channel"), matter.assigned_by)
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
