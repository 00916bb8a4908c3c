"""Roots and proofs against published vectors, another implementation, and what must always hold."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency

from service.proof.merkle import (
    EMPTY,
    Node,
    complete_subtrees,
    completed_by,
    consistency_holds,
    consistency_proof,
    inclusion_holds,
    inclusion_proof,
    leaf_hash,
    root,
)

# The test vectors of Certificate Transparency (RFC 6962), which RFC 9162 hashes alike.
INPUTS = [
    bytes.fromhex(each)
    for each in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


class Tree:
    """Complete subtrees in memory, filled in batches as the sealer fills its table."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.nodes: dict[Node, bytes] = {}
        self.size = 0
        self.append([*leaves])

    def append(self, leaves: list[bytes]) -> None:
        edge = {each: self.nodes[each] for each in complete_subtrees(0, self.size)}
        for level, (first, new) in completed_by(self.size, leaves, edge).items():
            for place, each in enumerate(new, first):
                assert (level, place) not in self.nodes
                self.nodes[level, place] = each
        self.size += len(leaves)

    def load(self, wanted: Iterable[Node]) -> dict[Node, bytes]:
        return {each: self.nodes[each] for each in wanted}


PUBLISHED = Tree(map(leaf_hash, INPUTS))


def in_hexadecimal(hashes: list[bytes]) -> list[str]:
    return [each.hex() for each in hashes]


def test_the_roots_are_the_published_ones() -> None:
    assert [root(size, PUBLISHED.load).hex() for size in range(9)] == [*ROOTS]
    assert ROOTS[0] == EMPTY.hex()


def test_the_proofs_are_the_published_ones() -> None:
    for asked, expected in INCLUSION.items():
        assert in_hexadecimal(inclusion_proof(*asked, PUBLISHED.load)) == expected, asked
    for asked, expected in CONSISTENCY.items():
        assert in_hexadecimal(consistency_proof(*asked, PUBLISHED.load)) == expected, asked


@pytest.mark.parametrize("asked", [(0, 0), (1, 1), (-1, 3), (3, 2)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(asked: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(*asked, PUBLISHED.load)
    assert not inclusion_holds(leaf_hash(b""), *asked, [], bytes.fromhex(ROOTS[1]))


def test_there_is_no_proof_from_a_later_tree_to_an_earlier_one() -> None:
    with pytest.raises(ValueError, match="no earlier tree"):
        consistency_proof(5, 4, PUBLISHED.load)
    assert not consistency_holds(5, 4, [], bytes.fromhex(ROOTS[5]), bytes.fromhex(ROOTS[4]))


def test_every_tree_up_to_seventy_leaves_is_that_of_another_implementation() -> None:
    other, ours = InmemoryTree(algorithm="sha256"), Tree()
    for size in range(1, 71):
        entry = b"%d" % size
        other.append_entry(entry)
        ours.append([leaf_hash(entry)])
        assert root(size, ours.load) == other.get_root(size)
    for size in (1, 2, 3, 7, 8, 33, 64, 70):
        for earlier in range(1, size + 1):
            roots = other.get_root(earlier), other.get_root(size)
            verify_consistency(*roots, other.prove_consistency(earlier, size))
            proof = consistency_proof(earlier, size, ours.load)
            assert consistency_holds(earlier, size, proof, *roots)
        for index in range(size):
            theirs = other.prove_inclusion(index + 1, size)
            ours_with_leaf = {
                leaf_hash(b"%d" % (index + 1)),
                *inclusion_proof(index, size, ours.load),
            }
            assert set(theirs.path) == ours_with_leaf


BATCHES = st.lists(st.integers(0, 40), min_size=1, max_size=6)
SIZES = st.data()


@given(batches=BATCHES)
def test_the_batches_in_which_leaves_came_make_no_difference(batches: list[int]) -> None:
    leaves = [leaf_hash(b"%d" % n) for n in range(sum(batches))]
    at_once, bit_by_bit = Tree(leaves), Tree()
    for count in batches:
        bit_by_bit.append(leaves[bit_by_bit.size : bit_by_bit.size + count])
    assert bit_by_bit.nodes == at_once.nodes


LARGE = Tree(leaf_hash(b"%d" % n) for n in range(300))


@given(data=SIZES)
@settings(max_examples=300)
def test_every_proof_survives_every_later_append(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 300))
    index = data.draw(st.integers(0, size - 1))
    later = data.draw(st.integers(size, 300))
    early, late = root(size, LARGE.load), root(later, LARGE.load)
    leaf = LARGE.nodes[0, index]
    assert inclusion_holds(leaf, index, size, inclusion_proof(index, size, LARGE.load), early)
    assert inclusion_holds(leaf, index, later, inclusion_proof(index, later, LARGE.load), late)
    assert consistency_holds(size, later, consistency_proof(size, later, LARGE.load), early, late)
    assert consistency_holds(0, later, [], EMPTY, late)


@given(data=SIZES)
@settings(max_examples=300)
def test_no_proof_survives_being_tampered_with(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 300))
    index = data.draw(st.integers(0, size - 1))
    hashed, leaf = root(size, LARGE.load), LARGE.nodes[0, index]
    proof = inclusion_proof(index, size, LARGE.load)
    for changed in tampered(data, proof):
        assert not inclusion_holds(leaf, index, size, changed, hashed)
    other = data.draw(st.integers(0, size - 1).filter(lambda at: at != index))
    assert not inclusion_holds(leaf, other, size, proof, hashed)
    assert not inclusion_holds(LARGE.nodes[0, other], index, size, proof, hashed)
    assert not inclusion_holds(leaf, index, size, proof, leaf_hash(b"another root"))


@given(data=SIZES)
@settings(max_examples=300)
def test_no_consistency_survives_being_tampered_with(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 300))
    earlier = data.draw(st.integers(1, size - 1))
    before, after = root(earlier, LARGE.load), root(size, LARGE.load)
    proof = consistency_proof(earlier, size, LARGE.load)
    for changed in tampered(data, proof):
        assert not consistency_holds(earlier, size, changed, before, after)
    forked = Tree([*(LARGE.nodes[0, n] for n in range(earlier - 1)), leaf_hash(b"forked")])
    fork = root(earlier, forked.load)
    assert not consistency_holds(earlier, size, proof, fork, after)
    assert not consistency_holds(earlier, size, proof, before, fork)
    assert not consistency_holds(size, earlier, proof, after, before)


def tampered(data: st.DataObject, proof: list[bytes]) -> list[list[bytes]]:
    """The proof with one hash changed, left out, doubled, or one too many."""
    at = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    flipped = (int.from_bytes(proof[at], "big") ^ 1 << bit).to_bytes(32, "big")
    return [
        [*proof[:at], flipped, *proof[at + 1 :]],
        [*proof[:at], *proof[at + 1 :]],
        [*proof[:at], proof[at], *proof[at:]],
        [*proof, bytes(32)],
    ]
