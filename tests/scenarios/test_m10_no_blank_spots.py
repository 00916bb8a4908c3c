"""M10 不允许有空白点: units nobody heads, matters nobody has, numbers that are missing."""

from datetime import date
from pathlib import Path

import pytest

from domain.errors import UnknownUnit
from domain.matter.errors import ComplainedAboutCannotHandle
from domain.matter.intake.commands import RegisterMatter
from domain.organisation.commands import AppointPerson, EndTerm, EstablishPost
from domain.vocabulary import Nature, PostRank
from projections.coverage import Coverage
from service.access.permissions import NotPermitted
from service.importing.importer import import_file
from service.importing.mapping import parse_mapping
from service.importing.recording import matter_of
from service.queries import Asked
from tests.people import AUDITOR, CLERK, HANDLER, SUPERVISOR
from tests.scenarios.office import Office, at
from tests.service.importing.made_up import row, write


def blank_spots(office: Office, asked: Asked | None = None) -> Coverage:
    office.app.runner.catch_up()
    return office.app.queries.coverage(AUDITOR, asked or Asked())[1]


def test_m10_a_unit_without_a_chief_is_listed_from_the_day_the_post_falls_vacant(
    office: Office,
) -> None:
    post = EstablishPost(post="housing-1", unit="housing", title="局长", rank=PostRank.CHIEF)
    since, until = date(2026, 1, 1), date(2026, 3, 4)
    chief = AppointPerson(person="head-zhou", name="周某", post="housing-1", since=since)
    assert "housing" in blank_spots(office).units_without_chief
    for command in (post, chief):
        office.app.handler.organisation(command, SUPERVISOR)
    assert "housing" not in blank_spots(office).units_without_chief
    office.clock.move_to(at(3, 3))
    end = EndTerm(person="head-zhou", post="housing-1", until=until)
    office.app.handler.organisation(end, SUPERVISOR)
    office.clock.move_to(at(3, 5))
    assert "housing" in blank_spots(office).units_without_chief
    assert "housing" not in blank_spots(office, Asked(as_of=at(3, 4, 23))).units_without_chief
    assert "housing" not in blank_spots(office, Asked(known_by=at(3, 2, 23))).units_without_chief


def test_m10_a_matter_taken_in_here_always_has_an_owner(office: Office) -> None:
    office.take_in()
    office.take_in(nature=None)
    office.in_hand()
    assert blank_spots(office).matters_without_owner == 0


def test_m10_an_imported_message_of_no_place_is_listed_until_somebody_takes_it_up(
    office: Office, tmp_path: Path
) -> None:
    file = write(tmp_path / "messages.csv", [row("1", place=""), row("2")])
    import_file(office.app, file, parse_mapping(""))
    spots = blank_spots(office)
    assert (spots.matters_without_owner, spots.examples) == (1, ("2026-I-000001",))
    office.clock.move_to(at(3, 3))
    register = RegisterMatter(nature=Nature.REQUEST)
    office.do(register, CLERK, matter_of("messages", "1"))
    assert blank_spots(office).matters_without_owner == 0
    for before in (Asked(as_of=at(3, 2, 18)), Asked(known_by=at(3, 2, 18))):
        assert blank_spots(office, before).matters_without_owner == 1


def test_m10_refused_and_repeated_receipts_leave_no_gap_in_the_numbers(office: Office) -> None:
    office.take_in()
    with pytest.raises(UnknownUnit):
        office.take_in(receiving_unit="nowhere")
    with pytest.raises(ComplainedAboutCannotHandle):
        office.take_in(about_units=("office",))
    office.take_in()
    office.app.runner.catch_up()
    numbers = [each.number for each in office.app.queries.matters(CLERK, Asked()).items]
    assert sorted(numbers) == ["2026-000001", "2026-000002"]
    assert blank_spots(office).gaps == ()


def test_m10_the_blank_spots_are_not_a_handling_units_business(office: Office) -> None:
    with pytest.raises(NotPermitted):
        office.app.queries.coverage(HANDLER, Asked())
