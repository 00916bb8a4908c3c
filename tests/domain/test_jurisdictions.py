"""A jurisdiction's place in the tree: one above at most, nothing round in a circle."""

from collections.abc import Sequence

import pytest

from domain.envelope import Command, Fact
from domain.errors import UnknownUnit
from domain.jurisdictions.commands import NameHigher, RegisterLower, WithdrawTie
from domain.jurisdictions.decisions import Around, decide
from domain.jurisdictions.errors import CycleInTree, NoSuchTie, TwoParents
from domain.jurisdictions.events import HigherNamed, LowerRegistered, TieWithdrawn
from domain.jurisdictions.state import Tie, Ties
from tests.domain.desk import ORGANISATION

CITY, COUNTY, TOWN = "city", "county", "town"
ALONE = Ties()
UNDER_THE_CITY = Ties(1, Tie(CITY, "六安市", "office"), {TOWN: Tie(TOWN, "城关镇", "office")})


def above(**said: Sequence[str]) -> Around:
    """What the other logs say, seen from the county."""
    return Around(COUNTY, lambda code: tuple(said.get(code, ())))


def lower(code: str = TOWN, desk: str = "office") -> RegisterLower:
    return RegisterLower(jurisdiction=code, name="城关镇", desk=desk)


def higher(code: str = CITY, desk: str = "office") -> NameHigher:
    return NameHigher(jurisdiction=code, name="六安市", desk=desk)


def asked(command: Command, ties: Ties = ALONE, around: Around | None = None) -> tuple[Fact, ...]:
    return decide(command, ties, around or above(), ORGANISATION)


def test_a_lower_and_a_higher_one_are_put_on_record_once() -> None:
    assert asked(lower()) == (LowerRegistered(jurisdiction=TOWN, name="城关镇", desk="office"),)
    assert asked(higher()) == (HigherNamed(jurisdiction=CITY, name="六安市", desk="office"),)
    assert asked(lower(), UNDER_THE_CITY) == asked(higher(), UNDER_THE_CITY) == ()


def test_another_desk_is_mended_by_saying_it_again() -> None:
    assert asked(lower(desk="housing"), UNDER_THE_CITY) == (
        LowerRegistered(jurisdiction=TOWN, name="城关镇", desk="housing"),
    )
    with pytest.raises(UnknownUnit):
        asked(lower(desk="nowhere"))


@pytest.mark.parametrize(
    ("command", "ties", "around"),
    [
        (lower(COUNTY), ALONE, above()),
        (higher(COUNTY), ALONE, above()),
        (higher(TOWN), Ties(1, None, UNDER_THE_CITY.lower), above()),
        (lower(CITY), UNDER_THE_CITY, above(county=[CITY])),
        (lower("province"), UNDER_THE_CITY, above(county=[CITY, "province"])),
        (higher("hamlet"), ALONE, above(hamlet=[TOWN, COUNTY])),
    ],
    ids=["itself below", "itself above", "its lower", "its higher", "above that", "far below"],
)
def test_above_and_below_never_go_round_in_a_circle(
    command: Command, ties: Ties, around: Around
) -> None:
    with pytest.raises(CycleInTree):
        asked(command, ties, around)


def test_nobody_has_two_above() -> None:
    with pytest.raises(TwoParents, match="county already has city"):
        asked(higher("other_city"), UNDER_THE_CITY)
    with pytest.raises(TwoParents, match="town already has other_county"):
        asked(lower(), around=above(town=["other_county"]))
    assert asked(lower(), around=above(town=[COUNTY]))


def test_a_tie_is_withdrawn_where_there_is_one() -> None:
    gone = WithdrawTie(jurisdiction=TOWN, reason="区划调整")
    assert asked(gone, UNDER_THE_CITY) == (TieWithdrawn(jurisdiction=TOWN, reason="区划调整"),)
    with pytest.raises(NoSuchTie):
        asked(gone)
