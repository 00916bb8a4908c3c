"""The watcher: the program's own steps (M19, M21, M29): deadlines counted anew by an announced calendar,
verdicts that something was missed, the ladder's reminders, urgings and slips, rounds of supervision,
the duties of a month (M22) and of a period that ended (M34, M38), the watchlist (M23), points that follow by rule (M34), and what a
proceeding wakes up for (M20).

It looks at what the ledger has as owed now, and has the domain take each step that has fallen due.
Every step has a key of its own, so it is recorded once: run twice, killed half-way, or started
after a week in which nobody watched. A step that fell due meanwhile is recorded with that time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby, islice, takewhile

import structlog

from domain.announcing import RecountDuties
from domain.errors import HuiyinError
from domain.kinds import kind_of, opens
from domain.matter.rounds.commands import OpenRound
from domain.matter.rounds.periods import period_of
from domain.matter.urging.commands import ClimbRung
from domain.proceedings.pressing import PressDuty
from domain.rules import Rules
from domain.verdicts.commands import FindBreach
from domain.working_days import SHANGHAI, shanghai_day
from projections.sql import Connection
from projections.watched import (
    Watched,
    in_rounds,
    inspection_months,
    missed,
    outdated,
    still_owed,
    waking,
)
from service.adoption import SYSTEM
from service.calendar_duties import inspection_duties, period_duties
from service.clock import Clock
from service.database import Database
from service.due import Due
from service.event_log.log import EventLog
from service.event_log.reading import LogReader
from service.executing import Done
from service.handler import Handler
from service.points import points_due
from service.reference import Reference
from service.watchlist import to_watch

log = structlog.get_logger()

AT_ONCE = 500
TOGETHER = 50
"""So many steps on matters go into the log in one append."""
FIRST_OF_ALL = datetime.min.replace(tzinfo=SHANGHAI)
FREE_DAYS = 15
"""More days than are ever free in a row: so far ahead a reminder counted in working days can lie."""


class Watcher:
    """Takes the steps that are due in one jurisdiction, as the program itself."""

    def __init__(
        self,
        database: Database,
        event_log: EventLog,
        handler: Handler,
        reference: Reference,
        clock: Clock,
    ) -> None:
        self._database = database
        self._log = event_log
        self._handler = handler
        self._reference = reference
        self._clock = clock
        self._settled: frozenset[str] = frozenset()

    def watch(self, going_on: Callable[[], bool] = lambda: True) -> int:
        """Take every step that is due; how many were recorded.

        The lists should be up to the log; where they lag, a step is taken the next time.
        ``going_on`` is asked before each one. A step that a rule refuses is left, and logged.
        Raises DatabaseUnavailable.
        """
        self._reference.refresh()
        now = self._clock.now()
        steps = list(self._not_done(self._due(now)))
        self._settled &= {each.key for each in steps}
        wanted = (each for each in steps if each.key not in self._settled)
        allowed = takewhile(lambda _: going_on(), wanted)
        return sum(self._take_all(each) for each in _together(allowed))

    def _take_all(self, steps: Sequence[Due]) -> int:
        """Take one step, or several on matters; how many were recorded."""
        recorded = 0
        for each, told in zip(steps, self._told(steps), strict=True):
            if isinstance(told, HuiyinError):
                log.warning("step_refused", subject=each.subject, code=told.code)
            elif told:
                recorded += 1
            else:
                self._settled |= {each.key}
        return recorded

    def _told(self, steps: Sequence[Due]) -> list[bool | HuiyinError]:
        if len(steps) > 1:
            asked = [(each.command, each.subject, each.key) for each in steps]
            return self._handler.matters(asked, SYSTEM)
        try:
            return [bool(self._take(each).recorded) for each in steps]
        except HuiyinError as refusal:
            return [refusal]

    def _take(self, due: Due) -> Done:
        if isinstance(due.command, RecountDuties):
            return self._handler.recount(SYSTEM, due.subject, due.key)
        if opens(type(due.command)):
            return self._handler.open(due.command, SYSTEM, due.key, due.subject)
        take = self._handler.matter if kind_of(due.subject) is None else self._handler.proceeding
        return take(due.command, SYSTEM, due.subject, due.key)

    def _due(self, now: datetime) -> list[Due]:
        """What is due, the longest first; counting anew comes before all, since it may move the rest."""
        calendar = self._reference.calendar().version
        with self._database.snapshot() as snapshot:
            unjudged = list(missed(snapshot.connection, now))
            owed = list(still_owed(snapshot.connection, now + self._farthest_ahead()))
            rounds = in_rounds(snapshot.connection)
            awake = waking(snapshot.connection, now)
            counted_by_guess = outdated(snapshot.connection, calendar)
            months = inspection_months(snapshot.connection)
            watched = list(self._to_watch(snapshot.connection, now))
            points = list(points_due(snapshot, self._reference.rulebooks().values(), now))
            begun = LogReader(snapshot).recorded_at(1).get(1, now)
        today = shanghai_day(now)
        steps = [_recount(each, calendar) for each in counted_by_guess]
        steps += [_verdict(each) for each in unjudged]
        steps += [step for each in owed for step in self._rungs(each, now)]
        steps += [step for each in awake for step in _wake(*each)]
        steps += inspection_duties(self._reference.organisation(), months, today)
        steps += period_duties(self._reference.rules(now).rulebook, begun, now)
        steps += watched
        steps += points
        for matter, cadence in rounds:
            key = f"round:{matter}:{period_of(cadence, today).name}"
            steps.append(Due(now, matter, key, OpenRound()))
        return sorted(steps, key=lambda each: each.at)

    def _to_watch(self, connection: Connection, now: datetime) -> Iterator[Due]:
        rulebook = self._reference.rules(now).rulebook
        return to_watch(connection, rulebook, self._reference.organisation(), now)

    def _rungs(self, owed: Watched, now: datetime) -> Iterator[Due]:
        """The steps due for one obligation, by the ladder of the rulebook it was set under."""
        rulebook = self._reference.rulebooks().get(owed.deadline.rulebook)
        current = self._reference.rules(now)
        rules = Rules(rulebook, current.calendar) if rulebook else current
        due_at = owed.deadline.at.astimezone(SHANGHAI).isoformat()
        for each in rules.climbed(owed.duty, owed.deadline):
            if each.at <= now:
                key = f"rung:{owed.subject}:{owed.duty}:{owed.of}:{owed.nth}:{each.rung}:{due_at}"
                climbs = ClimbRung if kind_of(owed.subject) is None else PressDuty
                command = climbs(duty=owed.duty, of=owed.of or None, rung=each.rung)
                yield Due(each.at, owed.subject, key, command)

    def _not_done(self, steps: Iterable[Due]) -> Iterator[Due]:
        """Those whose key is not in the log yet."""
        waiting = list(steps)
        for begin in range(0, len(waiting), AT_ONCE):
            some = waiting[begin : begin + AT_ONCE]
            done = self._log.done_keys(SYSTEM.person, [each.key for each in some])
            yield from (each for each in some if each.key not in done)

    def _farthest_ahead(self) -> timedelta:
        """How long before a due date the earliest step of any rulebook can lie."""
        ahead = timedelta()
        for rulebook in self._reference.rulebooks().values():
            for step in rulebook.ladder:
                if step.when == "before":
                    in_days = timedelta(days=2 * step.amount + FREE_DAYS)
                    hours = timedelta(hours=step.amount)
                    ahead = max(ahead, hours if step.unit == "hours" else in_days)
        return ahead


def _together(steps: Iterable[Due]) -> Iterator[list[Due]]:
    """The steps in their order: those on matters in portions for one append, every other by itself."""
    for on_matters, some in groupby(steps, _on_a_matter):
        while portion := list(islice(some, TOGETHER if on_matters else 1)):
            yield portion


def _on_a_matter(due: Due) -> bool:
    return kind_of(due.subject) is None and not isinstance(due.command, RecountDuties)


def _recount(subject: str, calendar: str) -> Due:
    return Due(FIRST_OF_ALL, subject, f"recount:{subject}:{calendar}", RecountDuties())


def _verdict(missed: Watched) -> Due:
    key = f"breach:{missed.subject}:{missed.duty}:{missed.of}:{missed.nth}"
    command = FindBreach(duty=missed.duty, of=missed.of or None, nth=missed.nth)
    return Due(missed.deadline.at, missed.subject, key, command)


def _wake(stream: str, at: datetime) -> Iterator[Due]:
    kind = kind_of(stream)
    if kind is not None and kind.wake is not None:
        yield Due(at, stream, f"wake:{stream}:{at.astimezone(SHANGHAI).isoformat()}", kind.wake())
