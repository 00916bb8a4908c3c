"""The tree in blocks of a fixed number of leaves: what is stored of one, and what it should be."""

from collections.abc import Iterator, Mapping, Sequence

from service.database import Database
from service.proof.merkle import Node, complete_subtrees, node_hash, parents

HEIGHT = 13
BLOCK = 1 << HEIGHT
"""Leaves of a block; its root is the node of level ``HEIGHT`` with the block's number."""

Levels = dict[int, tuple[int, list[bytes]]]
"""For each level the place of the first node, and the nodes."""


Joined = Mapping[int, tuple[int, int, bytes]]
"""For each level how many nodes there should be, how many are stored, and those end to end."""


def same(stored: Joined, made: Levels) -> bool:
    """Whether what is stored of a block is what was computed of it."""
    for level, (room, count, joined) in stored.items():
        hashes = made[level][1][:room] if level in made else []
        if count != room or joined != b"".join(hashes):
            return False
    return True


class Peaks:
    """The tree to the left of a block: its complete subtrees, each as large as can be."""

    def __init__(self) -> None:
        self._hashes: dict[int, bytes] = {}

    def completed(self, number: int, leaves: Sequence[bytes]) -> Levels:
        """All nodes that the leaves of a block complete, those above a whole block among them."""
        made: Levels = {}
        level, first, row = 0, number << HEIGHT, list(leaves)
        while row and level <= HEIGHT:
            made[level] = (first, row)
            row = parents(row)
            level, first = level + 1, first >> 1
        if HEIGHT in made:
            level, place, hashed = HEIGHT, number, made[HEIGHT][1][0]
            while place % 2:
                hashed = node_hash(self._hashes[level], hashed)
                level, place = level + 1, place >> 1
                made[level] = (place, [hashed])
        return made

    def pass_by(self, made: Levels) -> None:
        """Move on to the right of a whole block."""
        top = max(made)
        for level in range(HEIGHT, top):
            del self._hashes[level]
        self._hashes[top] = made[top][1][0]

    def root(self, made: Levels, begin: int, size: int) -> bytes:
        """The root over ``size`` leaves, of which those from ``begin`` on are in this block."""
        within = complete_subtrees(begin, size)
        hashes = [self._hashes[level] for level, _ in complete_subtrees(0, begin)]
        hashes += [made[level][1][nth - made[level][0]] for level, nth in within]
        *lefts, hashed = hashes
        for left in reversed(lefts):
            hashed = node_hash(left, hashed)
        return hashed


class StoredBlocks:
    """What the table of nodes holds of a block. Each method raises DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def joined(self, number: int, size: int) -> Joined:
        """What is stored of a block of a tree of ``size`` leaves, each level as one string, since a
        row a node would cost more than all the hashing."""
        wanted = list(_ranges(number, size))
        if not wanted:
            return {}
        rows = self._database.fetch(
            "SELECT w.level, w.first, w.last, t.count, t.joined"
            "  FROM unnest(%s::int[], %s::bigint[], %s::bigint[]) AS w (level, first, last),"
            "  LATERAL (SELECT count(*), string_agg(hash, ''::bytea ORDER BY nth) AS joined"
            "    FROM tree_node WHERE level = w.level AND nth >= w.first AND nth < w.last) t",
            [list(column) for column in zip(*wanted, strict=True)],
            binary=True,
        )
        return {
            int(level): (last - first, int(count), bytes(joined or b""))
            for level, first, last, count, joined in rows
        }

    def nodes(self, number: int, size: int) -> dict[Node, bytes]:
        """Every node stored of a block of such a tree, those above it that it completes included."""
        found: dict[Node, bytes] = {}
        for level, first, last in _ranges(number, size):
            rows = self._database.fetch(
                "SELECT nth, hash FROM tree_node WHERE level = %s AND nth >= %s AND nth < %s",
                (level, first, last),
            )
            found.update({(level, int(nth)): bytes(hashed) for nth, hashed in rows})
        return found

    def alien(self, end: int, limit: int) -> list[Node]:
        """Nodes that neither a tree of ``end`` leaves has nor one of the events there are."""
        rows = self._database.fetch(
            "SELECT t.level, t.nth FROM tree_node t WHERE t.level < 0 OR t.level > 62"
            " UNION ALL SELECT l.level, t.nth"
            "  FROM (SELECT greatest(max(position), %(end)s) AS head FROM event) AS log,"
            "  generate_series(0, 62) AS l (level),"
            "  LATERAL (SELECT nth FROM tree_node n WHERE n.level = l.level"
            "    AND (n.nth >= (log.head >> l.level) OR n.nth < 0) LIMIT %(limit)s) t"
            " LIMIT %(limit)s",
            {"end": end, "limit": limit},
        )
        return [(int(level), int(nth)) for level, nth in rows]


def expected(number: int, size: int) -> Iterator[Node]:
    """The nodes that a tree of ``size`` leaves has in a block, and those that it completes above."""
    for level, first, last in _ranges(number, size):
        yield from ((level, nth) for nth in range(first, last))


def _ranges(number: int, size: int) -> Iterator[tuple[int, int, int]]:
    begin, end = number << HEIGHT, min(size, number + 1 << HEIGHT)
    for level in range(HEIGHT + 1):
        if end >> level > begin >> level:
            yield level, begin >> level, end >> level
    level, place = HEIGHT, number
    while end - begin == BLOCK and place % 2:
        level, place = level + 1, place >> 1
        yield level, place, place + 1


def leaves_told_apart(
    number: int, computed: Mapping[int, bytes], stored: Mapping[Node, bytes]
) -> tuple[dict[int, bytes], list[int], list[int]]:
    """Where events and stored leaves differ, which of the two was changed.

    computed  the leaf of each event of the block that is there, by its index in the whole tree
    stored    the stored nodes of the block

    The node above decides: a stored leaf that fits under it is the one that was sealed. Returns the
    leaves as sealed, by index, then the indexes of events altered, then of leaves altered.
    """
    sealed, altered, blamed = dict(computed), [], []
    for index in range(number << HEIGHT, number + 1 << HEIGHT):
        mine, theirs = computed.get(index), stored.get((0, index))
        if theirs is None or theirs == mine:
            continue
        if mine is not None and not _fits(index, theirs, stored, computed):
            blamed.append(index)
            continue
        sealed[index] = theirs
        if mine is not None:
            altered.append(index)
    return sealed, altered, blamed


def _fits(
    index: int, leaf: bytes, stored: Mapping[Node, bytes], computed: Mapping[int, bytes]
) -> bool:
    """Whether a stored leaf is what the node above it was made of, as far as there is one."""
    above = stored.get((1, index >> 1))
    siblings = {stored.get((0, index ^ 1)), computed.get(index ^ 1)} - {None}
    if above is None or not siblings:
        return True
    pairs = ((each, leaf) if index % 2 else (leaf, each) for each in siblings if each)
    if any(node_hash(*pair) == above for pair in pairs):
        return True
    mine = computed.get(index)
    own = ((each, mine) if index % 2 else (mine, each) for each in siblings if each and mine)
    return not any(node_hash(*pair) == above for pair in own if pair[0] and pair[1])
