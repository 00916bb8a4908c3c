"""The questions as the API and the command line ask them: axes, view and waiting settled here."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from psycopg.rows import TupleRow

from domain.envelope import Actor, Recorded
from domain.errors import ConflictError, UnknownMatter
from domain.matter.state import Matter, fold
from domain.organisation.state import STREAM as ORGANISATION
from domain.organisation.state import Organisation
from domain.organisation.state import fold as fold_organisation
from domain.rulebook import Rulebook
from domain.rules import STREAM as RULEBOOK
from domain.rules import RulebookAdopted
from domain.vocabulary import Duty, FeedbackState
from domain.working_days import SHANGHAI
from projections import answer_status, coverage, feedback_status, obligation_ledger, worklist
from projections.asking import Page, Question, read_cursor
from projections.feed import Feed
from projections.matters import Matters
from projections.obligation_ledger import Owed, Wanted
from projections.sql import Connection
from projections.timeline import Entry, known, timeline
from projections.two_axes import Axes
from projections.worklist import Horizon, Pile, WorklistRow
from service.access import permissions
from service.clock import Clock
from service.database import Database
from service.reference import Reference

SOON_WORKING_DAYS = 3
WAIT_SECONDS = 5.0
REACHED = "SELECT position FROM projection WHERE name = %s"

Fetch = Callable[[str, Any], list[TupleRow]]
Answer = TypeVar("Answer")


class NotCaughtUp(ConflictError):
    code = "not-caught-up"
    zh = "查询数据尚未更新到位置 {wanted}（现在 {reached}）。请稍后重试。"
    en = "The lists have not reached position {wanted} yet (now {reached}). Try again shortly."


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller says of the axes and the page; everything may be left out.

    as_of     the moment asked about; now
    known_by  only what was recorded by then counts, a time or a position; everything
    after     the cursor of a page before; it pins both axes
    limit     items a page
    position  a position that must be visible (from a write)
    """

    as_of: datetime | None = None
    known_by: datetime | int | None = None
    after: str | None = None
    limit: int = 50
    position: int | None = None


