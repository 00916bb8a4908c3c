"""Whether each stream's versions count up from one, in the order of the log, in little memory."""

from collections.abc import Iterator, Sequence

from service.database import Database
from service.proof.leaf import Row

MOST_REMEMBERED = 100_000


class Streams:
    """The last version seen of the streams met lately; the others are looked up."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last: dict[str, int] = {}

    def broken(self, rows: Sequence[Row]) -> Iterator[tuple[Row, int]]:
        """The events of a batch, in log order, that do not follow the version before; and that
        version. Raises DatabaseUnavailable."""
        if len(self._last) > MOST_REMEMBERED:
            self._last.clear()
        self._look_up(rows)
        last = self._last
        for row in rows:
            before = last.get(row.stream, 0)
            if row.version != before + 1:
                yield row, before
            last[row.stream] = row.version

    def _look_up(self, rows: Sequence[Row]) -> None:
        """Streams that begin in this batch need no looking up; nor do those met before."""
        unknown = {}
        for row in rows:
            if row.stream not in self._last and row.stream not in unknown:
                unknown[row.stream] = row
        wanted = [each for each in unknown.values() if each.version != 1]
        if not wanted:
            return
        found = self._database.fetch(
            "SELECT w.stream, (SELECT e.version FROM event e"
            "   WHERE e.stream = w.stream AND e.position < w.position"
            "   ORDER BY e.version DESC LIMIT 1)"
            "  FROM unnest(%s::text[], %s::bigint[]) AS w (stream, position)",
            ([each.stream for each in wanted], [each.position for each in wanted]),
        )
        self._last.update({str(stream): int(version or 0) for stream, version in found})
