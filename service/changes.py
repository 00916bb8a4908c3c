"""What changed between two points of the two axes, for whoever asks and within their view."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from domain.envelope import Actor
from projections.asking import Question, cursor, list_mark, reached_by
from projections.changes import (
    Figures,
    MatterChange,
    ObligationChange,
    figures,
    matter_changes,
    obligation_changes,
)
from projections.matter_tables import MatterTables
from projections.sql import Connection
from projections.two_axes import Axes
from service.access import permissions
from service.asking import Asked
from service.database import Snapshot
from service.event_log.reading import LogReader
from service.queries import Queries

Change = TypeVar("Change")
Differences = Callable[[Connection, Question, Question, int, int], tuple[list[Change], int]]


@dataclass(frozen=True, slots=True)
class Since:
    """The other point; what is left out is as at the point asked about."""

    as_of: datetime | None = None
    known_by: datetime | int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures at both points, and how many matters and duties differ."""

    since: Axes
    axes: Axes
    before: Figures
    after: Figures
    matters: int
    obligations: int


@dataclass(frozen=True, slots=True)
class ChangePage(Generic[Change]):
    """A page of differences, and how many there are in all."""

    since: Axes
    axes: Axes
    items: Sequence[Change]
    total: int
    next: str | None


class Changes:
    """Compares what the lists say at two points."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    def figures(self, actor: Actor, asked: Asked, since: Since) -> Compared:
        """The figures at both points. Raises NotPermitted."""
        permissions.scope(actor, "read", "exceptions")

        def ask(connection: Connection, after: Question) -> Compared:
            before = _other(connection, after, since)
            return Compared(
                before.axes,
                after.axes,
                figures(connection, before),
                figures(connection, after),
                matter_changes(connection, before, after, 0, 1)[1],
                obligation_changes(connection, before, after, 0, 1)[1],
            )

        return self._queries.ask(actor, asked, ask)

    def matters(self, actor: Actor, asked: Asked, since: Since) -> ChangePage[MatterChange]:
        """Matters that changed, by their ids. Raises NotPermitted, BadCursor."""
        return self._list(actor, asked, since, "matters", matter_changes)

    def obligations(self, actor: Actor, asked: Asked, since: Since) -> ChangePage[ObligationChange]:
        """Rounds of duties that changed, likewise."""
        return self._list(actor, asked, since, "obligations", obligation_changes)

    def _list(
        self,
        actor: Actor,
        asked: Asked,
        since: Since,
        name: str,
        differences: Differences[Change],
    ) -> ChangePage[Change]:
        permissions.scope(actor, "read", "exceptions")
        mark = list_mark("changes", name, since)

        def ask(connection: Connection, after: Question) -> ChangePage[Change]:
            before = _other(connection, after, since)
            start: int = after.after[0] if after.after else 0
            items, total = differences(connection, before, after, start, after.limit)
            end = start + len(items)
            more = cursor(after.axes, mark, (end,)) if items and end < total else None
            return ChangePage(before.axes, after.axes, items, total, more)

        return self._queries.ask(actor, asked, ask, key=(int,), mark=mark)


def _other(connection: Connection, question: Question, since: Since) -> Question:
    """The same question at the other point."""
    known_by = since.known_by
    if known_by is None:
        known_by = question.axes.known_by
    elif isinstance(known_by, datetime):
        known_by = LogReader(Snapshot(connection)).position_at(known_by)
    position = min(known_by, reached_by(connection, MatterTables.name))
    axes = Axes(since.as_of or question.axes.as_of, position, latest=False)
    return replace(question, axes=axes)
