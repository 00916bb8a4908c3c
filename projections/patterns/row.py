"""What every pattern answers with, and what each query is asked with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.thresholds import Thresholds
from projections import exceptions
from projections.asking import Question
from projections.sql import Connection

SHOWN = 20
"""Numbers of matters that a line shows at most; ``count`` says how many there are."""


@dataclass(frozen=True, slots=True)
class PatternRow:
    """One line of a pattern; what a pattern has no use for is None.

    key       what tells it from the other lines of the pattern
    what      a channel and day, the kind of an exception or a reading, the phrases that were found
    numbers   the matters concerned, ``SHOWN`` of them
    count     how many matters or acts
    of        out of how many
    near      how many of them near the due date
    days      the figure in days: overdue, before the due date, since the end, from contact on
    alike     how much is the same, of 1, at least
    since, until  the first and the last of the moments concerned
    position  log position of the event that shows it, the first of several
    """

    key: str
    what: str | None = None
    numbers: tuple[str, ...] = ()
    count: int = 1
    of: int | None = None
    near: int | None = None
    unit: str | None = None
    person: str | None = None
    days: float | None = None
    alike: float | None = None
    since: datetime | None = None
    until: datetime | None = None
    position: int | None = None

    @property
    def share(self) -> float | None:
        """``count`` of ``of``, a percentage; None of nothing."""
        return round(100 * self.count / self.of, 2) if self.of else None


COLUMNS = (
    "key", "what", "numbers", "count", "of", "near", "unit", "person", "days", "alike", "since",
    "until", "position",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with its thresholds, and the SQL that every pattern needs."""

    question: Question
    thresholds: Thresholds

    @property
    def visible(self) -> str:
        """SQL that keeps the rows of the register (``m``) that hold, of matters in view."""
        return f"({self.question.axes.predicate('m')} AND {self.question.in_view('m')})"

    @property
    def happened(self) -> str:
        """SQL that keeps the exceptions (``e``) that had happened and were on record."""
        return exceptions.known(self.question.axes)

    @property
    def written(self) -> str:
        """SQL that keeps the texts (``f``) that had been written and were on record."""
        return "(f.position <= %(known_by)s AND f.occurred_at <= %(as_of)s)"

    def parameters(self, **more: object) -> dict[str, Any]:
        limits = self.thresholds.model_dump(exclude={"source", "forwarded"})
        near = self.thresholds.near_due
        return self.question.parameters(**limits, near=near, shown=SHOWN, **more)


Query = Callable[[Asking], str]
"""Gives SQL that selects ``weight`` (the heaviest line comes first) and columns of ``COLUMNS``."""

UNIT = "coalesce(m.lead, m.receiving_unit)"
"""SQL: whose matter it is."""


def run(
    connection: Connection, asking: Asking, query: Query, start: int, limit: int
) -> tuple[list[PatternRow], int]:
    """Lines of a pattern from the ``start``-th on, and how many there are in all."""
    found = connection.execute(
        _PAGE.format(query(asking)).encode(), asking.parameters(start=start, most=limit)
    )
    names = [each.name for each in found.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    total = rows[0]["total"] if rows else 0
    if not rows and start:
        whole = _PAGE.format(query(asking)).encode()
        first = connection.execute(whole, asking.parameters(start=0, most=1)).fetchone()
        total = first[-1] if first else 0
    return [_row(each) for each in rows], total


_PAGE = """
WITH line AS ({})
SELECT *, count(*) OVER () AS total FROM line ORDER BY weight DESC, key OFFSET %(start)s LIMIT %(most)s"""


def _row(found: Mapping[str, Any]) -> PatternRow:
    given = {name: found[name] for name in COLUMNS if found.get(name) is not None}
    given["numbers"] = tuple(given.get("numbers", ()))
    for name, places in (("days", 2), ("alike", 3)):
        if name in given:
            given[name] = round(float(given[name]), places)
    return PatternRow(**given)
