"""Units in a tree, posts held within dates, and who answered for what on a day (M09)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.envelope import Command, Recorded
from domain.errors import AlreadyThere, UnknownUnit
from domain.organisation.commands import (
    AppointPerson,
    AssignPortfolio,
    ChangeUnit,
    EndTerm,
    EstablishPost,
    EstablishUnit,
)
from domain.organisation.decisions import decide
from domain.organisation.errors import PostNotHeld, PostTaken, UnitInsideItself, UnknownPost
from domain.organisation.insiders import is_insider
from domain.organisation.offices import deciding_office
from domain.organisation.state import Organisation, evolve, fold
from domain.situation import Situation
from domain.vocabulary import PostRank, UnitKind
from tests.domain.desk import RULES
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


def test_the_units_of_a_portfolio_may_be_named_in_any_order() -> None:
    both = PORTFOLIO.model_copy(update={"units": ("water", "county")})
    turned = both.model_copy(update={"units": ("county", "water")})
    changed = after(*UNITS, *POSTS, both)
    assert decide(turned, changed) == ()
    ended = after(*UNITS, *POSTS, both, turned.model_copy(update={"until": NEW_YEAR}))
    assert [portfolio.until for portfolio in ended.portfolios] == [NEW_YEAR]


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


def term(person: str, since: date, until: date | None = None) -> AppointPerson:
    return AppointPerson(person=person, name=person, post="water-1", since=since, until=until)


def test_an_earlier_holder_can_be_entered_after_the_present_one() -> None:
    former = term("p-former", date(2024, 1, 1), date(2025, 12, 31))
    changed = after(*UNITS, *POSTS, *APPOINTED, former)
    assert changed.chain("water", date(2025, 12, 31))[0].person == "p-former"
    assert changed.chain("water", NEW_YEAR)[0].person == "p-water-1"
    assert decide(former, changed) == ()
    for since, until in ((date(2025, 1, 1), NEW_YEAR), (date(2025, 12, 31), date(2025, 12, 31))):
        with pytest.raises(PostTaken):
            decide(term("p-other", since, until), changed)
    with pytest.raises(PostTaken):
        decide(term("p-former", date(2024, 1, 1)), WHOLE)
    with pytest.raises(ValueError, match="until must not lie before since"):
        term("p-former", MAY, NEW_YEAR)


def test_a_last_day_entered_too_early_is_moved_up_to_the_next_holder_and_no_further() -> None:
    def end(until: date) -> EndTerm:
        return EndTerm(person="p-water-1", post="water-1", until=until)

    vacant = after(*UNITS, *POSTS, *APPOINTED, end(date(2026, 3, 31)), term("p-next", MAY))
    (fact,) = decide(end(date(2026, 4, 30)), vacant)
    moved = evolve(
        vacant, Recorded(99, "organisation", 99, MORNING, MORNING, SUPERVISOR, "c", False, fact)
    )
    assert moved.chain("water", date(2026, 4, 30))[0].person == "p-water-1"
    assert moved.chain("water", MAY)[0].person == "p-next"
    with pytest.raises(PostTaken):
        decide(end(MAY), vacant)
    earlier = after(*UNITS, *POSTS, *APPOINTED, end(MAY), end(date(2026, 3, 31)))
    assert earlier.chain("water", date(2026, 4, 1))[0].person is None


def test_of_two_terms_in_one_post_the_one_that_had_begun_last_is_ended() -> None:
    first = EndTerm(person="p-water-1", post="water-1", until=date(2026, 3, 31))
    again = term("p-water-1", MAY)
    changed = after(
        *UNITS, *POSTS, *APPOINTED, first, again, first.model_copy(update={"until": MAY})
    )
    assert [(t.since, t.until) for t in changed.terms if t.post == "water-1"] == [
        (NEW_YEAR, date(2026, 3, 31)),
        (MAY, MAY),
    ]


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


@pytest.mark.parametrize(
    ("person", "unit", "day", "leads"),
    [
        ("p-pumps-1", "pumps", MAY, True),
        ("p-water-1", "pumps", MAY, True),
        ("p-county-1", "pumps", MAY, True),
        ("p-county-2", "pumps", MAY, True),
        ("p-pumps-1", "water", MAY, False),
        ("p-water-1", "water", date(2025, 12, 31), False),
        ("nobody", "water", MAY, False),
        ("p-water-1", "nowhere", MAY, False),
    ],
)
def test_a_unit_is_answered_for_by_its_leaders_and_those_above_on_that_day(
    person: str, unit: str, day: date, leads: bool
) -> None:
    assert WHOLE.answers_for(person, unit, day) is leads


def test_whoever_is_in_charge_of_a_unit_answers_for_it_wherever_the_post_is() -> None:
    clerk = EstablishPost(
        post="water-9", unit="water", title="四级调研员", rank=PostRank.SECTION_HEAD
    )
    holder = term("p-9", NEW_YEAR).model_copy(update={"post": "water-9"})
    charge = AssignPortfolio(post="water-9", units=("pumps",), since=MAY)
    changed = after(*UNITS, *POSTS, *APPOINTED, clerk, holder, charge)
    assert changed.answers_for("p-9", "pumps", MAY)
    assert not changed.answers_for("p-9", "pumps", date(2026, 4, 30))
    assert not changed.answers_for("p-9", "water", MAY)


def test_a_unit_has_a_chief_on_the_days_on_which_somebody_holds_the_post() -> None:
    assert WHOLE.units_with_chief(MAY) == {"county", "water", "pumps"}
    assert WHOLE.units_with_chief(date(2025, 12, 31)) == set()


def test_a_department_and_its_sections_are_one_body() -> None:
    assert WHOLE.same_body("pumps", "water") and WHOLE.same_body("water", "pumps")
    assert WHOLE.same_body("nowhere", "nowhere")
    assert not WHOLE.same_body("water", "county")


def test_a_section_is_part_of_its_department_and_a_department_a_body_of_its_own() -> None:
    assert list(WHOLE.body_of("pumps")) == ["pumps", "water"]
    assert list(WHOLE.body_of("water")) == ["water"]
    assert list(WHOLE.body_of("nowhere")) == []


def test_a_section_without_an_office_over_it_is_decided_about_above_its_department() -> None:
    assert deciding_office(WHOLE, "pumps") == "county"


INSIDE = ("water", "pumps")


@pytest.mark.parametrize(
    ("person", "acted_for", "inside"),
    [
        ("p-pumps-1", None, INSIDE),  # by the post
        ("p-county-1", "water", ()),  # the post goes before what they once acted for
        ("unrecorded", "pumps", INSIDE),
        ("unrecorded", None, ()),
        (SUPERVISOR.person, "county", ()),
    ],
)
def test_whoever_holds_no_post_on_record_is_of_the_unit_they_acted_for(
    person: str, acted_for: str | None, inside: tuple[str, ...]
) -> None:
    situation = Situation(SUPERVISOR, MORNING, RULES, WHOLE, acted_for=lambda _person: acted_for)
    assert tuple(each for each in INSIDE if is_insider(person, each, situation)) == inside


def test_whoever_acts_is_of_the_unit_of_their_token_too() -> None:
    acting = SUPERVISOR.model_copy(update={"person": "p-county-1", "unit": "pumps"})
    assert is_insider("p-county-1", "water", Situation(acting, MORNING, RULES, WHOLE))


def test_a_recorded_fact_is_never_refused_even_about_a_unit_that_is_not_there() -> None:
    fact = decide(ChangeUnit(unit="water", name="水利局", parent=None), WHOLE)[0]
    recorded = Recorded(1, "organisation", 1, MORNING, MORNING, SUPERVISOR, "c", False, fact)
    assert evolve(Organisation(), recorded) == replace(Organisation(), version=1, position=1)
