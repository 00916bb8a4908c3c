"""Two time axes, defined once: the state ON a date AS KNOWN BY a position of the log.

The state on X as known by P is the fold, in log order, of the events with position <= P and
occurred_at <= X. A read table keeps one row for each state a thing has been in, with the region of
the (P, X) plane in which it holds:

    from_position <= P,  from_time <= X < until_time,  and not (cut_position <= P and cut_time <= X)

Where things happen in the order they are recorded, each event cuts the last row at its own
(position, time) and adds one: one insert, one update, and the past stays. Where an event is
recorded later than one that happened after it, ``spans`` works out the rows of that thing anew.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

State = TypeVar("State")
Other = TypeVar("Other")

COLUMNS = """
    from_position bigint      NOT NULL,
    from_time     timestamptz NOT NULL,
    until_time    timestamptz,
    cut_position  bigint,
    cut_time      timestamptz"""

NAMES = ("from_position", "from_time", "until_time", "cut_position", "cut_time")

INDEX = "CREATE INDEX ON {t} (cut_position) WHERE cut_position IS NOT NULL"
"""Finds what was cut after a position: what has changed since somebody began to read a list."""

LIVE = "({t}.cut_position IS NULL AND {t}.until_time IS NULL)"
BEGUN = (
    "{t}.from_position <= %(known_by)s AND {t}.from_time <= %(as_of)s"
    " AND ({t}.until_time IS NULL OR {t}.until_time > %(as_of)s)"
)
NEVER_CUT = f"({BEGUN} AND {{t}}.cut_position IS NULL)"
CUT_SINCE = f"({BEGUN} AND {{t}}.cut_position > %(known_by)s)"
CUT_LATER_ON = f"({BEGUN} AND {{t}}.cut_position <= %(known_by)s AND {{t}}.cut_time > %(as_of)s)"


@dataclass(frozen=True, slots=True)
class Axes:
    """The moment asked about and the position known by.

    latest  nothing recorded so far lies beyond either, so only each thing's last state counts
    recent  nothing recorded by ``known_by`` happened, or counts, after ``as_of``
    """

    as_of: datetime
    known_by: int
    latest: bool
    recent: bool = False

    def branches(self, table: str) -> tuple[str, ...]:
        """SQL that together keeps the rows of ``table`` (an alias) that hold on these axes.

        No two keep the same row, and each can be found by an index of its own: what was never cut,
        what was cut after ``known_by``, and what was cut by something known that happened after
        ``as_of``. Parameters are ``as_of`` and ``known_by``.
        """
        if self.latest:
            kept: tuple[str, ...] = (LIVE,)
        elif self.recent:
            kept = (NEVER_CUT, CUT_SINCE)
        else:
            kept = (NEVER_CUT, CUT_SINCE, CUT_LATER_ON)
        return tuple(each.format(t=table) for each in kept)

    def predicate(self, table: str) -> str:
        """The branches as one condition, for figures and for tables joined to a list."""
        return f"({' OR '.join(self.branches(table))})"

    def first(self, query: Callable[[str], str], table: str, order: str) -> str:
        """SQL for the first rows of a query over ``table``, in an order; as many as ``limit``.

        ``query`` gives the SQL for a condition on the table; ``order`` names columns it selects.
        Each branch is ordered and limited by itself, so that it reads an index no further than
        the page goes.
        """
        bounds = f"ORDER BY {order} LIMIT %(limit)s"
        parts = [f"({query(branch)} {bounds})" for branch in self.branches(table)]
        return " UNION ALL ".join(parts) + (f" {bounds}" if len(parts) > 1 else "")

    @property
    def parameters(self) -> dict[str, object]:
        return {"as_of": self.as_of, "known_by": self.known_by}


@dataclass(frozen=True, slots=True)
class Span(Generic[State]):
    """A state and the region in which it holds."""

    state: State
    from_position: int
    from_time: datetime
    until_time: datetime | None = None
    cut_position: int | None = None
    cut_time: datetime | None = None

    def holds(self, position: int, moment: datetime) -> bool:
        """Whether this is the state on ``moment`` as known by ``position``."""
        return (
            self.from_position <= position
            and self.from_time <= moment
            and (self.until_time is None or moment < self.until_time)
            and not (
                self.cut_position is not None
                and self.cut_time is not None
                and self.cut_position <= position
                and self.cut_time <= moment
            )
        )

    def with_state(self, state: "Other") -> "Span[Other]":
        """The same region for something derived from the state."""
        return Span(state, *(getattr(self, name) for name in NAMES))

    @property
    def remaining(self) -> tuple[datetime, datetime | None] | None:
        """The times at which it still holds for the latest position; None where at none."""
        end = self.cut_time if self.cut_position is not None else self.until_time
        return None if end is not None and end <= self.from_time else (self.from_time, end)


Change = Callable[[State | None], State | None]


def spans(changes: Iterable[tuple[int, datetime, Change[State]]]) -> list[Span[State]]:
    """All rows of one thing, from its events in log order: (position, occurred_at, what it does).

    A change that returns what it was given is no change; one that returns None leaves nothing.
    Each event concerns every state at or after its time: what held there is cut at its position,
    and the changed state takes its place from then on.
    """
    rows: list[Span[State]] = []
    for position, at, change in changes:
        added: list[Span[State]] = []
        free_from: datetime | None = at
        for index in sorted(range(len(rows)), key=lambda i: rows[i].from_time):
            row = rows[index]
            if row.remaining is None:
                continue
            begin, end = row.remaining
            if end is not None and end <= at:
                continue
            start = max(begin, at)
            if free_from is not None and free_from < begin:
                added += _made(change(None), position, free_from, begin)
            free_from = end
            changed = change(row.state)
            if changed is row.state:
                continue
            rows[index], kept = _cut(row, position, start)
            added += kept
            added += _made(changed, position, start, end)
        if free_from is not None:
            added += _made(change(None), position, free_from, None)
        rows += added
    return rows


def _made(
    state: State | None, position: int, start: datetime, end: datetime | None
) -> list[Span[State]]:
    return [] if state is None else [Span(state, position, start, end)]


def _cut(row: Span[State], position: int, at: datetime) -> tuple[Span[State], list[Span[State]]]:
    """A row cut at (position, at); one that has been cut before becomes two."""
    if row.cut_position is None:
        return replace(row, cut_position=position, cut_time=at), []
    before = replace(row, until_time=row.cut_time, cut_position=position, cut_time=at)
    after = replace(row, from_time=row.cut_time or at)
    return before, [after]
