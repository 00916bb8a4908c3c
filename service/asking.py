"""How a question is asked: on which axes, within whose view, from which page on.

The questions themselves are in ``service/queries.py``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from domain.codec import decode
from domain.envelope import Actor
from domain.errors import UnfitError
from domain.organisation.state import STREAM as ORGANISATION
from domain.organisation.state import Organisation
from domain.organisation.state import fold as fold_organisation
from domain.working_days import SHANGHAI
from projections.asking import Question, reached_by, read_cursor
from projections.matter_tables import MatterTables
from projections.sql import Connection
from projections.two_axes import Axes
from projections.view import View
from service.access import permissions
from service.clock import Clock
from service.database import Database
from service.event_log.reading import LogReader
from service.reference import Reference

Answer = TypeVar("Answer")


class NoSuchPosition(UnfitError):
    code = "no-such-position"
    zh = "日志中还没有位置 {position}（末尾是 {head}）。请使用办理结果给出的 Huiyin-Position。"
    en = (
        "The log has no position {position}; it ends at {head}. Use the Huiyin-Position of a write."
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller says of the axes and the page; everything may be left out.

    as_of     the moment asked about; now
    known_by  only what was recorded by then counts, a time or a position; everything
    after     the cursor of a page before; it pins both axes
    limit     items a page
    """

    as_of: datetime | None = None
    known_by: datetime | int | None = None
    after: str | None = None
    limit: int = 50


class Asking:
    """Puts questions to the read tables, for an actor."""

    def __init__(self, database: Database, reference: Reference, clock: Clock) -> None:
        self._database = database
        self._log = LogReader(database)
        self._reference = reference
        self._clock = clock

    def reached(self, projection: str = MatterTables.name) -> int:
        """The position that the lists, or another projection, have reached."""
        with self._database.connection() as connection:
            return reached_by(connection, projection)

    def reached_towards(self, position: int, projection: str = MatterTables.name) -> int:
        """The same for somebody who waits for a position.

        Raises NoSuchPosition where that lies beyond the end of the log: it would never come.
        """
        reached = self.reached(projection)
        if reached < position and (head := self._log.head()) < position:
            raise NoSuchPosition(position=position, head=head)
        return reached

    def _view(self, actor: Actor) -> View:
        self._reference.refresh()
        return permissions.view(actor, self._reference.organisation())

    def ask(
        self,
        actor: Actor,
        asked: Asked,
        ask: Callable[[Connection, Question], Answer],
        *,
        key: tuple[type, ...] = (),
        mark: str = "",
        needed: Sequence[str] = (MatterTables.name,),
    ) -> Answer:
        """What is answered at one moment and within the actor's view; ``key`` and ``mark`` are those
        of a list that has pages, ``needed`` the projections that are read, the matters' first."""
        view = self._view(actor)
        place = read_cursor(asked.after, key, mark) if asked.after else None
        if place is not None:
            asked = replace(asked, as_of=place.as_of, known_by=place.known_by)
        last = place.last if place else None
        with self._database.snapshot() as snapshot:
            reached = [reached_by(snapshot.connection, each) for each in needed]
            axes = self._axes(asked, reached[0], LogReader(snapshot), min(reached))
            question = Question(axes, view, last, asked.limit, mark)
            return ask(snapshot.connection, question)

    def figure(
        self,
        actor: Actor,
        asked: Asked,
        ask: Callable[[Connection, Question], Answer],
        needed: Sequence[str] = (MatterTables.name,),
    ) -> tuple[Axes, Answer]:
        """The same for what has no pages, with the axes that it was asked on."""
        return self.ask(
            actor,
            asked,
            lambda connection, question: (question.axes, ask(connection, question)),
            needed=needed,
        )

    def axes(self, asked: Asked) -> Axes:
        """The axes that a question is asked on; what was left out is now, and everything recorded."""
        return self._axes(asked, self._log.head(), self._log)

    def _axes(
        self, asked: Asked, reached: int, log: LogReader, furthest: int | None = None
    ) -> Axes:
        return axes_for(asked, reached, log, self._clock.now(), furthest)


def axes_for(
    asked: Asked, reached: int, log: LogReader, now: datetime, furthest: int | None = None
) -> Axes:
    """What was left out is now, and everything the lists know, ``furthest`` at most.

    The last state of each thing serves only where nothing known happened after ``as_of``; the
    clocks of two machines may differ a little, so "now" is never before the last recording.
    """
    known_by = asked.known_by
    if isinstance(known_by, datetime):
        known_by = log.position_at(known_by)
    furthest = reached if furthest is None else furthest
    position = furthest if known_by is None else min(known_by, furthest)
    recorded = log.recorded_at(position, reached)
    as_of = asked.as_of or max([now, *recorded.values()])
    latest = position == reached and all(as_of >= moment for moment in recorded.values())
    recent = position not in recorded or recorded[position] <= as_of
    return Axes(as_of, position, latest, recent)


def organisation_by(log: LogReader, known_by: int) -> Organisation:
    """The organisation by what had been recorded up to a position."""
    return fold_organisation(decode(each) for each in log.stream(ORGANISATION, up_to=known_by))


def day_of(axes: Axes) -> date:
    """The day asked about, Asia/Shanghai."""
    return axes.as_of.astimezone(SHANGHAI).date()
