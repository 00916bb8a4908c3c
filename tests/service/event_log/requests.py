"""Small append requests for trying the log."""

from datetime import UTC, datetime
from uuid import uuid4

from service.event_log.requests import AppendRequest, NewEvent

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def request(
    *events: NewEvent,
    key: str | None = None,
    expected: dict[str, int] | None = None,
    actor: str = "tester",
    request_hash: bytes = b"same",
    latest: datetime = LONG_AGO,
) -> AppendRequest:
    """A request to append these events; expected versions follow from them unless given."""
    if expected is None:
        expected = {}
        for event in events:
            expected.setdefault(event.stream, event.version - 1)
    return AppendRequest(actor, key or str(uuid4()), request_hash, expected, latest, events)


def event(
    stream: str, version: int = 1, *, series: str | None = None, data: str = "{}"
) -> NewEvent:
    """An event that says nothing."""
    return NewEvent(stream, version, "test.happened", 1, data, series)
