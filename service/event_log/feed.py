"""The log as projections read it: decoded, in order."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.codec import UnreadableEvent, decode
from domain.envelope import Recorded
from service.event_log.reading import LogReader


class LogFeed:
    """Implements ``projections.feed.Feed`` on the event log."""

    def __init__(self, log: LogReader) -> None:
        self._log = log

    def after(self, position: int, limit: int) -> Sequence[Recorded]:
        """See ``Feed.after``: what precedes an unreadable event is returned first."""
        events: list[Recorded] = []
        for stored in self._log.after(position, limit):
            try:
                events.append(decode(stored))
            except UnreadableEvent:
                if not events:
                    raise
                break
        return events

    def half(self, half: int, after: int, up_to: int) -> Sequence[Recorded]:
        """See ``Feed.half``."""
        return [decode(stored) for stored in self._log.half(half, after, up_to)]

    def streams(self, streams: Iterable[str], up_to: int) -> dict[str, list[Recorded]]:
        """See ``Feed.streams``."""
        names = list(streams)
        histories: dict[str, list[Recorded]] = {name: [] for name in names}
        for stored in self._log.streams(names, up_to):
            histories[stored.stream].append(decode(stored))
        return histories

    def head(self) -> int:
        return self._log.head()

    def position_at(self, moment: datetime) -> int:
        return self._log.position_at(moment)
