"""Reading the log: by stream, by position, by time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from psycopg.rows import TupleRow

from domain.codec import Stored

COLUMNS = "position, stream, version, type, type_version, recorded_at, data::text"


class Fetching(Protocol):
    """What answers a reading statement: the pool, or one connection that keeps to one moment."""

    def fetch(self, query: Any, parameters: Any = None) -> list[TupleRow]: ...


class LogReader:
    """What is recorded in the log of the jurisdiction whose schema ``source`` is set to.

    Each method raises DatabaseUnavailable.
    """

    def __init__(self, source: Fetching) -> None:
        self._source = source

    def after(self, position: int, limit: int) -> list[Stored]:
        """Up to ``limit`` events after a position, in order."""
        rows = self._source.fetch(
            f"SELECT {COLUMNS} FROM event WHERE position > %s ORDER BY position LIMIT %s",
            (position, limit),
        )
        return [Stored(*row) for row in rows]

    def half(self, half: int, position: int, up_to: int) -> list[Stored]:
        """The events of one half of all streams (0 or 1, by a hash of its name), after a position and
        up to another, in order."""
        rows = self._source.fetch(
            f"SELECT {COLUMNS} FROM event WHERE position > %s AND position <= %s"
            " AND hashtext(stream) & 1 = %s ORDER BY position",
            (position, up_to, half),
        )
        return [Stored(*row) for row in rows]

    def stream(self, stream: str, *, up_to: int | None = None) -> list[Stored]:
        """The events of one stream in order, those with position <= ``up_to`` if given."""
        rows = self._source.fetch(
            f"SELECT {COLUMNS} FROM event WHERE stream = %s AND position <= %s ORDER BY version",
            (stream, up_to if up_to is not None else 2**62),
        )
        return [Stored(*row) for row in rows]

    def streams(self, streams: Iterable[str], up_to: int) -> list[Stored]:
        """The events of several streams with position <= ``up_to``, stream by stream in order."""
        rows = self._source.fetch(
            f"SELECT {COLUMNS} FROM event WHERE stream = ANY(%s) AND position <= %s"
            " ORDER BY stream, version",
            (list(streams), up_to),
        )
        return [Stored(*row) for row in rows]

    def of_types(self, types: Iterable[str], position: int, up_to: int, limit: int) -> list[Stored]:
        """Up to ``limit`` events of some types, after a position and up to another, in order."""
        rows = self._source.fetch(
            f"SELECT {COLUMNS} FROM event WHERE position > %s AND position <= %s"
            " AND type = ANY(%s) ORDER BY position LIMIT %s",
            (position, up_to, list(types), limit),
        )
        return [Stored(*row) for row in rows]

    def numbers(self, streams: Iterable[str]) -> dict[str, str]:
        """The human number of each stream that has one; its first event carries it."""
        rows = self._source.fetch(
            "SELECT stream, data->'fact'->>'number' FROM event"
            " WHERE stream = ANY(%s) AND version = 1",
            (list(streams),),
        )
        return {stream: number for stream, number in rows if number is not None}

    def newer(self, versions: Mapping[str, int]) -> list[Stored]:
        """The events of each stream after the version given for it, in log order."""
        wanted = " OR ".join(["stream = %s AND version > %s"] * len(versions))
        rows = self._source.fetch(
            f"SELECT {COLUMNS} FROM event WHERE {wanted} ORDER BY position",
            [each for pair in versions.items() for each in pair],
        )
        return [Stored(*row) for row in rows]

    def head(self) -> int:
        """The last position; 0 for an empty log."""
        return int(self._source.fetch("SELECT coalesce(max(position), 0) FROM event")[0][0])

    def position_at(self, moment: datetime) -> int:
        """The last position recorded at or before a moment; 0 before the first."""
        return int(self._source.fetch("SELECT position_at(%s)", (moment,))[0][0])

    def recorded_at(self, *positions: int) -> dict[int, datetime]:
        """When the events at these positions were recorded; what is not there is left out."""
        rows = self._source.fetch(
            "SELECT position, recorded_at FROM event WHERE position = ANY(%s)", (list(positions),)
        )
        return dict(rows)

    def stream_of_number(self, number: str) -> str | None:
        """The stream that a human number was given to."""
        rows = self._source.fetch("SELECT stream FROM matter_number WHERE number = %s", (number,))
        return str(rows[0][0]) if rows else None
