"""The log as projections read it: decoded, in order."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.codec import Stored, UnreadableEvent, decode
from domain.envelope import Recorded
from service.event_log.log import COLUMNS, EventLog


class LogFeed:
    """Implements ``projections.feed.Feed`` on the event log."""

    def __init__(self, log: EventLog) -> None:
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

    def streams(self, streams: Iterable[str], up_to: int) -> dict[str, list[Recorded]]:
        """See ``Feed.streams``."""
        names = list(streams)
        rows = self._log.database.fetch(
            f"SELECT {COLUMNS} FROM event WHERE stream = ANY(%s) AND position <= %s"
            " ORDER BY stream, version",
            (names, up_to),
        )
        histories: dict[str, list[Recorded]] = {name: [] for name in names}
        for row in rows:
            histories[row[1]].append(decode(Stored(*row)))
        return histories

    def head(self) -> int:
        return self._log.head()

    def position_at(self, moment: datetime) -> int:
        return self._log.position_at(moment)
