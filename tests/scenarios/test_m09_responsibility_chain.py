"""M09 第一责任人: who answered for a unit on a day, the leader in charge first, as it stood then."""

from datetime import date

import pytest

from domain.envelope import Command
from domain.organisation.commands import (
    AppointPerson,
    AssignPortfolio,
    EndTerm,
    EstablishPost,
)
from domain.organisation.errors import PostTaken
from domain.vocabulary import PostRank
from service.access.permissions import NotPermitted
from service.asking import Asked
from tests.people import CLERK, HANDLER, SUPERVISOR
from tests.scenarios.office import Office, at

NEW_YEAR = date(2026, 1, 1)
POSTS = (
    EstablishPost(post="county-1", unit="county", title="县长", rank=PostRank.CHIEF),
    EstablishPost(post="county-2", unit="county", title="副县长", rank=PostRank.LEADER_IN_CHARGE),
    EstablishPost(post="housing-1", unit="housing", title="局长", rank=PostRank.CHIEF),
)
HOLDERS = {"county-1": "leader-qin", "county-2": "leader-sun", "housing-1": "head-zhou"}


def decree(office: Office, *commands: Command) -> None:
    for command in commands:
        office.app.handler.organisation(command, SUPERVISOR)


def appoint(post: str, person: str, since: date = NEW_YEAR) -> AppointPerson:
    return AppointPerson(person=person, name=f"{person} 同志", post=post, since=since)


@pytest.fixture
def staffed(office: Office) -> Office:
    """The county's chief, the leader in charge of housing, and housing's own chief."""
    decree(office, *POSTS, *(appoint(post, person) for post, person in HOLDERS.items()))
    decree(office, AssignPortfolio(post="county-2", units=("housing",), since=NEW_YEAR))
    return office


def chain(office: Office, unit: str, day: date, asked: Asked | None = None) -> list[str | None]:
    _, organisation = office.app.queries.organisation(CLERK, asked or Asked())
    return [link.person for link in organisation.chain(unit, day)]


def test_m09_the_leader_in_charge_answers_first_then_the_units_chief_then_upwards(
    staffed: Office,
) -> None:
    today = date(2026, 3, 2)
    assert chain(staffed, "housing", today) == ["leader-sun", "head-zhou", "leader-qin"]
    assert chain(staffed, "water", today) == ["leader-qin"], "nobody is in charge of water"


def test_m09_the_chain_is_as_it_stood_when_the_thing_happened(staffed: Office) -> None:
    staffed.clock.move_to(at(4, 1))
    decree(
        staffed,
        EndTerm(person="head-zhou", post="housing-1", until=date(2026, 3, 31)),
        appoint("housing-1", "head-feng", date(2026, 4, 1)),
        AssignPortfolio(
            post="county-2", units=("housing",), since=NEW_YEAR, until=date(2026, 3, 31)
        ),
    )
    assert chain(staffed, "housing", date(2026, 3, 31)) == ["leader-sun", "head-zhou", "leader-qin"]
    assert chain(staffed, "housing", date(2026, 4, 1)) == ["head-feng", "leader-qin"]


def test_m09_what_was_known_of_the_chain_before_a_late_notice_came(staffed: Office) -> None:
    staffed.clock.move_to(at(3, 20))
    decree(staffed, EndTerm(person="head-zhou", post="housing-1", until=date(2026, 3, 6)))
    on_the_ninth = date(2026, 3, 9)
    assert chain(staffed, "housing", on_the_ninth)[1] is None, "the post was vacant, we know now"
    looking_back, known_then = Asked(as_of=at(3, 9)), Asked(known_by=at(3, 9))
    assert chain(staffed, "housing", on_the_ninth, looking_back)[1] is None
    assert chain(staffed, "housing", on_the_ninth, known_then)[1] == "head-zhou"


def test_m09_two_people_do_not_hold_one_post(staffed: Office) -> None:
    with pytest.raises(PostTaken):
        decree(staffed, appoint("housing-1", "head-feng"))


def test_m09_nobody_but_a_supervisor_changes_who_answers(office: Office) -> None:
    for actor in (CLERK, HANDLER):
        with pytest.raises(NotPermitted):
            office.app.handler.organisation(POSTS[0], actor)
