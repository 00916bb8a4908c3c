"""The log of ordinary reads of what is protected: kept in memory for a moment, written in batches.

A read waits for nothing and for nobody. What was read is in the table at most ``EVERY_SECONDS``
later, and at once when the program is stopped in order; ``kill -9`` loses what had not been written
by then. Where rows cannot be written the reads go on until ``MOST_WAITING`` of them wait; after that
nothing protected is shown any more that could not be put on record.
"""

import json
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg
import structlog

from domain.envelope import Actor
from domain.vocabulary import ReadingGround, ReadingKind, Role
from projections.readings import Reading, WantedReadings
from service.clock import Clock
from service.database import Database, DatabaseUnavailable
from service.ids import time_ordered_id

log = structlog.get_logger()

EVERY_SECONDS = 1.0
AT_ONCE = 1_000
MOST_WAITING = 20_000

COLUMNS = (
    "id, read_at, kind, person, role, unit, stream, list, mark, found, grounds, as_of, known_by"
)
_WRITE = f"""
INSERT INTO read_log ({COLUMNS})
SELECT {COLUMNS} FROM jsonb_to_recordset(%s::jsonb) AS
       x(id text, read_at timestamptz, kind text, person text, role text, unit text, stream text,
         list text, mark text, found integer, grounds text[], as_of timestamptz, known_by bigint)
    ON CONFLICT DO NOTHING"""


@dataclass(frozen=True, slots=True)
class Read:
    """What is to be kept of one read.

    stream    the matter or proceeding; None for a list
    list_name the list; None for one thing
    mark      for a search in texts: a keyed hash of the words
    found     how many rows were shown
    """

    kind: ReadingKind
    actor: Actor
    grounds: tuple[ReadingGround, ...]
    stream: str | None = None
    list_name: str | None = None
    mark: str | None = None
    found: int | None = None
    as_of: datetime | None = None
    known_by: int | None = None


class ReadLog:
    """Takes reads from many threads; a thread of its own, begun at the first, writes them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._changed = threading.Condition()
        self._writing = threading.Lock()
        self._waiting: deque[dict[str, object]] = deque()
        self._thread: threading.Thread | None = None
        self._closing = False

    def note(self, read: Read) -> None:
        """Keep a read. Raises DatabaseUnavailable where too many could not be written so far."""
        row = self._row(read)
        with self._changed:
            if len(self._waiting) >= MOST_WAITING:
                raise DatabaseUnavailable("reads cannot be recorded")
            self._waiting.append(row)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="read-log", daemon=True)
                self._thread.start()
            self._changed.notify()

    def flush(self) -> None:
        """Write everything that waits. Raises DatabaseUnavailable, and then it still waits."""
        with self._writing:
            while True:
                with self._changed:
                    rows = [self._waiting[place] for place in range(self._batch())]
                if not rows:
                    return
                self._write(rows)
                with self._changed:
                    for _ in rows:
                        self._waiting.popleft()

    def close(self) -> None:
        """Write what waits and end; what cannot be written now is lost, and the log says how much."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()
        try:
            self.flush()
        except DatabaseUnavailable as error:
            log.error("reads_lost", reads=len(self._waiting), reason=str(error))

    def readings(
        self, wanted: WantedReadings, limit: int, after: tuple[datetime, str] | None
    ) -> list[Reading]:
        """What was read, the latest first, at most ``limit``; those of this process all among them.

        after  only what comes after that time and id
        """
        self.flush()
        condition, given = wanted.conditions()
        if after is not None:
            condition += ' AND (read_at, id COLLATE "C") < (%(after_at)s, %(after_id)s)'
            given |= {"after_at": after[0], "after_id": after[1]}
        rows = self._database.fetch(
            (
                "SELECT id, read_at, kind, person, role, unit, stream, list, found, grounds, as_of,"
                f" known_by FROM read_log WHERE {condition}"
                ' ORDER BY read_at DESC, id COLLATE "C" DESC LIMIT %(limit)s'
            ).encode(),
            {**given, "limit": limit},
        )
        return [
            Reading(
                id=row[0],
                read_at=row[1],
                kind=ReadingKind(row[2]),
                person=row[3],
                role=Role(row[4]),
                unit=row[5],
                stream=row[6],
                list_name=row[7],
                found=row[8],
                grounds=row[9],
                as_of=row[10],
                known_by=row[11],
            )
            for row in rows
        ]

    def _batch(self) -> int:
        return min(len(self._waiting), AT_ONCE)

    def _row(self, read: Read) -> dict[str, object]:
        return {
            "id": time_ordered_id(),
            "read_at": self._clock.now().isoformat(),
            "kind": read.kind.value,
            "person": read.actor.person,
            "role": read.actor.role.value,
            "unit": read.actor.unit,
            "stream": read.stream,
            "list": read.list_name,
            "mark": read.mark,
            "found": read.found,
            "grounds": [each.value for each in read.grounds],
            "as_of": read.as_of.isoformat() if read.as_of else None,
            "known_by": read.known_by,
        }

    def _write(self, rows: Sequence[dict[str, object]]) -> None:
        """Write rows; a repeat after a lost answer writes none twice, by their ids."""
        try:
            with self._database.transaction() as connection:
                connection.execute(_WRITE.encode(), (json.dumps(rows),))
        except psycopg.Error as error:
            raise DatabaseUnavailable(type(error).__name__) from error

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closing)
                self._changed.wait_for(lambda: self._closing, EVERY_SECONDS)
                if self._closing:
                    return
            try:
                self.flush()
            except DatabaseUnavailable as error:
                log.warning("reads_waiting", reads=len(self._waiting), reason=str(error))
