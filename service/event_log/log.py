"""The event log on PostgreSQL: append by one server-side function.

``EventLog`` is an application recorder of the ``eventsourcing`` library (this file alone imports
it), so whatever works on the library's recorders works on this log. Its own ``append`` and reads
say more: typed results, ``recorded_at``, several streams at once. Append never retries blindly: a
repeat is safe only because the command's key is recorded in the same transaction.
"""

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    StoredEvent,
    Subscription,
)
from psycopg.errors import UniqueViolation
from psycopg.rows import TupleRow
from pydantic_core import to_json

from service.database import Connection, Database, DatabaseUnavailable
from service.event_log.follower import Follower
from service.event_log.reading import COLUMNS, LogReader
from service.event_log.requests import (
    AlreadyDone,
    Appended,
    AppendRequest,
    AppendResult,
    ClockAhead,
    KeyReused,
    NewEvent,
    Stale,
)

APPEND = "SELECT * FROM append(%s::jsonb, %s)"


class EventLog(LogReader, ApplicationRecorder):
    """The log of the jurisdiction whose schema ``database`` is set to."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.database = database

    # Appending

    def append(
        self, requests: Sequence[AppendRequest], wall_clock: datetime | None = None
    ) -> list[AppendResult]:
        """Append each request wholly or not at all; one result a request, in order.

        Raises DatabaseUnavailable with ``unknown_outcome`` where the answer got lost.
        """
        with self.database.transaction() as connection:
            return append_on(connection, requests, wall_clock)

    def done(self, actor: str, key: str) -> tuple[bytes, AlreadyDone] | None:
        """The request hash and positions of a command carried out before, if it was."""
        rows = self.database.fetch(
            "SELECT request_hash, first_position, last_position FROM command"
            " WHERE actor = %s AND key = %s",
            (actor, key),
        )
        return (rows[0][0], AlreadyDone(rows[0][1], rows[0][2])) if rows else None

    def done_keys(self, actor: str, keys: Sequence[str]) -> set[str]:
        """Those of an actor's keys under which a command was carried out before."""
        rows = self.database.fetch(
            "SELECT key FROM command WHERE actor = %s AND key = ANY(%s)", (actor, list(keys))
        )
        return {str(row[0]) for row in rows}

    def last_act(self, actor: str) -> int | None:
        """The position of the last event that somebody's command led to; None where there is none."""
        rows = self.database.fetch(
            "SELECT max(last_position) FROM command WHERE actor = %s", (actor,)
        )
        return None if rows[0][0] is None else int(rows[0][0])

    # The library's interface

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """Append the library's stored events; raises its IntegrityError where a version is taken."""
        if not stored_events:
            return []
        events = [_from_library(each) for each in stored_events]
        expected: dict[str, int] = {}
        for event in events:
            expected.setdefault(event.stream, event.version - 1)
        request = AppendRequest(
            actor="library",
            key=str(uuid4()),
            request_hash=sha256(repr(events).encode()).digest(),
            expected=expected,
            latest=datetime.fromisoformat("1970-01-01T00:00:00+00:00"),
            events=events,
        )
        try:
            (result,) = self.append([request])
        except UniqueViolation as error:
            raise IntegrityError("not appended: one version of a stream twice") from error
        if not isinstance(result, Appended):
            raise IntegrityError(f"not appended: {result}")
        return range(result.first_position, result.last_position + 1)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """A stream's events between two versions."""
        rows = self.database.fetch(
            f"SELECT {COLUMNS} FROM event WHERE stream = %s AND version > %s AND version <= %s"
            f" ORDER BY version {'DESC' if desc else 'ASC'} LIMIT %s",
            (str(originator_id), gt or 0, lte if lte is not None else 2**31 - 1, limit),
        )
        return [_to_library(row) for row in rows]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Events in log order between two positions, of some topics if given."""
        first = (start or 0) + (0 if inclusive_of_start or start is None else 1)
        rows = self.database.fetch(
            f"SELECT {COLUMNS} FROM event WHERE position >= %s AND position <= %s"
            " AND (%s OR type || '/' || type_version = ANY(%s)) ORDER BY position LIMIT %s",
            (first, stop if stop is not None else 2**62, not topics, list(topics), limit),
        )
        return [_to_library(row) for row in rows]

    def max_notification_id(self) -> int | None:
        """The last position, None for an empty log."""
        return self.head() or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """An endless iterator over the log from a position on, by our own follower."""
        return FollowerSubscription(self, gt, topics)


class FollowerSubscription(Subscription[EventLog]):
    """The library's subscription, on a follower that polls, reconnects and never waits for ever."""

    def __init__(self, log: EventLog, gt: int | None, topics: Sequence[str]) -> None:
        super().__init__(log, gt, topics)
        self._follower = Follower(log.database)
        self._read: deque[Notification] = deque()
        self._after = gt or 0

    def stop(self) -> None:
        super().stop()
        self._follower.wake()

    def __next__(self) -> Notification:
        while not self._read:
            if self._has_been_stopped:
                self._follower.close()
                raise StopIteration
            with suppress(DatabaseUnavailable):
                self._read.extend(
                    self._recorder.select_notifications(
                        self._after, 500, topics=self._topics, inclusive_of_start=False
                    )
                )
            if not self._read:
                self._follower.wait()
        notification = self._read.popleft()
        self._after = notification.id
        return notification


def append_on(
    connection: Connection, requests: Sequence[AppendRequest], wall_clock: datetime | None
) -> list[AppendResult]:
    """One call of the append function on a connection; the caller commits."""
    parameters = (dumps(requests), wall_clock)
    rows = connection.execute(APPEND, parameters, prepare=True).fetchall()
    return [_result(row) for row in rows]


def dumps(requests: Sequence[AppendRequest]) -> str:
    """Requests as the append function reads them: one JSON text costs far less than arrays."""
    return to_json(
        [
            {
                "actor": request.actor,
                "key": request.key,
                "hash": request.request_hash.hex(),
                "latest": request.latest.isoformat(),
                "expected": list(request.expected.items()),
                "events": [
                    (
                        each.stream,
                        each.version,
                        each.type,
                        each.type_version,
                        each.series,
                        each.data,
                    )
                    for each in request.events
                ],
            }
            for request in requests
        ]
    ).decode()


def _result(row: TupleRow) -> AppendResult:
    result, first, last, recorded_at, numbers, stale_stream, stale_version = row
    match result:
        case "appended":
            return Appended(first, last, recorded_at, tuple(numbers))
        case "already":
            return AlreadyDone(first, last)
        case "reused key":
            return KeyReused()
        case "ahead":
            return ClockAhead()
    return Stale(stale_stream, stale_version)


def _from_library(event: StoredEvent) -> NewEvent:
    name, _, type_version = event.topic.partition("/")
    return NewEvent(
        stream=str(event.originator_id),
        version=event.originator_version,
        type=name,
        type_version=int(type_version or 1),
        data=event.state.decode(),
    )


def _to_library(row: TupleRow) -> Notification:
    position, stream, version, name, type_version, _, data = row
    return Notification(
        originator_id=stream,
        originator_version=version,
        topic=f"{name}/{type_version}",
        state=data.encode(),
        id=position,
    )
