"""The questions as the API and the command line ask them: axes, view and waiting settled here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from domain.codec import decode
from domain.envelope import Actor, Recorded
from domain.errors import UnfitError
from domain.kinds import fold as fold_life
from domain.kinds import is_life, kind_of, stream_of
from domain.matter.history import fold
from domain.matter.state import Matter
from domain.organisation.state import STREAM as ORGANISATION
from domain.organisation.state import Absence, Organisation
from domain.organisation.state import fold as fold_organisation
from domain.proceedings.state import Proceeding
from domain.rulebook import Rulebook
from domain.rulebook_events import STREAM as RULEBOOK
from domain.rulebook_events import RulebookAdopted
from domain.rulebook_files import as_adopted
from domain.vocabulary import Duty, FeedbackState, ReadingKind, Urgency
from domain.working_days import SHANGHAI
from projections import (
    absences,
    answer_status,
    coverage,
    feedback_status,
    obligation_ledger,
    proceeding_register,
    worklist,
)
from projections.asking import Page, Question, list_mark, reached_by, read_cursor
from projections.feedback_status import WantedMatters
from projections.manifests import ManifestDay, manifests
from projections.matter_tables import MatterTables
from projections.obligation_ledger import Owed, Wanted
from projections.proceeding_register import ProceedingRow, WantedProceedings
from projections.repeats import Repeat, repeats
from projections.self_inspection import SelfInspection, self_inspection
from projections.sql import Connection
from projections.statistics import Grouping, Period, Rates, statistics
from projections.text_search import Candidate, TextIndex, candidates
from projections.timeline import Entry, timeline
from projections.two_axes import Axes
from projections.view import View
from projections.waits import Wait, waits
from projections.worklist import Horizon, Pile, WorklistRow
from service.access import permissions
from service.clock import Clock
from service.database import Database, Snapshot
from service.event_log.feed import LogFeed
from service.event_log.reading import LogReader
from service.outbox.box import Outbox, OutboxState, Posted
from service.reading.protected import grounds_of
from service.reading.read_log import Read, ReadLog
from service.reference import Reference

SOON_WORKING_DAYS = 3
DAYS_SHOWN, MOST_DAYS = timedelta(days=30), timedelta(days=366)

Answer = TypeVar("Answer")


class NoSuchPosition(UnfitError):
    code = "no-such-position"
    zh = "日志中还没有位置 {position}（末尾是 {head}）。请使用办理结果给出的 Huiyin-Position。"
    en = (
        "The log has no position {position}; it ends at {head}. Use the Huiyin-Position of a write."
    )


class UnfitPeriod(UnfitError):
    code = "unfit-period"
    zh = "起止日期须先后有序，且不超过 {maximum} 天。请改查较短的时段。"
    en = "The first day must not lie after the last, and at most {maximum} days. Ask for fewer."


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


class Queries:
    """Answers every question for an actor, within what the permission table lets them see."""

    def __init__(
        self,
        database: Database,
        reference: Reference,
        clock: Clock,
        outbox: Outbox,
        read_log: ReadLog,
    ) -> None:
        self._database = database
        self._log = LogReader(database)
        self._reference = reference
        self._clock = clock
        self._outbox = outbox
        self._read_log = read_log

    # Lists and figures

    def obligations(self, actor: Actor, asked: Asked, wanted: Wanted) -> Page[Owed]:
        """The obligation ledger. Raises NotYourMatter where it is asked of one not to be seen."""
        if wanted.subject is not None:
            self._note(actor, wanted.subject, self.history(actor, wanted.subject), None)
        return self._ask(
            actor,
            asked,
            obligation_ledger.KEY,
            list_mark("obligations", wanted),
            lambda connection, question: obligation_ledger.obligations(
                connection, question, wanted
            ),
        )

    def worklist(
        self,
        actor: Actor,
        asked: Asked,
        pile: Pile,
        unit: str | None = None,
        urgency: Urgency | None = None,
    ) -> Page[WorklistRow]:
        """The morning screen."""

        def ask(connection: Connection, question: Question) -> Page[WorklistRow]:
            horizon = self.horizon(question.axes.as_of)
            found = worklist.worklist(connection, question, horizon, pile, unit, urgency)
            away = {each.person: each for each in self._away(connection, question.axes)}
            return replace(found, items=[each.with_who_is_away(away) for each in found.items])

        mark = list_mark("worklist", pile, unit, urgency)
        return self._ask(actor, asked, worklist.KEY, mark, ask)

    def absences(self, actor: Actor, asked: Asked) -> tuple[Axes, tuple[absences.Away, ...]]:
        """Who is away on the asked day, and what they owe of what the actor may know of (M07)."""
        permissions.scope(actor, "read", "organisation")

        def ask(
            connection: Connection, question: Question
        ) -> tuple[Axes, tuple[absences.Away, ...]]:
            away = self._away(connection, question.axes)
            return question.axes, absences.absences(connection, question, away)

        return self._ask(actor, asked, (), "", ask)

    def _away(self, connection: Connection, axes: Axes) -> tuple[Absence, ...]:
        """Who is away on the asked day, as known by the asked position."""
        organisation = self._reference.organisation()
        if organisation.position > axes.known_by:
            organisation = organisation_by(LogReader(Snapshot(connection)), axes.known_by)
        return organisation.away_on(day_of(axes))

    def matters(
        self, actor: Actor, asked: Asked, wanted: WantedMatters = feedback_status.ALL
    ) -> Page[feedback_status.MatterStatus]:
        """Matters, each in its one state."""
        return self._ask(
            actor,
            asked,
            feedback_status.KEY,
            list_mark("matters", wanted),
            lambda connection, question: feedback_status.matters(connection, question, wanted),
        )

    def candidates(
        self,
        actor: Actor,
        asked: Asked,
        words: tuple[str, ...],
        grams: Sequence[int],
        wanted: WantedMatters,
    ) -> tuple[Page[Candidate], str]:
        """Matters in which these words may stand, for ``service.searching`` to make sure, and the
        mark of the list. Raises NotPermitted for those who may not read texts."""
        permissions.scope(actor, "read", "text")
        mark = list_mark("search", words, wanted)
        page = self._ask(
            actor,
            asked,
            feedback_status.KEY,
            mark,
            lambda connection, question: candidates(connection, question, wanted, grams),
            (MatterTables.name, TextIndex.name),
        )
        return page, mark

    def repeats(
        self,
        actor: Actor,
        asked: Asked,
        matter: str,
        received_at: datetime,
        gist: Sequence[int],
        contact: Sequence[int],
    ) -> tuple[Axes, list[Repeat]]:
        """Matters that may say the same, for ``service.repeating``. Raises NotPermitted for those
        who may not read texts; who may not know complainants is told of gists only."""
        permissions.scope(actor, "read", "text")
        known = contact if permissions.may(actor, "read", "identity") else ()
        return self._ask(
            actor,
            asked,
            (),
            "",
            lambda connection, question: (
                question.axes,
                repeats(connection, question, matter, received_at, gist, known),
            ),
            (MatterTables.name, TextIndex.name),
        )

    def state_counts(self, actor: Actor, asked: Asked) -> tuple[Axes, dict[FeedbackState, int]]:
        """How many matters are in each state."""
        return self._ask(
            actor,
            asked,
            (),
            "",
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
            "",
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
            organisation = organisation_by(LogReader(Snapshot(connection)), axes.known_by)
            return axes, coverage.coverage(connection, question, organisation, day_of(axes))

        return self._ask(actor, asked, (), "", ask)

    def manifests(
        self, actor: Actor, asked: Asked, first: date | None = None, last: date | None = None
    ) -> tuple[Axes, list[ManifestDay]]:
        """What each channel says it received against what was registered, day by day; the month up
        to the day asked about where nothing else is said (M10).

        Raises NotPermitted, UnfitPeriod.
        """
        permissions.scope(actor, "read", "coverage")

        def ask(connection: Connection, question: Question) -> tuple[Axes, list[ManifestDay]]:
            end = last or day_of(question.axes)
            begin = first or end - DAYS_SHOWN
            if not timedelta(0) <= end - begin < MOST_DAYS:
                raise UnfitPeriod(maximum=MOST_DAYS.days)
            return question.axes, manifests(connection, question, begin, end)

        return self._ask(actor, asked, (), "", ask)

    def self_inspection(
        self, actor: Actor, asked: Asked, since: datetime, until: datetime
    ) -> tuple[Axes, list[SelfInspection]]:
        """What units found themselves beside what others found, received from ``since`` to before
        ``until`` (M13)."""
        permissions.scope(actor, "read", "coverage")
        return self._ask(
            actor,
            asked,
            (),
            "",
            lambda connection, question: (
                question.axes,
                self_inspection(connection, question, since, until),
            ),
        )

    def outbox(
        self, actor: Actor, state: OutboxState | None, limit: int, cursor: str | None = None
    ) -> tuple[Sequence[Posted], str | None]:
        """A page of messages to those who owe something, and the next page's cursor; of now.

        Raises NotPermitted, BadCursor.
        """
        permissions.scope(actor, "read", "outbox")
        return self._outbox.posted(self._view(actor), state, limit, cursor)

    def waits(self, actor: Actor, asked: Asked) -> tuple[Axes, list[Wait]]:
        """Which units wait for which in open matters, circles first (M08)."""
        return self._ask(
            actor,
            asked,
            (),
            "",
            lambda connection, question: (question.axes, waits(connection, question)),
        )

    def statistics(
        self,
        actor: Actor,
        asked: Asked,
        by: Grouping,
        period: Period,
        since: datetime | None,
        until: datetime | None,
    ) -> tuple[Axes, list[Rates]]:
        """The three rates of filings received from ``since`` to before ``until`` (M40)."""
        return self._ask(
            actor,
            asked,
            (),
            "",
            lambda connection, question: (
                question.axes,
                statistics(connection, question, by, period, since, until),
            ),
        )

    def within(
        self,
        actor: Actor,
        asked: Asked,
        ask: Callable[[Connection, Question], Answer],
        *,
        key: tuple[type, ...] = (),
        mark: str = "",
        needed: Sequence[str] = (MatterTables.name,),
    ) -> Answer:
        """What several questions together answer, at one moment and within the actor's view; with
        ``key`` and ``mark`` a list that has pages, ``needed`` the projections that are read."""
        return self._ask(actor, asked, key, mark, ask, needed)

    # One matter, the organisation

    def timeline(self, actor: Actor, asked: Asked, matter: str) -> tuple[Axes, list[Entry]]:
        """The history of a matter or a proceeding on the axes, by its id; that it was read is kept.

        Raises NotYourMatter where there is none, or the actor may not know of it.
        """
        axes = self.axes(asked)
        history = self.history(actor, matter)
        entries = timeline(history, axes)
        if not entries:
            raise permissions.NotYourMatter()
        self._note(actor, matter, history, axes)
        return axes, entries

    def matter(self, actor: Actor, asked: Asked, matter: str) -> tuple[Axes, Matter]:
        """A matter as it stood. Raises NotYourMatter."""
        axes, entries = self.timeline(actor, asked, matter)
        return axes, fold(matter, (each.recorded for each in entries))

    def proceedings(
        self, actor: Actor, asked: Asked, wanted: WantedProceedings
    ) -> Page[ProceedingRow]:
        """Proceedings of one kind, or of all that the actor may know of."""
        return self._ask(
            actor,
            asked,
            proceeding_register.KEY,
            list_mark("proceedings", wanted),
            lambda connection, question: proceeding_register.proceedings(
                connection, question, wanted
            ),
        )

    def proceeding(self, actor: Actor, asked: Asked, stream: str) -> tuple[Axes, Proceeding]:
        """A proceeding as it stood. Raises NotYourMatter."""
        axes, entries = self.timeline(actor, asked, stream)
        life = fold_life(stream, (each.recorded for each in entries))
        if not isinstance(life, Proceeding):
            raise permissions.NotYourMatter()
        return axes, life

    def hidden(self, actor: Actor, streams: Iterable[str]) -> set[str]:
        """Those of the streams that are matters or proceedings which the actor may not know of.

        The program itself (a role that reads no matters as a person) is kept from none.
        """
        if not permissions.may(actor, "read", "matters"):
            return set()
        view = self._view(actor)
        lives = {each for each in streams if is_life(each)}
        histories = LogFeed(self._log).streams(lives, self._log.head()) if lives else {}
        return {
            stream
            for stream, history in histories.items()
            if not view.sees(fold_life(stream, history))
        }

    def organisation(self, actor: Actor, asked: Asked) -> tuple[Axes, Organisation]:
        """The organisation as known by a position.

        What it was on which day its own dates say (``since``, ``until``), whenever those were
        recorded: ask it of the day of ``as_of``.
        """
        permissions.scope(actor, "read", "organisation")
        axes = self._axes(asked, self._log.head(), self._log)
        return axes, organisation_by(self._log, axes.known_by)

    def rulebooks(self, actor: Actor, asked: Asked) -> tuple[Axes, tuple[Rulebook, ...]]:
        """The rulebooks adopted, in that order; ``domain.rules.in_force`` says which one holds on
        the day of ``as_of``, by their own dates."""
        permissions.scope(actor, "read", "rulebook")
        axes = self._axes(asked, self._log.head(), self._log)
        facts = (decode(each).fact for each in self._log.stream(RULEBOOK, up_to=axes.known_by))
        return axes, tuple(
            as_adopted(fact.content) for fact in facts if isinstance(fact, RulebookAdopted)
        )

    def history(self, actor: Actor, life: str) -> list[Recorded]:
        """Everything recorded of a matter or a proceeding, by its id. Raises NotYourMatter, judged by
        how it stands now."""
        view = self._view(actor)
        stream = stream_of(life)
        history = [decode(each) for each in self._log.stream(stream)]
        if not view.sees(fold_life(stream, history)):
            raise permissions.NotYourMatter()
        return history

    def _note(
        self, actor: Actor, life: str, history: Sequence[Recorded], axes: Axes | None
    ) -> None:
        """Keep that one matter or proceeding was read, where that is kept."""
        stream = stream_of(life)
        if grounds := grounds_of(actor, fold_life(stream, history)):
            kind = ReadingKind.MATTER if kind_of(stream) is None else ReadingKind.PROCEEDING
            as_of, known_by = (axes.as_of, axes.known_by) if axes else (None, None)
            self._read_log.note(Read(kind, actor, grounds, stream, as_of=as_of, known_by=known_by))

    # Axes and view

    def horizon(self, as_of: datetime) -> Horizon:
        """Where today and the next three working days end."""
        calendar = self._reference.calendar()
        midnight = as_of.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
        soon = calendar.add_working_days(as_of, SOON_WORKING_DAYS).at
        return Horizon(midnight + timedelta(days=1), soon)

    def overdue_working_days(self, due_at: datetime, asked_at: datetime) -> int:
        """Working days that have fully passed since a due date."""
        return self._reference.calendar().working_days_elapsed(due_at, asked_at)

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

    def _ask(
        self,
        actor: Actor,
        asked: Asked,
        key: tuple[type, ...],
        mark: str,
        ask: Callable[[Connection, Question], Answer],
        needed: Sequence[str] = (MatterTables.name,),
    ) -> Answer:
        """Ask within the actor's view; ``key`` and ``mark`` are those of a list that has pages,
        ``needed`` the projections it reads, the matters' first."""
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
