"""Keeps projections up to the log: batches, each in one transaction with the position it reached.

What a batch does is worked out first and written then; where many wait, the next batch is worked out
while the database writes the one before, and where very many wait, half of it by a companion.

One leader at a time: the position row of a projection is moved by compare-and-set first thing in
the transaction, so of two processes that try the same batch one waits, sees that it was done, and
starts again from there. An event that cannot be applied stops the projection where it is, is
written beside its position, and is tried again at the next round (a newer program may know it).
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import psycopg

from domain.codec import UnreadableEvent
from domain.envelope import Recorded
from projections.behind import behind
from projections.companion import OWN, TOGETHER, CompanionLeft, Company, Invite
from projections.feed import Feed
from projections.planning import count_again
from projections.sql import Connection, Write
from projections.table import Table, definition

BATCH = 4_000
FIRST = 4
"""The first batch is this part of one, since nothing is written while it is worked out."""

MANY = 2_000
"""So many events applied at once may make tables of another size."""

POSITIONS = """
CREATE TABLE IF NOT EXISTS projection (
    name       text    PRIMARY KEY,
    generation integer NOT NULL,
    position   bigint  NOT NULL,
    stopped_at bigint,
    reason     text,
    definition text
)"""
"""``definition``: what the generation's tables were made by, see ``projections.table``."""


class Projection(Protocol):
    """A set of read tables that move together."""

    @property
    def name(self) -> str: ...

    @property
    def tables(self) -> Sequence[Table]: ...

    def prepare(self, batch: Sequence[Recorded], feed: Feed) -> Write:
        """What a batch does to the tables; batches come in the order of the log, each once.

        It may be called before what it gave for the batch before was carried out.
        """

    def forget(self) -> None:
        """Drop whatever is kept in memory between batches: the next one may be any."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Events in a row that are applied in one transaction.

    events  all of them, or those of this process's half of the streams
    last    the position of the last one
    """

    events: Sequence[Recorded]
    last: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch and what it does."""

    batch: Batch
    writes: Sequence[Write]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a projection is; ``stopped_at`` and ``reason`` where an event stopped it."""

    name: str
    generation: int
    position: int
    stopped_at: int | None = None
    reason: str | None = None


class MovedOn(Exception):
    """Another process has moved this projection in the meantime."""


class OtherTables(LookupError):
    """The read tables in the database are not those that this program writes."""


CANNOT_BE_APPLIED = (
    UnreadableEvent,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    psycopg.DataError,
    psycopg.IntegrityError,
)
"""What the event's own content brings about; a database that went away is none of these."""

Transaction = Callable[[], AbstractContextManager[Connection]]


