"""What a settlement says, made from what was counted: the same every time it is made."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from domain.assessment.figures import Assessed, Count, Rating
from domain.assessment.periods import span_of
from domain.assessment.score_rules import WHOLE_SCORE, RateRow, ScoreRules
from domain.assessment.scores.entries import PREFIX, Entry, ledger_of_unit
from domain.assessment.settlements.commands import Grade

HUNDREDTH = Decimal("0.01")


def of_half(
    period: str,
    rulebook: str,
    rules: ScoreRules,
    assessed: Assessed,
    as_of: datetime,
    grades: Iterable[Grade],
) -> dict[str, Any]:
    """The content of a half-year's settlement: each ledger's entries, what was counted, the total."""
    counted = [(each, counted_points(rules.rates[each.row], each)) for each in assessed.counts]
    ledgers = {
        *map(ledger_of_unit, assessed.units),
        *(each.ledger for each in assessed.entries),
        *(ledger_of_unit(each.unit) for each in assessed.counts),
    }
    shown = [
        _ledger(
            ledger,
            rules.base,
            [each for each in assessed.entries if each.ledger == ledger],
            [each for each in counted if ledger_of_unit(each[0].unit) == ledger],
            f"{rulebook} scores.rates",
        )
        for ledger in sorted(ledgers)
    ]
    return _whole(period, rulebook, rules, assessed, as_of, shown, grades)


def of_year(
    period: str,
    rulebook: str,
    rules: ScoreRules,
    assessed: Assessed,
    as_of: datetime,
    grades: Iterable[Grade],
    halves: Mapping[str, tuple[str, Mapping[str, Any]]],
) -> dict[str, Any]:
    """The content of a year's settlement: the mean of the two halves, and which documents these are.

    ``halves``: by period, the sum and the content of its settlement. Who has but one half has that.
    """
    totals: dict[str, dict[str, str]] = {}
    for half, (_, content) in sorted(halves.items()):
        for each in content["ledgers"]:
            totals.setdefault(each["ledger"], {})[half] = each["total"]
    shown = [
        {"ledger": ledger, "halves": by_half, "total": _mean(by_half.values())}
        for ledger, by_half in sorted(totals.items())
    ]
    made = _whole(period, rulebook, rules, assessed, as_of, shown, grades)
    return {**made, "halves": {half: digest for half, (digest, _) in halves.items()}}


def counted_points(row: RateRow, count: Count) -> Decimal:
    """The points that a row gives for what was counted, no more than it allows."""
    if row.count == "late":
        points = Decimal(row.points) * len(count.found) / max(count.base, 1)
    else:
        points = Decimal(row.points) * len(count.found)
    if row.most is not None:
        points = max(points, Decimal(-row.most))
    return points.quantize(HUNDREDTH, ROUND_HALF_UP) + Decimal(0)  # zero has no sign


def _whole(
    period: str,
    rulebook: str,
    rules: ScoreRules,
    assessed: Assessed,
    as_of: datetime,
    ledgers: list[dict[str, Any]],
    grades: Iterable[Grade],
) -> dict[str, Any]:
    span = span_of(period)
    return {
        "jurisdiction": assessed.jurisdiction,
        "period": period,
        "since": span.since.isoformat(),
        "until": span.until.isoformat(),
        "as_of": as_of.isoformat(),
        "known_by": assessed.known_by,
        "rulebook": rulebook,
        "base": rules.base,
        "ledgers": ledgers,
        "assessment": _assessment(rules, ledgers, list(grades), assessed.ratings),
    }


def _ledger(
    ledger: str,
    base: int,
    entries: list[Entry],
    counted: list[tuple[Count, Decimal]],
    rule: str,
) -> dict[str, Any]:
    points = [each.points for each in entries] + [each for _, each in counted]
    return {
        "ledger": ledger.removeprefix(PREFIX),
        "entries": [_entry(each) for each in sorted(entries, key=lambda each: each.position)],
        "counted": [
            {
                "row": count.row,
                "rule": f"{rule}.{count.row}",
                "points": str(given),
                "of": count.base,
                "found": list(count.found),
            }
            for count, given in sorted(counted, key=lambda each: each[0].row)
        ],
        "total": str(sum(points, Decimal(base)).quantize(HUNDREDTH)),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    said = {
        "entry": entry.position,
        "row": entry.row,
        "rule": entry.rule,
        "points": str(entry.points),
        "event": entry.event,
        "source": entry.source,
        "reverses": entry.reverses,
        "share_of": entry.share_of,
    }
    return {name: value for name, value in said.items() if value is not None}


def _assessment(
    rules: ScoreRules,
    ledgers: list[dict[str, Any]],
    grades: list[Grade],
    ratings: tuple[Rating, ...],
) -> list[dict[str, Any]]:
    """4+X for each unit: its parts, and the weighed whole where none of them is lacking."""
    given = {(each.unit, each.part): each for each in grades}
    units = [each for each in ledgers if each["ledger"].startswith("unit:")]
    shown = []
    for each in units:
        unit = each["ledger"].partition(":")[2]
        rated = [rating for rating in ratings if rating.unit == unit]
        shown.append(_weighed(rules, unit, each, given, rated))
    return shown


def _weighed(
    rules: ScoreRules,
    unit: str,
    ledger: dict[str, Any],
    given: Mapping[tuple[str, str], Grade],
    rated: list[Rating],
) -> dict[str, Any]:
    parts: dict[str, dict[str, Any]] = {}
    for name, part in rules.parts.items():
        grade = given.get((unit, name))
        if part.of == "ledger":
            parts[name] = {"weight": part.weight, "points": ledger["total"]}
        elif part.of == "evaluated" and rated:
            parts[name] = {
                "weight": part.weight,
                "points": _mean(str(each.points) for each in rated),
                "evaluations": sorted(each.evaluation for each in rated),
            }
        elif grade is not None:
            parts[name] = {
                "weight": part.weight,
                "points": str(grade.points),
                "source": grade.source,
            }
    lacking = sorted(rules.parts.keys() - parts.keys())
    whole = sum((Decimal(each["points"]) * each["weight"] for each in parts.values()), Decimal(0))
    total = str((whole / WHOLE_SCORE).quantize(HUNDREDTH, ROUND_HALF_UP))
    return {"unit": unit, "parts": parts, "lacking": lacking, "total": None if lacking else total}


def _mean(totals: Iterable[str]) -> str:
    each = [Decimal(total) for total in totals]
    return str((sum(each, Decimal(0)) / len(each)).quantize(HUNDREDTH, ROUND_HALF_UP))
