"""Merkle tree hashing and proofs, as RFC 9162 has them (sections 2.1.1 to 2.1.4). Pure.

A tree of ``size`` leaves is kept as its **complete subtrees**: the node (level, nth) is the hash over
the leaves from ``nth * 2**level`` up to, not including, ``(nth + 1) * 2**level``. Whatever is
appended later, such a node never changes; every root and every proof is put together from a few.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256

Node = tuple[int, int]
"""Level and place of a complete subtree; level 0 are the leaves."""

Nodes = Mapping[Node, bytes]
Load = Callable[[Iterable[Node]], Nodes]
"""Gives the hashes of complete subtrees."""

EMPTY = sha256(b"").digest()
HASH_BYTES = 32


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def complete_subtrees(begin: int, end: int) -> list[Node]:
    """The complete subtrees that make up the leaves [begin, end), from the left, each as large as
    can be; ``begin`` is a multiple of a power of two not below ``end - begin``."""
    found = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        found.append((level, begin >> level))
        begin += 1 << level
    return found


def completed_by(
    size: int, leaves: Sequence[bytes], edge: Nodes
) -> dict[int, tuple[int, list[bytes]]]:
    """What appending leaves completes: for each level the place of its first new node, and them all.

    edge   the complete subtrees of the ``size`` leaves before, as ``complete_subtrees(0, size)``
           names them
    """
    made: dict[int, tuple[int, list[bytes]]] = {}
    level, first, new = 0, size, list(leaves)
    while new:
        made[level] = (first, new)
        below = [edge[level, first - 1], *new] if first % 2 else new
        hashed = parents(below)
        level, first, new = level + 1, first // 2, hashed
    return made


def parents(row: Sequence[bytes]) -> list[bytes]:
    """The nodes above a row of nodes, pair by pair; an odd one at the end has none yet."""
    joined = b"".join(row)
    width = 2 * HASH_BYTES
    return [
        sha256(b"\x01" + joined[at : at + width]).digest()
        for at in range(0, len(joined) - width + 1, width)
    ]


def root(size: int, load: Load) -> bytes:
    """The root over the first ``size`` leaves."""
    return _hash_of((0, size), load(complete_subtrees(0, size))) if size else EMPTY


def inclusion_proof(index: int, size: int, load: Load) -> list[bytes]:
    """PATH(index, D[size]): that the leaf ``index`` (from 0) is in the tree of ``size`` leaves.

    Raises ValueError where there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError("no such leaf in a tree of that size")
    return _hashes(_path(index, 0, size), load)


def inclusion_proofs(indexes: Sequence[int], size: int, load: Load) -> list[list[bytes]]:
    """``inclusion_proof`` of many leaves, their nodes loaded in one go. Raises ValueError likewise."""
    if not all(0 <= index < size for index in indexes):
        raise ValueError("no such leaf in a tree of that size")
    paths = [_path(index, 0, size) for index in indexes]
    ranges = list(dict.fromkeys(each for path in paths for each in path))
    hashes = dict(zip(ranges, _hashes(ranges, load), strict=True))
    return [[hashes[each] for each in path] for path in paths]


def consistency_proof(old: int, new: int, load: Load) -> list[bytes]:
    """PROOF(old, D[new]): that the tree of ``new`` leaves only appends to that of ``old``.

    Raises ValueError unless ``0 <= old <= new``; from or to nothing there is nothing to prove.
    """
    if not 0 <= old <= new:
        raise ValueError("no earlier tree of that size")
    if old in (0, new):
        return []
    return _hashes(_subproof(old, 0, new, True), load)


def inclusion_holds(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes
) -> bool:
    """Whether the proof shows the leaf at ``index`` under that root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, hashed = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            hashed = node_hash(each, hashed)
            while not at % 2 and at:
                at, last = at >> 1, last >> 1
        else:
            hashed = node_hash(hashed, each)
        at, last = at >> 1, last >> 1
    return last == 0 and hashed == root_hash


def consistency_holds(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> bool:
    """Whether the proof shows the second root to append to the first (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == 0:
        return not proof and old_root == EMPTY
    if old == new:
        return not proof and old_root == new_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    at, last = old - 1, new - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    before = after = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            before, after = node_hash(each, before), node_hash(each, after)
            while not at % 2 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, each)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


Range = tuple[int, int]


def _path(index: int, begin: int, end: int) -> list[Range]:
    """The leaves under each hash of an inclusion proof, from the leaf up."""
    if end - begin == 1:
        return []
    middle = begin + _left(end - begin)
    if index < middle:
        return [*_path(index, begin, middle), (middle, end)]
    return [*_path(index, middle, end), (begin, middle)]


def _subproof(old: int, begin: int, end: int, whole: bool) -> list[Range]:
    """The leaves under each hash of a consistency proof; ``whole``: the old tree begins here."""
    if old == end:
        return [] if whole else [(begin, end)]
    middle = begin + _left(end - begin)
    if old <= middle:
        return [*_subproof(old, begin, middle, whole), (middle, end)]
    return [*_subproof(old, middle, end, False), (begin, middle)]


def _left(count: int) -> int:
    """How many of ``count`` leaves, at least two, are under the left child."""
    return 1 << (count - 1).bit_length() - 1


def _hashes(ranges: Sequence[Range], load: Load) -> list[bytes]:
    nodes = load([node for each in ranges for node in complete_subtrees(*each)])
    return [_hash_of(each, nodes) for each in ranges]


def _hash_of(leaves: Range, nodes: Nodes) -> bytes:
    *lefts, hashed = (nodes[each] for each in complete_subtrees(*leaves))
    for left in reversed(lefts):
        hashed = node_hash(left, hashed)
    return hashed
