"""M10 不允许有空白点: units without a chief, matters without an owner, numbers missing."""

from datetime import date

from domain.organisation import commands
from domain.vocabulary import PostRank
from service.queries import Asked
from tests.people import AUDITOR, SUPERVISOR
from tests.scenarios.office import Office


def test_m10_a_unit_without_a_chief_is_listed_until_it_has_one(office: Office) -> None:
    def units(asked: Asked) -> tuple[str, ...]:
        office.app.runner.catch_up()
        return office.app.queries.coverage(AUDITOR, asked)[1].units_without_chief

    assert "housing" in units(Asked())
    before = office.now()
    office.clock.advance(days=1)
    post = commands.EstablishPost(
        post="housing-chief", unit="housing", title="局长", rank=PostRank.CHIEF
    )
    office.app.handler.organisation(post, SUPERVISOR)
    assert "housing" in units(Asked())
    who = commands.AppointPerson(
        person="he", name="何局长", post="housing-chief", since=date(2026, 3, 3)
    )
    office.app.handler.organisation(who, SUPERVISOR)
    assert "housing" not in units(Asked())
    assert "housing" in units(Asked(as_of=before))


def test_m10_every_number_is_there_and_every_matter_has_an_owner(office: Office) -> None:
    for _ in range(3):
        office.receives()
    office.app.runner.catch_up()
    _, coverage = office.app.queries.coverage(AUDITOR, Asked())
    assert coverage.gaps == ()
    assert coverage.matters_without_owner == 0
