"""Units in a tree, posts held within dates, and who answered for what on a day (M09)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.envelope import Command, Recorded
from domain.errors import (
    AlreadyThere,
    PostNotHeld,
    PostTaken,
    UnitInsideItself,
    UnknownPost,
    UnknownUnit,
)
from domain.organisation.commands import (
    AppointPerson,
    AssignPortfolio,
    ChangeUnit,
    EndTerm,
    EstablishPost,
    EstablishUnit,
)
from domain.organisation.decisions import decide
from domain.organisation.state import Organisation, evolve, fold
from domain.vocabulary import PostRank, UnitKind
from tests.people import MORNING, SUPERVISOR

NEW_YEAR, MAY = date(2026, 1, 1), date(2026, 5, 1)
UNITS = (
    EstablishUnit(unit="county", name="县", kind=UnitKind.LEADERSHIP),
    EstablishUnit(unit="water", name="水务局", kind=UnitKind.DEPARTMENT, parent="county"),
    EstablishUnit(unit="pumps", name="泵站", kind=UnitKind.SECTION, parent="water"),
)
POSTS = (
    EstablishPost(post="county-1", unit="county", title="县长", rank=PostRank.CHIEF),
    EstablishPost(post="county-2", unit="county", title="副县长", rank=PostRank.LEADER_IN_CHARGE),
    EstablishPost(post="water-1", unit="water", title="局长", rank=PostRank.CHIEF),
    EstablishPost(post="pumps-1", unit="pumps", title="站长", rank=PostRank.CHIEF),
)
PORTFOLIO = AssignPortfolio(post="county-2", units=("water",), since=NEW_YEAR)
APPOINTED = tuple(
    AppointPerson(person=f"p-{post}", name=post, post=post, since=NEW_YEAR)
    for post in ("county-1", "county-2", "water-1", "pumps-1")
)


def after(*commands: Command) -> Organisation:
    """The organisation after these commands."""
    history: list[Recorded] = []
    for command in commands:
        for fact in decide(command, fold(history)):
            place = len(history) + 1
            history.append(
                Recorded(
                    place, "organisation", place, MORNING, MORNING, SUPERVISOR, "c", False, fact
                )
            )
    return fold(history)


WHOLE = after(*UNITS, *POSTS, PORTFOLIO, *APPOINTED)


@pytest.mark.parametrize("command", [*UNITS, *POSTS, PORTFOLIO, *APPOINTED], ids=repr)
def test_saying_what_is_so_already_changes_nothing(command: Command) -> None:
    assert decide(command, WHOLE) == ()


def test_the_leader_in_charge_answers_first_then_the_chiefs_upwards() -> None:
    posts = [link.post for link in WHOLE.chain("pumps", MAY)]
    assert posts == ["county-2", "pumps-1", "water-1", "county-1"]
    assert [link.person for link in WHOLE.chain("water", MAY)] == [
        "p-county-2",
        "p-water-1",
        "p-county-1",
    ]


def test_the_chain_is_that_of_the_day_asked_about() -> None:
    end = EndTerm(person="p-water-1", post="water-1", until=date(2026, 4, 30))
    changed = after(*UNITS, *POSTS, PORTFOLIO, *APPOINTED, end)
    assert changed.chain("water", date(2026, 4, 30))[1].person == "p-water-1"
    assert changed.chain("water", MAY)[1].person is None
    assert changed.chain("water", date(2025, 12, 31))[0].post == "water-1"


def test_a_portfolio_that_was_given_without_an_end_can_be_ended() -> None:
    ended = PORTFOLIO.model_copy(update={"until": date(2026, 4, 30)})
    changed = after(*UNITS, *POSTS, PORTFOLIO, *APPOINTED, ended)
    assert len(changed.portfolios) == 1
    assert changed.chain("water", date(2026, 4, 30))[0].post == "county-2"
    assert changed.chain("water", MAY)[0].post == "water-1"


def test_a_portfolio_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="until must not lie before since"):
        AssignPortfolio(post="county-2", units=("water",), since=MAY, until=NEW_YEAR)


def test_a_post_is_held_by_one_person_at_a_time() -> None:
    successor = AppointPerson(person="p-new", name="新", post="water-1", since=MAY)
    with pytest.raises(PostTaken):
        decide(successor, WHOLE)
    end = EndTerm(person="p-water-1", post="water-1", until=date(2026, 4, 30))
    changed = after(*UNITS, *POSTS, *APPOINTED, end, successor)
    assert changed.chain("water", MAY)[0].person == "p-new"


def test_a_term_is_ended_by_whose_it_is_and_once() -> None:
    end = EndTerm(person="p-water-1", post="water-1", until=MAY)
    with pytest.raises(PostNotHeld):
        decide(end.model_copy(update={"person": "somebody"}), WHOLE)
    with pytest.raises(PostNotHeld):
        decide(end.model_copy(update={"until": date(2025, 1, 1)}), WHOLE)
    changed = after(*UNITS, *POSTS, *APPOINTED, end)
    assert decide(end, changed) == ()


def test_a_unit_keeps_its_code_and_says_its_name_and_its_place_when_it_changes() -> None:
    with pytest.raises(AlreadyThere):
        decide(UNITS[1].model_copy(update={"name": "水利局"}), WHOLE)
    renamed = ChangeUnit(unit="water", name="水利局", parent="county")
    changed = after(*UNITS, renamed)
    assert (changed.units["water"].name, changed.units["water"].parent) == ("水利局", "county")
    assert decide(renamed, changed) == ()
    with pytest.raises(ValueError, match="parent"):
        ChangeUnit.model_validate({"unit": "water", "name": "水利局"})


def test_no_unit_belongs_to_itself_or_to_a_unit_below_it() -> None:
    for parent in ("water", "pumps"):
        with pytest.raises(UnitInsideItself):
            decide(ChangeUnit(unit="water", name="水务局", parent=parent), WHOLE)


def test_units_and_posts_must_exist_before_they_are_used() -> None:
    unknown_units: list[Command] = [
        EstablishUnit(unit="x", name="x", kind=UnitKind.SECTION, parent="nowhere"),
        ChangeUnit(unit="nowhere", name="x", parent=None),
        ChangeUnit(unit="water", name="x", parent="nowhere"),
        EstablishPost(post="x", unit="nowhere", title="x", rank=PostRank.CHIEF),
        PORTFOLIO.model_copy(update={"units": ("nowhere",)}),
    ]
    for command in unknown_units:
        with pytest.raises(UnknownUnit):
            decide(command, WHOLE)
    unknown_posts: list[Command] = [
        PORTFOLIO.model_copy(update={"post": "none"}),
        AppointPerson(person="x", name="x", post="none", since=MAY),
        EndTerm(person="x", post="none", until=MAY),
    ]
    for command in unknown_posts:
        with pytest.raises(UnknownPost):
            decide(command, WHOLE)


def test_a_post_code_stands_for_one_post() -> None:
    with pytest.raises(AlreadyThere):
        decide(POSTS[0].model_copy(update={"title": "书记"}), WHOLE)


def test_the_head_of_a_unit_is_its_chief_on_that_day() -> None:
    assert WHOLE.is_head_of("p-water-1", "water", MAY)
    assert not WHOLE.is_head_of("p-water-1", "water", date(2025, 1, 1))
    assert not WHOLE.is_head_of("p-county-2", "county", MAY)


def test_a_section_is_part_of_its_department_and_a_department_a_body_of_its_own() -> None:
    assert list(WHOLE.body_of("pumps")) == ["pumps", "water"]
    assert list(WHOLE.body_of("water")) == ["water"]
    assert list(WHOLE.body_of("nowhere")) == []


def test_a_recorded_fact_is_never_refused_even_about_a_unit_that_is_not_there() -> None:
    fact = decide(ChangeUnit(unit="water", name="水利局", parent=None), WHOLE)[0]
    recorded = Recorded(1, "organisation", 1, MORNING, MORNING, SUPERVISOR, "c", False, fact)
    assert evolve(Organisation(), recorded) == replace(Organisation(), version=1)
