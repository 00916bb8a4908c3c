"""Whether each stream's versions count up from one, in the order of the log, in little memory."""

from collections.abc import Iterator, Sequence

from service.database import Database
from service.proof.leaf import Stored

MOST_REMEMBERED = 100_000


class Streams:
    """The last version seen of the streams met lately; the others are looked up."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last: dict[str, int] = {}

    def broken(self, rows: Sequence[Stored]) -> Iterator[tuple[int, int, int]]:
        """Position, version and the version before of each event of a batch, in log order, that
        does not follow the one before in its stream. Raises DatabaseUnavailable."""
        last = self._last
        if len(last) > MOST_REMEMBERED:
            last.clear()
        self._look_up(rows)
        for position, stream, version, *_ in rows:
            before = last.get(stream, 0)
            if version != before + 1:
                yield position, version, before
            last[stream] = version

    def _look_up(self, rows: Sequence[Stored]) -> None:
        """Streams that begin in this batch need no looking up; nor do those met before."""
        unknown: dict[str, Stored] = {}
        for row in rows:
            if row[1] not in self._last:
                unknown.setdefault(row[1], row)
        wanted = [each for each in unknown.values() if each[2] != 1]
        if not wanted:
            return
        found = self._database.fetch(
            "SELECT w.stream, (SELECT e.version FROM event e"
            "   WHERE e.stream = w.stream AND e.position < w.position"
            "   ORDER BY e.version DESC LIMIT 1)"
            "  FROM unnest(%s::text[], %s::bigint[]) AS w (stream, position)",
            ([each[1] for each in wanted], [each[0] for each in wanted]),
        )
        self._last.update({str(stream): int(version or 0) for stream, version in found})
