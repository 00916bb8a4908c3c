"""Whether a block of the log is in order: positions, times and versions, each in turn."""

from collections.abc import Sequence

from service.database import Database
from service.proof.findings import Finding, Report
from service.proof.leaf import Stored, leaf_of
from service.proof.streams import Streams

BEFORE_2000 = b"\x80"
"""The bytes of a time before 2000, which is negative, sort from here on."""


class Columns:
    """Events of a block, what their order shows in columns, and their leaves; not what they say: that
    is hashed while it is at hand, and let go."""

    def __init__(self) -> None:
        self.positions: list[int] = []
        self.streams: list[str] = []
        self.versions: list[int] = []
        self.times: list[bytes] = []
        self.leaves: list[bytes] = []

    def take(self, rows: Sequence[Stored]) -> None:
        """Add the events that follow."""
        if rows:
            positions, streams, versions, _, _, times, _ = zip(*rows, strict=True)
            self.positions += positions
            self.streams += streams
            self.versions += versions
            self.times += times
            self.leaves += map(leaf_of, rows)


class Order:
    """The order of the blocks of one log, from the first on; what is out of it goes into the report."""

    def __init__(self, database: Database, report: Report) -> None:
        self._streams = Streams(database)
        self._report = report
        self._last = bytes(8)

    def check(self, events: Columns, begin: int, end: int) -> bool:
        """Positions without gaps and once each, times that never run backwards, versions dense;
        whether every position is there."""
        positions, times = events.positions, events.times
        if not positions:
            self._out_of_order(events, begin, end)
            return False
        whole = positions == [*range(begin + 1, end + 1)]
        # Times after 2000 have the order of their bytes, and are in order but for tampering.
        rising = self._last <= times[0] and times[-1] < BEFORE_2000 and times == sorted(times)
        if not (whole and rising):
            self._out_of_order(events, begin, end)
        self._last = times[-1]
        for position, version, before in self._streams.broken(
            positions, events.streams, events.versions
        ):
            detail = f"{version} after {before}"
            self._report.add(Finding.VERSION_GAP, position, detail=detail)
        return whole

    def _out_of_order(self, events: Columns, begin: int, end: int) -> None:
        """Say what of a block is out of order, event by event."""
        following, last = begin + 1, int.from_bytes(self._last, "big", signed=True)
        for position, time in zip(events.positions, events.times, strict=True):
            if position < following:
                self._report.add(Finding.INSERTED, position)
                continue
            if position > following:
                self._report.add(Finding.MISSING, following, position - 1)
            following = position + 1
            at = int.from_bytes(time, "big", signed=True)
            if at < last and position > 1:
                self._report.add(Finding.TIME_BACKWARDS, position)
            last = at
        if following <= end:
            self._report.add(Finding.MISSING, following, end)
