"""Whether a block of the log is in order: positions, times and versions, each in turn."""

from collections.abc import Sequence

from service.database import Database
from service.proof.findings import Finding, Report
from service.proof.leaf import Stored
from service.proof.streams import Streams

BEFORE_2000 = b"\x80"
"""The bytes of a time before 2000, which is negative, sort from here on."""


class Order:
    """The order of the blocks of one log, from the first on; what is out of it goes into the report."""

    def __init__(self, database: Database, report: Report) -> None:
        self._streams = Streams(database)
        self._report = report
        self._last = bytes(8)

    def check(self, rows: Sequence[Stored], begin: int, end: int) -> bool:
        """Positions without gaps and once each, times that never run backwards, versions dense;
        whether every position is there."""
        if not rows:
            self._out_of_order(rows, begin, end)
            return False
        positions, streams, versions, _, _, times, _ = zip(*rows, strict=True)
        whole = positions == tuple(range(begin + 1, end + 1))
        # Times after 2000 have the order of their bytes, and are in order but for tampering.
        rising = self._last <= times[0] and times[-1] < BEFORE_2000 and [*times] == sorted(times)
        if not (whole and rising):
            self._out_of_order(rows, begin, end)
        self._last = times[-1]
        for position, version, before in self._streams.broken(positions, streams, versions):
            detail = f"{version} after {before}"
            self._report.add(Finding.VERSION_GAP, position, detail=detail)
        return whole

    def _out_of_order(self, rows: Sequence[Stored], begin: int, end: int) -> None:
        """Say what of a block is out of order, event by event."""
        following, last = begin + 1, int.from_bytes(self._last, "big", signed=True)
        for row in rows:
            if row[0] < following:
                self._report.add(Finding.INSERTED, row[0])
                continue
            if row[0] > following:
                self._report.add(Finding.MISSING, following, row[0] - 1)
            following = row[0] + 1
            at = int.from_bytes(row[5], "big", signed=True)
            if at < last and row[0] > 1:
                self._report.add(Finding.TIME_BACKWARDS, row[0])
            last = at
        if following <= end:
            self._report.add(Finding.MISSING, following, end)
