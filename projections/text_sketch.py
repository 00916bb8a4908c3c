"""How alike two texts are, and by what texts that are nearly the same find each other.

A text is the set of the keyed numbers of its pairs of characters (``text_search``). Alike is the share
of numbers that both have, of all that either has. To find near-copies without comparing each with
each, a text is sketched: its set is spread over twenty parts, four times differently, and the least
number of each part stands for it; five such together are a band. Two texts of which 0.82 is the same share a band with a
probability of more than 0.999, and of which a third is the same, in one of sixteen cases; what shares a
band is compared in full. Nothing here is clear text, nor random.
"""

import struct
from collections.abc import Collection, Mapping, Sequence
from zlib import crc32

SPREADS = (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F)
OF_A_SPREAD, OF_A_BAND = 20, 5
PARTS = len(SPREADS) * OF_A_SPREAD
FLOOR = 0.82
"""Less alike than this is never found; thresholds lie above."""

_MASK, _STEP = 0xFFFFFFFF, 0x01000193
_PACK = struct.Struct(f">{OF_A_BAND + 1}I").pack


def alike(one: Collection[int], other: Collection[int]) -> float:
    """How much of two sets of numbers is the same, of 1."""
    first, second = frozenset(one), frozenset(other)
    both = len(first & second)
    either = len(first) + len(second) - both
    return both / either if either else 0.0


def bands(numbers: Collection[int], kind: int) -> list[int]:
    """The bands of a text by its numbers: signed numbers of 32 bits. ``kind`` keeps texts apart that
    are not to be compared. None for a text without numbers."""
    if not numbers:
        return []
    sketch = _sketch(numbers)
    packed = (
        _PACK(kind << 8 | start, *sketch[start : start + OF_A_BAND])
        for start in range(0, PARTS, OF_A_BAND)
    )
    return [_signed(crc32(each)) for each in packed]


def _sketch(numbers: Collection[int]) -> Sequence[int]:
    """The least number of each part; an empty part borrows that of another, always the same way."""
    whole: list[int] = []
    for spread in SPREADS:
        spread_out = [(number * spread) & _MASK for number in numbers]
        spread_out.sort(reverse=True)
        least = {each % OF_A_SPREAD: each for each in spread_out}  # of each part the last stays
        if len(least) == OF_A_SPREAD:
            whole += [least[part] for part in range(OF_A_SPREAD)]
        else:
            whole += [_borrowed(least, part) for part in range(OF_A_SPREAD)]
    return whole


def _borrowed(least: Mapping[int, int], part: int) -> int:
    """The number of a part, or of the first after it that has one, from which it is told apart."""
    for steps in range(OF_A_SPREAD):
        value = least.get((part + steps) % OF_A_SPREAD)
        if value is not None:
            return (value + steps * _STEP) & _MASK
    raise ValueError("a text without numbers has no sketch")


def _signed(number: int) -> int:
    return number - (1 << 32) if number >= 1 << 31 else number
