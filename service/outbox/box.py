"""The outbox: filled from the log, once for each event and recipient; and how far each has got."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from domain.codec import Stored, decode
from domain.kinds import fold
from domain.obligations import Key, Obligation
from domain.vocabulary import Duty, Term
from projections.asking import BadCursor
from projections.two_axes import LIVE
from projections.view import View
from service.database import Database
from service.event_log.reading import LogReader
from service.outbox.messages import TYPES, Message, messages_of

BATCH = 1_000
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)

_MESSAGE = (
    "position, recipient, id, matter, number, kind, unit, person, duty, of, due_at, recorded_at"
)


class OutboxState(Term):
    """How far a message has got."""

    WAITING = "waiting", "待发送"
    FAILING = "failing", "发送失败待重发"
    DELIVERED = "delivered", "已送达"


_STATES = {
    OutboxState.WAITING: "b.delivered_at IS NULL AND b.attempts = 0",
    OutboxState.FAILING: "b.delivered_at IS NULL AND b.attempts > 0",
    OutboxState.DELIVERED: "b.delivered_at IS NOT NULL",
}


@dataclass(frozen=True, slots=True)
class Posted:
    """A message in the list: ``failure`` is the kind of trouble of the last attempt."""

    message: Message
    attempts: int
    next_try_at: datetime
    delivered_at: datetime | None
    failure: str | None

    @property
    def state(self) -> OutboxState:
        if self.delivered_at is not None:
            return OutboxState.DELIVERED
        return OutboxState.FAILING if self.attempts else OutboxState.WAITING


class Outbox:
    """The messages of one jurisdiction. Each method raises DatabaseUnavailable."""

    def __init__(self, database: Database, log: LogReader, jurisdiction: str) -> None:
        self._database = database
        self._log = log
        self._jurisdiction = jurisdiction

    def collect(self) -> int:
        """Put in what the log has new; how many messages that were.

        Where several do it at once, one moves the position and the others find it moved.
        """
        collected = 0
        while True:
            reached = int(self._database.fetch("SELECT position FROM outbox_reached")[0][0])
            head = self._log.head()
            stored = self._log.of_types(TYPES, reached, head, BATCH)
            up_to = stored[-1].position if len(stored) == BATCH else head
            if up_to <= reached:
                return collected
            numbers = self._log.numbers({each.stream for each in stored})
            messages = [
                message
                for each in stored
                for message in messages_of(
                    decode(each),
                    numbers.get(each.stream, ""),
                    self._jurisdiction,
                    partial(self._owed_after, each),
                )
            ]
            with self._database.transaction() as connection:
                moved = connection.execute(
                    "UPDATE outbox_reached SET position = %s WHERE id = 1 AND position = %s",
                    (up_to, reached),
                )
                if moved.rowcount != 1:
                    continue
                for each in messages:
                    connection.execute(
                        f"INSERT INTO outbox ({_MESSAGE}, next_try_at)"
                        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
                        " ON CONFLICT DO NOTHING",
                        (*_values(each), each.recorded_at),
                    )
            collected += len(messages)

    def _owed_after(self, event: Stored) -> Mapping[Key, Obligation]:
        history = self._log.stream(event.stream, up_to=event.position)
        return fold(event.stream, map(decode, history)).obligations

    def due(self, now: datetime, limit: int) -> list[Message]:
        """Messages to be sent now, those first that have waited longest for their turn."""
        rows = self._database.fetch(
            f"SELECT {_MESSAGE} FROM outbox WHERE delivered_at IS NULL AND next_try_at <= %s"
            " ORDER BY next_try_at, position LIMIT %s",
            (now, limit),
        )
        return [_message(row) for row in rows]

    def delivered(self, message: Message, now: datetime) -> None:
        """It has arrived."""
        self._mark(message, "delivered_at = %s, failure = NULL", now)

    def failed(self, message: Message, now: datetime, failure: str) -> None:
        """It has not arrived: it is tried again after twice the last wait, an hour at most.

        ``failure`` says what kind of trouble it was, never what an answer contained.
        """
        seconds = FIRST_WAIT.total_seconds(), LONGEST_WAIT.total_seconds()
        wait = "least(%s * power(2, least(attempts, 20)), %s) * interval '1 second'"
        self._mark(message, f"failure = %s, next_try_at = %s + {wait}", failure, now, *seconds)

    def _mark(self, message: Message, change: str, *values: object) -> None:
        self._database.fetch(
            f"UPDATE outbox SET attempts = attempts + 1, {change}"
            " WHERE position = %s AND recipient = %s AND delivered_at IS NULL RETURNING 1",
            (*values, message.position, message.recipient),
        )

    def posted(
        self, view: View, state: OutboxState | None, limit: int, cursor: str | None = None
    ) -> tuple[Sequence[Posted], str | None]:
        """A page of the messages about matters and proceedings in view, the newest first, and the next cursor.

        Raises BadCursor.
        """
        before = _read(cursor) if cursor else None
        place = "(b.position, b.recipient) < (%(position)s, %(recipient)s)" if before else "TRUE"
        columns = ", ".join(f"b.{name.strip()}" for name in _MESSAGE.split(","))
        rows = self._database.fetch(
            f"SELECT {columns}, b.attempts, b.next_try_at, b.delivered_at, b.failure"
            f"  FROM outbox b LEFT JOIN matter_row m ON m.matter = b.matter AND {LIVE.format(t='m')}"
            "  LEFT JOIN proceeding_row p"
            f" ON p.proceeding = b.matter AND {LIVE.format(t='p')}"
            f" WHERE ((m.matter IS NOT NULL AND {view.rows('m', latest=True)}) OR"
            f" (p.proceeding IS NOT NULL AND {view.rows_of_proceedings('p', latest=True)}))"
            f"   AND {_STATES[state] if state else 'TRUE'} AND {place}"
            " ORDER BY b.position DESC, b.recipient DESC LIMIT %(limit)s",
            {
                **view.parameters,
                "limit": limit + 1,
                "position": before[0] if before else 0,
                "recipient": before[1] if before else "",
            },
        )
        items = [Posted(_message(row[:12]), *row[12:]) for row in rows[:limit]]
        more = len(rows) > limit
        return items, _cursor(items[-1].message) if more else None

    def undelivered(self) -> int:
        """How many messages have not arrived yet."""
        rows = self._database.fetch("SELECT count(*) FROM outbox WHERE delivered_at IS NULL")
        return int(rows[0][0])


def _values(message: Message) -> tuple[Any, ...]:
    return tuple(
        str(value) if isinstance(value, Duty) else value
        for value in (getattr(message, name.strip()) for name in _MESSAGE.split(","))
    )


def _message(row: Sequence[Any]) -> Message:
    given = dict(zip((name.strip() for name in _MESSAGE.split(",")), row, strict=True))
    return Message(**{**given, "duty": Duty(given["duty"])})


def _cursor(message: Message) -> str:
    return urlsafe_b64encode(f"{message.position} {message.recipient}".encode()).decode()


def _read(cursor: str) -> tuple[int, str]:
    try:
        position, _, recipient = urlsafe_b64decode(cursor.encode("ascii")).decode().partition(" ")
        number = int(position)
    except ValueError as error:
        raise BadCursor() from error
    if not 0 <= number < 2**62 or "\0" in recipient:
        raise BadCursor()
    return number, recipient