class Queries:
    """Answers every question for an actor, within what the permission table lets them see."""

    def __init__(self, database: Database, feed: Feed, reference: Reference, clock: Clock) -> None:
        self._database = database
        self._feed = feed
        self._reference = reference
        self._clock = clock

    # Lists and figures

    def obligations(self, actor: Actor, asked: Asked, wanted: Wanted) -> Page[Owed]:
        """The obligation ledger."""
        return self._ask(
            actor,
            asked,
            obligation_ledger.KEY,
            lambda connection, question: obligation_ledger.obligations(
                connection, question, wanted
            ),
        )

    def worklist(
        self, actor: Actor, asked: Asked, pile: Pile, unit: str | None = None
    ) -> Page[WorklistRow]:
        """The morning screen."""
        return self._ask(
            actor,
            asked,
            worklist.KEY,
            lambda connection, question: worklist.worklist(
                connection, question, self.horizon(question.axes.as_of), pile, unit
            ),
        )

    def matters(
        self,
        actor: Actor,
        asked: Asked,
        state: FeedbackState | None = None,
        reference: str | None = None,
    ) -> Page[feedback_status.MatterStatus]:
        """Matters, each in its one state."""
        return self._ask(
            actor,
            asked,
            feedback_status.KEY,
            lambda connection, question: feedback_status.matters(
                connection, question, state, reference
            ),
        )

    def state_counts(self, actor: Actor, asked: Asked) -> tuple[Axes, dict[FeedbackState, int]]:
        """How many matters are in each state."""
        return self._ask(
            actor,
            asked,
            (),
            lambda connection, question: (
                question.axes,
                feedback_status.state_counts(connection, question),
            ),
        )

    def answer_status(
        self, actor: Actor, asked: Asked, duty: Duty = Duty.FINAL_ANSWER
    ) -> tuple[Axes, answer_status.AnswerStatus]:
        """How many matters are answered in time, late, and so on."""
        return self._ask(
            actor,
            asked,
            (),
            lambda connection, question: (
                question.axes,
                answer_status.answer_status(connection, question, duty),
            ),
        )

    def coverage(self, actor: Actor, asked: Asked) -> tuple[Axes, coverage.Coverage]:
        """The blank spots."""
        permissions.scope(actor, "read", "coverage")

        def ask(connection: Connection, question: Question) -> tuple[Axes, coverage.Coverage]:
            axes = question.axes
            on = axes.as_of.astimezone(SHANGHAI).date()
            organisation = self._organisation(axes)
            return axes, coverage.coverage(connection, question, organisation, on)

        return self._ask(actor, asked, (), ask)

    # One matter, the organisation

    def timeline(self, actor: Actor, asked: Asked, matter: str) -> tuple[Axes, list[Entry]]:
        """A matter's history. Raises NotYourMatter where the actor may not see it."""
        axes = self._axes(asked, self._feed.head(), self._database.fetch)
        return axes, timeline(self._history(actor, matter, axes), axes)

    def matter(self, actor: Actor, asked: Asked, matter: str) -> tuple[Axes, Matter]:
        """A matter as it stood. Raises UnknownMatter, NotYourMatter."""
        axes = self._axes(asked, self._feed.head(), self._database.fetch)
        state = fold(matter, known(self._history(actor, matter, axes), axes))
        if not state.exists:
            raise UnknownMatter(matter=matter)
        return axes, state

    def organisation(self, actor: Actor, asked: Asked) -> tuple[Axes, Organisation]:
        """The organisation as it stood."""
        permissions.scope(actor, "read", "organisation")
        axes = self._axes(asked, self._feed.head(), self._database.fetch)
        return axes, self._organisation(axes)

    def rulebooks(self, actor: Actor, asked: Asked) -> tuple[Axes, tuple[Rulebook, ...]]:
        """The rulebooks adopted, in that order; ``domain.rules.in_force`` says which one holds."""
        permissions.scope(actor, "read", "rulebook")
        axes = self._axes(asked, self._feed.head(), self._database.fetch)
        history = self._feed.streams([RULEBOOK], axes.known_by)[RULEBOOK]
        return axes, tuple(
            Rulebook.model_validate(each.fact.content)
            for each in known(history, axes)
            if isinstance(each.fact, RulebookAdopted)
        )

    def _history(self, actor: Actor, matter: str, axes: Axes) -> list[Recorded]:
        stream = f"matter-{matter}"
        history = self._feed.streams([stream], axes.known_by)[stream]
        unit = permissions.visible_unit(actor)
        if unit is not None and unit not in fold(matter, history).units:
            raise permissions.NotYourMatter()
        if not history:
            raise UnknownMatter(matter=matter)
        return history

    def _organisation(self, axes: Axes) -> Organisation:
        history = self._feed.streams([ORGANISATION], axes.known_by)[ORGANISATION]
        return fold_organisation(known(history, axes))

    # Axes, view, waiting

    def horizon(self, as_of: datetime) -> Horizon:
        """Where today and the next three working days end."""
        calendar = self._reference.calendar()
        midnight = as_of.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
        soon = calendar.add_working_days(as_of, SOON_WORKING_DAYS).at
        return Horizon(midnight + timedelta(days=1), soon)

    def overdue_working_days(self, due_at: datetime, asked_at: datetime) -> int:
        """Working days that have fully passed since a due date."""
        return self._reference.calendar().working_days_elapsed(due_at, asked_at)

    def reached(self) -> int:
        """The position that the lists have reached."""
        rows = self._database.fetch(REACHED, (Matters.name,))
        return int(rows[0][0]) if rows else 0

    def _ask(
        self,
        actor: Actor,
        asked: Asked,
        key: tuple[type, ...],
        ask: Callable[[Connection, Question], Answer],
    ) -> Answer:
        unit = permissions.visible_unit(actor)
        self._wait_for(asked.position)
        place = read_cursor(asked.after, key) if asked.after else None
        if place is not None:
            asked = replace(asked, as_of=place.as_of, known_by=place.known_by)
        last = place.last if place else None
        with self._database.snapshot() as connection:

            def fetch(query: str, parameters: Any) -> list[TupleRow]:
                return connection.execute(query.encode(), parameters).fetchall()

            rows = fetch(REACHED, (Matters.name,))
            axes = self._axes(asked, rows[0][0] if rows else 0, fetch)
            return ask(connection, Question(axes, unit, last, asked.limit))

    def _axes(self, asked: Asked, reached: int, fetch: Fetch) -> Axes:
        """What was left out is now, and everything the lists know.

        The last state of each thing serves only where nothing known happened after ``as_of``; the
        clocks of two machines may differ a little, so "now" is never before the last recording.
        """
        known_by = asked.known_by
        if isinstance(known_by, datetime):
            known_by = int(fetch("SELECT position_at(%s)", (known_by,))[0][0])
        position = reached if known_by is None else min(known_by, reached)
        rows = fetch("SELECT recorded_at FROM event WHERE position = %s", (reached,))
        last_recorded = [row[0] for row in rows]
        as_of = asked.as_of or max([self._clock.now(), *last_recorded])
        latest = position == reached and all(as_of >= moment for moment in last_recorded)
        return Axes(as_of, position, latest)

    def _wait_for(self, position: int | None) -> None:
        """Wait, up to five seconds, until the lists have reached a position."""
        if position is None:
            return
        until = time.monotonic() + WAIT_SECONDS
        pause = 0.002
        while (reached := self.reached()) < position:
            if time.monotonic() > until:
                raise NotCaughtUp(wanted=position, reached=reached)
            time.sleep(pause)
            pause = min(pause * 2, 0.1)
