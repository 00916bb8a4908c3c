"""Settling a period: everything is counted, put into one document, and frozen (M34)."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from domain.assessment.closing import can_be_settled_from, settlement_stream
from domain.assessment.document import canonical, sum_of
from domain.assessment.figures import Assessed, Counting
from domain.assessment.period_duties.decisions import discharged
from domain.assessment.periods import halves_of, is_year, span_of
from domain.assessment.scores.decisions import is_due
from domain.assessment.settlements import content
from domain.assessment.settlements.commands import Grade, SettlePeriod
from domain.assessment.settlements.errors import (
    GradeDoesNotFit,
    HalfNotSettled,
    NoScoreRules,
    NotToSettleYet,
    OwnGrade,
    PointsStillDue,
)
from domain.assessment.settlements.events import ScoresSettled
from domain.assessment.settlements.state import Settlement
from domain.elsewhere import Led
from domain.proceedings.kind import Decisions
from domain.rulebook import Rulebook
from domain.rules import in_force
from domain.situation import Situation
from domain.vocabulary import ProceedingKind

LISTED = 20
"""So many of the points that are still due are named."""


def decide_settle(command: SettlePeriod, _settlement: Settlement, situation: Situation) -> Led:
    """Freeze the scores of a period once nothing can come in any more that counts in it.

    Raises NotToSettleYet, HalfNotSettled, NoScoreRules, PointsStillDue, GradeDoesNotFit, OwnGrade.
    """
    start = can_be_settled_from(command.period, situation.rules)
    if situation.now < start:
        raise NotToSettleYet(due=start.isoformat())
    rulebook = _rulebook(command.period, situation)
    halves = _halves(command.period, situation)
    if rulebook.scores is None:
        raise NoScoreRules()
    if not is_year(command.period):
        _refuse_while_points_are_due(command.period, situation)
    assessed = situation.counting.assessed(command.period, rulebook.scores, situation.now)
    _refuse_grades(command.grades, assessed, rulebook, situation)
    document = _document(command.period, rulebook, assessed, situation.now, command.grades, halves)
    return (
        ScoresSettled(
            title=f"{command.period} 考核兑现",
            period=command.period,
            as_of=situation.now,
            known_by=assessed.known_by,
            rulebook=rulebook.id,
            grades=command.grades,
            document=document,
            sha256=sum_of(document),
        ),
        *discharged(ProceedingKind.SETTLEMENT, command.period, situation),
    )


def _refuse_while_points_are_due(half: str, situation: Situation) -> None:
    """Raises PointsStillDue: what the rules give is in the half-year of its event, or nowhere."""
    candidates = situation.counting.points_due(situation.rulebooks.values())
    due = [each for each in candidates if is_due(each, half, situation)]
    if due:
        named = tuple(f"{each.unit or each.person} ({each.event})" for each in due[:LISTED])
        raise PointsStillDue(numbers=len(due), what=named)


def again(
    settlement: Settlement,
    rulebook: Rulebook,
    counting: Counting,
    halves: Iterable[Settlement] = (),
) -> str:
    """The document of a settlement, counted from the log once more at its own moment and position."""
    if rulebook.scores is None or settlement.as_of is None:
        raise LookupError(settlement.id)
    assessed = counting.assessed(
        settlement.period, rulebook.scores, settlement.as_of, settlement.known_by
    )
    found = {each.period: (each.sha256, json.loads(each.document)) for each in halves}
    return _document(
        settlement.period, rulebook, assessed, settlement.as_of, settlement.grades, found
    )


def _document(
    period: str,
    rulebook: Rulebook,
    assessed: Assessed,
    as_of: datetime,
    grades: tuple[Grade, ...],
    halves: dict[str, tuple[str, Any]],
) -> str:
    rules = rulebook.scores
    assert rules is not None  # noqa: S101 - whoever calls has looked
    given = (period, rulebook.id, rules, assessed, as_of, grades)
    made = content.of_year(*given, halves) if is_year(period) else content.of_half(*given)
    return canonical(made)


def _rulebook(period: str, situation: Situation) -> Rulebook:
    """The rulebook in force on the last day of a period."""
    last = span_of(period).until - timedelta(microseconds=1)
    found = in_force(situation.rulebooks.values(), last)
    return found or situation.rules.rulebook


def _halves(period: str, situation: Situation) -> dict[str, tuple[str, Any]]:
    """By half-year: the sum and the content of its settlement; none for a half-year."""
    found = {}
    for half in halves_of(period) if is_year(period) else ():
        settled = situation.proceeding(settlement_stream(half))
        if not isinstance(settled, Settlement) or not settled.exists:
            raise HalfNotSettled(what=half)
        found[half] = (settled.sha256, json.loads(settled.document))
    return found


def _refuse_grades(
    grades: tuple[Grade, ...], assessed: Assessed, rulebook: Rulebook, situation: Situation
) -> None:
    """Raises GradeDoesNotFit, OwnGrade."""
    parts = rulebook.scores.parts if rulebook.scores is not None else {}
    seen = set()
    for each in grades:
        part = parts.get(each.part)
        known = part is not None and part.of != "ledger" and each.unit in assessed.units
        if not known or (each.unit, each.part) in seen:
            raise GradeDoesNotFit(unit=each.unit, part=each.part)
        seen.add((each.unit, each.part))
        own = situation.actor.unit
        if own and situation.organisation.same_body(own, each.unit):
            raise OwnGrade(unit=each.unit)


DECISIONS: Decisions = {SettlePeriod: decide_settle}