@contextmanager
def uncollected() -> Iterator[None]:
    """Put garbage collection off while catching up: events and folds are many, without cycles, and
    a collection after each batch would look through all of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Runner:
    """Keeps one projection up to its feed, ``batch`` events at a time.

    ``invite`` starts a companion for a long backlog; only for a projection whose ``prepare`` of one
    stream's events needs no other's.
    """

    def __init__(
        self,
        projection: Projection,
        feed: Feed,
        transaction: Transaction,
        batch: int = BATCH,
        invite: Invite | None = None,
    ) -> None:
        self._projection = projection
        self._definition = definition(projection.tables)
        self._feed = feed
        self._transaction = transaction
        self._batch = batch
        self._invite = invite
        self._company = self._new_company()
        self._reached: tuple[int, int] | None = None
        self._ahead: Prepared | None = None
        self._reader = ThreadPoolExecutor(1, "projections-read-ahead")
        self._read: tuple[tuple[int, int], Future[Sequence[Recorded]]] | None = None
        self._writer = ThreadPoolExecutor(1, "projections-write-behind")

    def _new_company(self) -> Company:
        return Company(self._invite, TOGETHER * self._batch, self._feed.head)

    @uncollected()
    def catch_up(
        self,
        *,
        row: str | None = None,
        report: Callable[[int], None] = lambda _: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Progress:
        """Apply everything recorded so far; how far that got.

        ``row`` is the position row to move, the projection's own unless a rebuild is under way;
        ``report`` is told each position reached; ``stop`` says after each batch whether to leave the
        rest for another time.
        Database errors pass through; what was committed before them stays.
        """
        self._read = None
        self._company = self._new_company()
        try:
            return self._catch_up(row or self._projection.name, report, stop)
        finally:
            self._go_alone()
            self._company.leave()

    def _catch_up(
        self, name: str, report: Callable[[int], None], stop: Callable[[], bool]
    ) -> Progress:
        limit, began = max(1, self._batch // FIRST), None
        while True:
            progress = self.progress(name)
            began = progress.position if began is None else began
            if self._reached != (progress.generation, progress.position):
                self._forget()
            if stop():
                return progress
            if progress.stopped_at is not None:
                limit = 1
            try:
                batch = self._ahead.batch if self._ahead else self._next(progress.position, limit)
            except UnreadableEvent as error:
                return self._stop(progress, progress.position + 1, _reason(error))
            if batch is None:
                if progress.position - began >= MANY:
                    self._count_again(progress.generation)
                return progress
            events = batch.last - progress.position
            if events >= limit and progress.stopped_at is None:
                self._company.come(progress.position)
            self._reached = None
            try:
                self._apply(progress, batch, limit)
            except MovedOn:
                continue
            except CANNOT_BE_APPLIED as error:
                if events == 1:
                    return self._stop(progress, batch.last, _reason(error))
                limit = events // 2  # closing in on the one event, so that the others go in
                continue
            limit = self._longer(limit)
            self._reached = (progress.generation, batch.last)
            report(batch.last)

    def _count_again(self, generation: int) -> None:
        with self._transaction() as connection:
            count_again(self._projection.tables, connection, generation)

    def _forget(self) -> None:
        self._ahead = None
        self._go_alone()
        self._projection.forget()

    def _go_alone(self) -> None:
        """Go on without a companion that had a half of the streams, which is not known here."""
        if self._company.has_half:
            self._company.leave()
            self._projection.forget()

    def _longer(self, limit: int) -> int:
        return min(self._batch, 2 * limit)

    def _apply(self, progress: Progress, batch: Batch, limit: int) -> None:
        """Carry out a batch, in one transaction with its position; the next is prepared meanwhile
        where this one was as long as it may be."""
        ahead, self._ahead = self._ahead, None
        writes = ahead.writes if ahead else [self._projection.prepare(batch.events, self._feed)]
        if batch.last - progress.position < limit and not self._company.has_half:
            self._write(progress, batch.last, writes)
            return
        with behind(self._writer, partial(self._write, progress, batch.last, writes)):
            self._prepare_ahead(batch.last, self._longer(limit))

    def _prepare_ahead(self, position: int, limit: int) -> None:
        """Prepare the batch after a position, with a companion where there is one; a batch that
        fails is left to be tried by itself, alone."""
        try:
            if (last := self._company.shares(position)) is not None:
                self._ahead = self._together(position, last)
            elif batch := self._next(position, limit):
                writes = [self._projection.prepare(batch.events, self._feed)]
                self._ahead = Prepared(batch, writes)
        except (UnreadableEvent, CompanionLeft, *CANNOT_BE_APPLIED):
            self._forget()

    def _together(self, position: int, last: int) -> Prepared:
        """The events after a position and up to another, the companion's half worked out by it.

        Raises CompanionLeft, UnreadableEvent.
        """
        self._read = None
        own = self._feed.half(OWN, position, last)
        writes = [self._projection.prepare(own, self._feed)] if own else []
        return Prepared(Batch(own, last), [*writes, self._company.answer()])

    def _next(self, position: int, limit: int) -> Batch | None:
        """The events after a position, without a companion; None where there are none.

        Raises UnreadableEvent at the very first.
        """
        self._go_alone()
        events = self._whole(position, limit)
        return Batch(events, events[-1].position) if events else None

    def _whole(self, position: int, limit: int) -> Sequence[Recorded]:
        """The events after a position; behind a full batch the next is read already."""
        read, self._read = self._read, None
        if read is not None and read[0] == (position, limit):
            batch = read[1].result()
        else:
            batch = self._feed.after(position, limit)
        if len(batch) == limit:
            following = (batch[-1].position, self._longer(limit))
            self._read = (following, self._reader.submit(self._feed.after, *following))
        return batch

    def progress(self, name: str) -> Progress:
        """How far the projection behind a position row is.

        Raises LookupError where there is none, OtherTables.
        """
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT name, generation, position, stopped_at, reason, definition"
                " FROM projection WHERE name = %s",
                (name,),
            ).fetchone()
        if row is None:
            raise LookupError(f"There is no projection {name}. Run: huiyin migrate")
        *reached, made_by = row
        if made_by != self._definition:
            raise OtherTables("The read tables are another version's. Run: huiyin migrate")
        return Progress(*reached)

    def _write(self, progress: Progress, last: int, writes: Iterable[Write]) -> None:
        with self._transaction() as connection:
            # A crash may lose the last batches, tables and position together: they are applied anew.
            connection.execute("SET LOCAL synchronous_commit TO off")
            moved = connection.execute(
                "UPDATE projection SET position = %s, stopped_at = NULL, reason = NULL"
                " WHERE name = %s AND position = %s AND generation = %s",
                (last, progress.name, progress.position, progress.generation),
            )
            if moved.rowcount != 1:
                raise MovedOn(progress.name)
            for write in writes:
                write(connection, progress.generation)

    def _stop(self, progress: Progress, position: int, reason: str) -> Progress:
        with self._transaction() as connection:
            connection.execute(
                "UPDATE projection SET stopped_at = %s, reason = %s WHERE name = %s"
                " AND position = %s AND (stopped_at, reason) IS DISTINCT FROM (%s, %s)",
                (position, reason, progress.name, progress.position, position, reason),
            )
        return self.progress(progress.name)


def _reason(error: Exception) -> str:
    """Why an event cannot be applied, for people to read: the kind of error, not its text, which
    may quote the event; of what cannot be read, which event that is."""
    return str(error) if isinstance(error, UnreadableEvent) else type(error).__name__
