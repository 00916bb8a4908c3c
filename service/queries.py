"""The questions as the API and the command line ask them. How one is asked: ``service/asking.py``."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.codec import decode
from domain.envelope import Actor, Recorded
from domain.errors import UnfitError
from domain.kinds import fold as fold_life
from domain.kinds import is_life, kind_of, stream_of
from domain.matter.history import fold
from domain.matter.state import Matter
from domain.organisation.state import Absence, Organisation
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
from projections.asking import Page, Question, list_mark
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
from projections.waits import Wait, waits
from projections.worklist import Horizon, Pile, WorklistRow
from service.access import permissions
from service.asking import Asked, Asking, day_of, organisation_by
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


class UnfitPeriod(UnfitError):
    code = "unfit-period"
    zh = "起止日期须先后有序，且不超过 {maximum} 天。请改查较短的时段。"
    en = "The first day must not lie after the last, and at most {maximum} days. Ask for fewer."


class Queries(Asking):
    """Answers every question for an actor, within what the permission table lets them see."""

    def __init__(
        self,
        database: Database,
        reference: Reference,
        clock: Clock,
        outbox: Outbox,
        read_log: ReadLog,
    ) -> None:
        super().__init__(database, reference, clock)
        self._outbox = outbox
        self._read_log = read_log

    # Lists and figures

    def obligations(self, actor: Actor, asked: Asked, wanted: Wanted) -> Page[Owed]:
        """The obligation ledger. Raises NotYourMatter where it is asked of one not to be seen."""
        if wanted.subject is not None:
            self._note(actor, wanted.subject, self.history(actor, wanted.subject), None)
        return self.ask(
            actor,
            asked,
            lambda connection, question: obligation_ledger.obligations(
                connection, question, wanted
            ),
            key=obligation_ledger.KEY,
            mark=list_mark("obligations", wanted),
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
        return self.ask(actor, asked, ask, key=worklist.KEY, mark=mark)

    def absences(self, actor: Actor, asked: Asked) -> tuple[Axes, tuple[absences.Away, ...]]:
        """Who is away on the asked day, and what they owe of what the actor may know of (M07)."""
        permissions.scope(actor, "read", "organisation")

        def ask(connection: Connection, question: Question) -> tuple[absences.Away, ...]:
            away = self._away(connection, question.axes)
            return absences.absences(connection, question, away)

        return self.figure(actor, asked, ask)

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
        return self.ask(
            actor,
            asked,
            lambda connection, question: feedback_status.matters(connection, question, wanted),
            key=feedback_status.KEY,
            mark=list_mark("matters", wanted),
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
        page = self.ask(
            actor,
            asked,
            lambda connection, question: candidates(connection, question, wanted, grams),
            key=feedback_status.KEY,
            mark=mark,
            needed=(MatterTables.name, TextIndex.name),
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
        return self.figure(
            actor,
            asked,
            lambda connection, question: repeats(
                connection, question, matter, received_at, gist, known
            ),
            (MatterTables.name, TextIndex.name),
        )

    def state_counts(self, actor: Actor, asked: Asked) -> tuple[Axes, dict[FeedbackState, int]]:
        """How many matters are in each state."""
        return self.figure(
            actor,
            asked,
            feedback_status.state_counts,
        )

    def answer_status(
        self, actor: Actor, asked: Asked, duty: Duty = Duty.FINAL_ANSWER
    ) -> tuple[Axes, answer_status.AnswerStatus]:
        """How many matters are answered in time, late, and so on."""
        return self.figure(
            actor,
            asked,
            lambda connection, question: answer_status.answer_status(connection, question, duty),
        )

    def coverage(self, actor: Actor, asked: Asked) -> tuple[Axes, coverage.Coverage]:
        """The blank spots."""
        permissions.scope(actor, "read", "coverage")

        def ask(connection: Connection, question: Question) -> coverage.Coverage:
            axes = question.axes
            organisation = organisation_by(LogReader(Snapshot(connection)), axes.known_by)
            return coverage.coverage(connection, question, organisation, day_of(axes))

        return self.figure(actor, asked, ask)

    def manifests(
        self, actor: Actor, asked: Asked, first: date | None = None, last: date | None = None
    ) -> tuple[Axes, list[ManifestDay]]:
        """What each channel says it received against what was registered, day by day; the month up
        to the day asked about where nothing else is said (M10).

        Raises NotPermitted, UnfitPeriod.
        """
        permissions.scope(actor, "read", "coverage")

        def ask(connection: Connection, question: Question) -> list[ManifestDay]:
            end = last or day_of(question.axes)
            begin = first or end - DAYS_SHOWN
            if not timedelta(0) <= end - begin < MOST_DAYS:
                raise UnfitPeriod(maximum=MOST_DAYS.days)
            return manifests(connection, question, begin, end)

        return self.figure(actor, asked, ask)

    def self_inspection(
        self, actor: Actor, asked: Asked, since: datetime, until: datetime
    ) -> tuple[Axes, list[SelfInspection]]:
        """What units found themselves beside what others found, received from ``since`` to before
        ``until`` (M13)."""
        permissions.scope(actor, "read", "coverage")
        return self.figure(
            actor,
            asked,
            lambda connection, question: self_inspection(connection, question, since, until),
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
        return self.figure(actor, asked, waits)

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
        return self.figure(
            actor,
            asked,
            lambda connection, question: statistics(connection, question, by, period, since, until),
        )

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
        return self.ask(
            actor,
            asked,
            lambda connection, question: proceeding_register.proceedings(
                connection, question, wanted
            ),
            key=proceeding_register.KEY,
            mark=list_mark("proceedings", wanted),
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

    def horizon(self, as_of: datetime) -> Horizon:
        """Where today and the next three working days end."""
        calendar = self._reference.calendar()
        midnight = as_of.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
        soon = calendar.add_working_days(as_of, SOON_WORKING_DAYS).at
        return Horizon(midnight + timedelta(days=1), soon)

    def overdue_working_days(self, due_at: datetime, asked_at: datetime) -> int:
        """Working days that have fully passed since a due date."""
        return self._reference.calendar().working_days_elapsed(due_at, asked_at)
