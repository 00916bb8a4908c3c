"""The obligation ledger's one mechanism: somebody owes something to somebody by a time.

Each part of a matter's life says what its events open, move, hand over and end (``EFFECTS``);
``apply`` folds such effects. Aggregates decide by this fold, the ledger projection stores it, explanations
and what-if questions replay it. Overdue is never stored: it is a comparison with an asked moment.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from domain.envelope import Moment, Value
from domain.vocabulary import Duty, Ending, ObligationStatus, Party


class Deadline(Value):
    """A due date together with everything it was computed from, kept in the event.

    at           the first instant that is late (Asia/Shanghai)
    since        when the limit started to run
    rule         the rulebook's row
    rulebook     name and version of the rulebook, ``efficiency-office/1``
    calendar     version of the calendar of working days
    provisional  the count touches a year whose official arrangement was not published
    commitment   the published commitment that made it sooner: unit, item and working days (M16)
    """

    at: Moment
    since: Moment
    rule: str
    rulebook: str
    calendar: str
    provisional: bool = False
    commitment: str | None = None


class Key(NamedTuple):
    """Which obligation of a matter: its duty and, where several may run, whose (a unit's code)."""

    duty: Duty
    of: str = ""

    def __str__(self) -> str:
        return f"{self.duty.value}:{self.of}" if self.of else self.duty.value


class Owner(NamedTuple):
    """Who owes: a unit, a person, or a person for a unit. Neither: nobody (a gap to be listed)."""

    unit: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Opens:
    """Somebody owes something from now on. Opening what is open already changes nothing.

    What has ended opens as a new round: an order given again, a second difficulty.
    """

    key: Key
    owner: Owner
    to: Party
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Moves:
    """The due date changes by a recorded act (extension, correction)."""

    key: Key
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class HandsOver:
    """The same obligation, owed by somebody else from now on."""

    key: Key
    owner: Owner


@dataclass(frozen=True, slots=True)
class Ends:
    """The obligation is over, at the moment that counts for it."""

    key: Key
    how: Ending = Ending.DISCHARGED


@dataclass(frozen=True, slots=True)
class Resumes:
    """What was void is owed again as it was: by whom, by when, in the same round."""

    key: Key


@dataclass(frozen=True, slots=True)
class Judges:
    """That one round of it was missed is a recorded verdict from now on."""

    key: Key
    nth: int


@dataclass(frozen=True, slots=True)
class CountsFrom:
    """One round of it had been done earlier than was recorded; that time counts from now on."""

    key: Key
    nth: int
    at: datetime


Effect = Opens | Moves | HandsOver | Ends | Resumes | Judges | CountsFrom


class Obligation(NamedTuple):
    """One obligation as it stands after some events.

    opened_by  log position of the event that opened it
    ended_at   the time that counts for its end
    ended_by   log position of the event that ended it
    nth        which round of the same duty: 1, 2, 3 ...
    verdict_by log position of the verdict that it was missed
    missed_by  who owed it when it fell due, where it was handed over only afterwards
    earlier    the round before, as it ended; what it shows stays on record
    """

    key: Key
    owner: Owner
    to: Party
    deadline: Deadline
    opened_by: int
    ended: Ending | None = None
    ended_at: datetime | None = None
    ended_by: int | None = None
    nth: int = 1
    verdict_by: int | None = None
    missed_by: Owner | None = None
    earlier: "Obligation | None" = None

    @property
    def is_open(self) -> bool:
        return self.ended is None

    @property
    def rounds(self) -> "Iterator[Obligation]":
        """This round and the earlier ones, the latest first."""
        each: Obligation | None = self
        while each is not None:
            yield each
            each = each.earlier

    def in_round(self, nth: int) -> "Obligation | None":
        """One of its rounds; None where there is none of that number."""
        return next((each for each in self.rounds if each.nth == nth), None)

    def status(self, asked_at: datetime) -> ObligationStatus:
        """Where it stands at an asked moment: overdue is ``due <= asked`` and not ended by then."""
        return status_of(self.deadline.at, self.ended, self.ended_at, asked_at)

    def breached(self, asked_at: datetime) -> bool:
        """Whether it was missed by an asked moment, however it ended afterwards."""
        return breached(self.deadline.at, self.ended_at, asked_at)


def status_of(
    due_at: datetime, ended: Ending | None, ended_at: datetime | None, asked_at: datetime
) -> ObligationStatus:
    """The one rule that turns two times and a question into a status.

    Done at ``due_at`` or later is late; not done at ``due_at`` is overdue (rules.md).
    """
    if ended is None or ended_at is None or ended_at > asked_at:
        return ObligationStatus.OVERDUE if due_at <= asked_at else ObligationStatus.PENDING
    if ended is Ending.EXCUSED:
        return ObligationStatus.EXEMPT
    if ended is Ending.VOID:
        return ObligationStatus.VOID
    return ObligationStatus.DONE_IN_TIME if ended_at < due_at else ObligationStatus.DONE_LATE


def breached(due_at: datetime, ended_at: datetime | None, asked_at: datetime) -> bool:
    """Whether a due date was missed by an asked moment: it passed before the end, or with none.

    Being excused or withdrawn when it was already due takes nothing back.
    """
    return due_at <= asked_at and (ended_at is None or due_at <= ended_at)


def after(
    obligation: Obligation | None, effect: Effect, counted_at: datetime, position: int
) -> Obligation | None:
    """One obligation after one effect that concerns it.

    ``counted_at`` is the time that counts for an end, ``position`` the event's place in the log.
    An effect on what was never opened, and a move or end of what has ended, change nothing. What
    has ended and opens anew is a new round, which keeps the earlier one.
    """
    if obligation is None:
        if isinstance(effect, Opens):
            return Obligation(effect.key, effect.owner, effect.to, effect.deadline, position)
        return None
    still = obligation.ended is None
    match effect:
        case Ends() if still:
            return obligation._replace(ended=effect.how, ended_at=counted_at, ended_by=position)
        case HandsOver() if still:
            return _owed_by(effect.owner, obligation, counted_at)
        case Moves() if still:
            return obligation._replace(deadline=effect.deadline, missed_by=None)
        case Opens(key, owner, to, deadline) if not still:
            nth = obligation.nth + 1
            return Obligation(key, owner, to, deadline, position, nth=nth, earlier=obligation)
        case Resumes() if obligation.ended is Ending.VOID:
            return obligation._replace(ended=None, ended_at=None, ended_by=None)
        case Judges(_, nth):
            return _with_round(obligation, nth, verdict_by=position)
        case CountsFrom(_, nth, at):
            return _with_round(obligation, nth, ended_at=at)
    return obligation


def _owed_by(owner: Owner, obligation: Obligation, counted_at: datetime) -> Obligation:
    """The obligation with another owner; who let it fall due before stays the one who missed it."""
    if obligation.owner == owner:
        return obligation
    late = obligation.missed_by is None and obligation.deadline.at <= counted_at
    missed_by = obligation.owner if late else obligation.missed_by
    return obligation._replace(owner=owner, missed_by=missed_by)


def _with_round(obligation: Obligation, nth: int, **changes: Any) -> Obligation:
    """The obligation with one of its rounds changed; without such a round, as it is."""
    if obligation.nth == nth:
        return obligation._replace(**changes)
    if obligation.earlier is None:
        return obligation
    return obligation._replace(earlier=_with_round(obligation.earlier, nth, **changes))


def apply(
    ledger: Mapping[Key, Obligation],
    effects: Iterable[Effect],
    counted_at: datetime,
    position: int,
) -> dict[Key, Obligation]:
    """A matter's obligations after the effects of one event; times and places as for ``after``."""
    result = dict(ledger)
    for effect in effects:
        changed = after(result.get(effect.key), effect, counted_at, position)
        if changed is not None:
            result[effect.key] = changed
    return result
