"""Who waits for whom, and where that goes in a circle (互设前置条件, M08)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from projections.asking import Question
from projections.sql import Connection


@dataclass(frozen=True, slots=True)
class Wait:
    """One unit waits for another in a matter; ``circle`` are the units it goes round by, if it does."""

    matter: str
    number: str
    unit: str
    waits_for: str
    circle: tuple[str, ...] = ()


_WAITS = """
SELECT m.matter, m.number, split_part(w.pair, ' ', 1), split_part(w.pair, ' ', 2)
  FROM matter_row m, unnest(m.waits) AS w(pair)
 WHERE {visible} AND {in_view} AND m.waits <> ARRAY[]::text[] AND m.closed_at IS NULL
 ORDER BY m.number, w.pair"""


def pair(unit: str, waits_for: str) -> str:
    """One wait as the register keeps it; codes have no blanks."""
    return f"{unit} {waits_for}"


def waits(connection: Connection, question: Question) -> list[Wait]:
    """Every wait in open matters; those that go in a circle, within one matter or across, first."""
    query = _WAITS.format(visible=question.axes.predicate("m"), in_view=question.in_view("m"))
    rows = [Wait(*row) for row in connection.execute(query.encode(), question.parameters())]
    circle_of = circles((row.unit, row.waits_for) for row in rows)
    found = [
        Wait(row.matter, row.number, row.unit, row.waits_for, circle_of[row.unit])
        if circle_of.get(row.unit) and row.waits_for in circle_of[row.unit]
        else row
        for row in rows
    ]
    return sorted(found, key=lambda each: (not each.circle, each.number, each.unit))


def circles(edges: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """For each unit that waits for itself by way of others: all units that do so together."""
    after: dict[str, set[str]] = {}
    for unit, other in edges:
        after.setdefault(unit, set()).add(other)
    reached = {unit: _reached(unit, after) for unit in after}
    return {
        unit: tuple(sorted(other for other in there if unit in reached.get(other, ())))
        for unit, there in reached.items()
        if unit in there
    }


def _reached(unit: str, after: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    edge = [unit]
    while edge:
        for other in after.get(edge.pop(), ()):
            if other not in found:
                found.add(other)
                edge.append(other)
    return found
