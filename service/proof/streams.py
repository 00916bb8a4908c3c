"""Whether each stream's versions count up from one, in the order of the log, in little memory."""

from collections.abc import Sequence

from service.database import Database

MOST_REMEMBERED = 100_000


class Streams:
    """The last version seen of the streams met lately; the others are looked up."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last: dict[str, int] = {}

    def broken(
        self, positions: Sequence[int], streams: Sequence[str], versions: Sequence[int]
    ) -> list[tuple[int, int, int]]:
        """Position, version and the version before of each event of a batch, in log order, that
        does not follow the one before in its stream. Raises DatabaseUnavailable."""
        last, found, unknown = self._last, [], []
        if len(last) > MOST_REMEMBERED:
            last.clear()
        for position, stream, version in zip(positions, streams, versions, strict=True):
            before = last.get(stream)
            if before is None:
                if version != 1:
                    unknown.append((position, stream, version))
            elif version != before + 1:
                found.append((position, version, before))
            last[stream] = version
        return sorted(found + self._looked_up(unknown))

    def _looked_up(self, unknown: Sequence[tuple[int, str, int]]) -> list[tuple[int, int, int]]:
        """Those of the first events met of streams that do not follow what is stored before them."""
        if not unknown:
            return []
        rows = self._database.fetch(
            "SELECT w.position, w.version, coalesce((SELECT e.version FROM event e"
            "   WHERE e.stream = w.stream AND e.position < w.position"
            "   ORDER BY e.version DESC LIMIT 1), 0)"
            "  FROM unnest(%s::bigint[], %s::text[], %s::bigint[]) AS w (position, stream, version)",
            [list(column) for column in zip(*unknown, strict=True)],
        )
        return [(p, version, before) for p, version, before in rows if version != before + 1]
