"""Nearly the same texts find each other, others do not, and no clear text is kept."""

import random

from projections.text_form import fold, windows
from projections.text_sketch import FLOOR, PARTS, alike, bands
from tests.projections.reading import number_of

ALPHABET = [chr(0x4E00 + n) for n in range(2_500)]


def numbers_of(text: str) -> frozenset[int]:
    return frozenset(number_of(pair) for pair in windows(fold(text)))


def some_text(chance: random.Random, length: int = 200) -> str:
    return "".join(chance.choices(ALPHABET, k=length))


def changed(text: str, chance: random.Random, places: int) -> str:
    """The text with so many characters exchanged."""
    characters = list(text)
    for place in chance.sample(range(len(text)), places):
        characters[place] = chance.choice(ALPHABET)
    return "".join(characters)


def test_texts_of_which_most_is_the_same_share_a_band() -> None:
    chance, missed, near = random.Random(1), 0, 0
    for _ in range(2_000):
        text = some_text(chance, chance.choice((60, 200, 600)))
        other = changed(text, chance, len(text) // 25)
        one, two = numbers_of(text), numbers_of(other)
        if alike(one, two) >= FLOOR:
            near += 1
            missed += not set(bands(one, 0)) & set(bands(two, 0))
    assert near > 1_000
    assert missed <= near // 200


def test_texts_with_little_in_common_seldom_share_a_band() -> None:
    chance = random.Random(2)
    frame = some_text(chance, 60)
    sketched = [frozenset(bands(numbers_of(frame + some_text(chance, 200)), 0)) for _ in range(200)]
    sharing = sum(bool(one & two) for place, one in enumerate(sketched) for two in sketched[:place])
    assert sharing < 0.02 * 200 * 199 / 2


def test_alike_is_the_share_of_pairs_that_both_have() -> None:
    one, two = numbers_of("路灯不亮"), numbers_of("路灯不修")
    assert alike(one, two) == 2 / 4
    assert alike(one, one) == 1.0
    assert alike(one, frozenset()) == alike(frozenset(), frozenset()) == 0.0


def test_answers_and_withdrawals_never_meet_and_order_does_not_matter() -> None:
    numbers = sorted(numbers_of(some_text(random.Random(3))))
    assert not set(bands(numbers, 0)) & set(bands(numbers, 1))
    assert bands(numbers[::-1], 0) == bands(numbers, 0)
    assert len(bands(numbers, 0)) * 5 == PARTS
    assert bands((), 0) == []
    assert all(-(2**31) <= each < 2**31 for each in bands((0, 2**31 - 1, -(2**31)), 0))
