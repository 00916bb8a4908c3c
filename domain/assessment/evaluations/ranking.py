"""From what the ballots say together to a ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from domain.assessment.evaluation_rules import EvaluationRules
from domain.assessment.evaluations.commands import Tally
from domain.assessment.evaluations.events import Place
from domain.vocabulary import Satisfaction

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every unit's place, and who gets points for being first or last."""

    places: tuple[Place, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]


def ranked(tallies: Sequence[Tally], rules: EvaluationRules, minimum: int) -> Ranking:
    """The ranking, best first; who was rated by fewer than ``minimum`` has no place in it.

    Equal points share a rank. Nobody is first or last among too few, or where all are equal.
    """
    points = {each.unit: _points(each, rules) for each in tallies if each.ballots >= minimum}
    order = sorted(points.values(), reverse=True)
    places = [
        Place(
            unit=each.unit,
            ballots=each.ballots,
            points=points.get(each.unit),
            rank=order.index(points[each.unit]) + 1 if each.unit in points else None,
        )
        for each in tallies
    ]
    places.sort(key=lambda place: (place.rank is None, place.rank or 0, place.unit))
    if len(points) < rules.least_ranked or order[0] == order[-1]:
        return Ranking(tuple(places), (), ())
    return Ranking(tuple(places), _with(points, order[0]), _with(points, order[-1]))


def _points(tally: Tally, rules: EvaluationRules) -> Decimal:
    answers = tally.model_dump()
    worth = sum(rules.grades[each] * (answers[each.value] or 0) for each in Satisfaction)
    return (Decimal(worth) / tally.ballots).quantize(HUNDREDTH, ROUND_HALF_UP)


def _with(points: Mapping[str, Decimal], these: Decimal) -> tuple[str, ...]:
    return tuple(sorted(unit for unit, each in points.items() if each == these))
