"""What the log is asked to append, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An encoded event and its place in its stream; ``series`` where it draws a human number."""

    stream: str
    version: int
    type: str
    type_version: int
    data: str
    series: str | None = None


@dataclass(frozen=True, slots=True)
class AppendRequest:
    """Events of one or several streams that go in together, or not at all.

    actor, key     who asks, under which key a repeat is recognised
    request_hash   hash of what was asked, so that a key cannot serve two requests
    expected       the version each stream must stand at (0: must not exist yet)
    latest         the latest ``occurred_at`` among the events
    """

    actor: str
    key: str
    request_hash: bytes
    expected: Mapping[str, int]
    latest: datetime
    events: Sequence[NewEvent]


@dataclass(frozen=True, slots=True)
class Appended:
    """The events were recorded now, at these positions."""

    first_position: int
    last_position: int
    recorded_at: datetime
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AlreadyDone:
    """The same command was carried out before, at these positions."""

    first_position: int
    last_position: int


@dataclass(frozen=True, slots=True)
class KeyReused:
    """The key belongs to a different request."""


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody else wrote to this stream in between; it stands at ``version`` now."""

    stream: str
    version: int


@dataclass(frozen=True, slots=True)
class ClockAhead:
    """An event claims to have happened more than five minutes after the database's clock."""


AppendResult = Appended | AlreadyDone | KeyReused | Stale | ClockAhead
