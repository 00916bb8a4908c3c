"""M10 不允许有空白点: units nobody heads, matters nobody has, numbers that are missing, and what a
channel says it received but nobody entered."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.errors import UnknownUnit
from domain.manifests.commands import RecordManifest
from domain.manifests.errors import TakenBackAlone
from domain.matter.errors import ComplainedAboutCannotHandle
from domain.matter.intake.commands import RegisterMatter
from domain.matter.routing.commands import HandOver
from domain.matter.routing.errors import NotOfTheUnit
from domain.organisation.commands import AppointPerson, EndTerm, EstablishPost
from domain.vocabulary import Channel, Nature, PostRank
from projections.coverage import Coverage
from projections.manifests import ManifestDay
from service.access.permissions import NotPermitted
from service.asking import Asked
from service.executing import Done
from service.importing.importer import import_file
from service.importing.mapping import parse_mapping
from service.importing.recording import matter_of
from service.queries import UnfitPeriod
from tests.people import AUDITOR, CLERK, HANDLER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.office import SECOND_CLERK, Office, at
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


def manifest(
    office: Office, count: int, *numbers: str, day: date = date(2026, 3, 2), **given: Any
) -> Done:
    """What the hotline says it received on a day, as a clerk enters it."""
    said = RecordManifest(
        channel=Channel.HOTLINE,
        day=day,
        count=count,
        source_numbers=numbers or None,
        counted_by="热线平台日报",
        **given,
    )
    return office.app.handler.manifest(said, SECOND_CLERK)


def days(office: Office, asked: Asked | None = None) -> dict[str, ManifestDay]:
    office.app.runner.catch_up()
    _, found = office.app.queries.manifests(AUDITOR, asked or Asked())
    return {each.name: each for each in found}


MONDAY = "hotline 2026-03-02"


def test_m10_what_the_hotline_says_it_received_is_held_against_what_was_registered(
    office: Office,
) -> None:
    office.take_in(source_number="R-1")
    office.take_in(source_number="R-2", channel=Channel.LETTER)
    office.take_in(source_number="R-9")
    office.take_in()
    office.clock.move_to(at(3, 3))
    assert blank_spots(office).manifest_differences == ()
    manifest(office, 3, "R-1", "R-2", "R-3")
    monday = days(office)[MONDAY]
    assert (monday.said, monday.registered, monday.differs) == (3, 3, True)
    assert (monday.missing, monday.elsewhere) == (("R-3",), ("R-2",))
    assert monday.surplus == ("2026-000003", "2026-000004")
    assert blank_spots(office).manifest_differences == (MONDAY,)
    office.take_in(source_number="R-3", received_at=at(3, 2, 17))
    assert days(office)[MONDAY].missing == ()
    assert days(office, Asked(known_by=at(3, 2, 20))) == {}


def test_m10_a_count_alone_shows_that_something_was_never_entered(office: Office) -> None:
    office.take_in()
    office.take_in(received_at=at(3, 1, 23, 59))
    office.clock.move_to(at(3, 3))
    manifest(office, 1)
    assert not days(office)[MONDAY].differs
    manifest(office, 2, reason="漏计夜间来电")
    monday = days(office)[MONDAY]
    assert (monday.said, monday.registered, monday.corrections) == (2, 1, 1)
    assert monday.differs
    assert (monday.missing, monday.surplus) == ((), ())


def test_m10_one_number_entered_twice_hides_no_other(office: Office) -> None:
    office.take_in(source_number="R-1")
    office.take_in(source_number="R-1")
    office.clock.move_to(at(3, 3))
    manifest(office, 2, "R-1", "R-2")
    monday = days(office)[MONDAY]
    assert (monday.missing, monday.surplus) == (("R-2",), ("2026-000002",))


def test_m10_a_channel_that_falls_silent_is_listed_for_each_day_that_is_over(
    office: Office,
) -> None:
    office.clock.move_to(at(3, 3))
    manifest(office, 0)
    assert blank_spots(office).days_without_manifest == ()
    office.clock.move_to(at(3, 6))
    silent = ("hotline 2026-03-05", "hotline 2026-03-04", "hotline 2026-03-03")
    assert blank_spots(office).days_without_manifest == silent
    manifest(office, 0, day=date(2026, 3, 4))
    assert blank_spots(office).days_without_manifest == (silent[0], silent[2])
    assert blank_spots(office, Asked(known_by=at(3, 5))).days_without_manifest == silent
    assert blank_spots(office, Asked(as_of=at(3, 4, 12))).days_without_manifest == (silent[2],)


def test_m10_only_another_person_makes_a_manifest_less_and_what_was_said_stays(
    office: Office,
) -> None:
    office.clock.move_to(at(3, 3))
    manifest(office, 2)
    with pytest.raises(TakenBackAlone):
        manifest(office, 1, reason="多计一件")
    office.clock.move_to(at(3, 4))
    less = RecordManifest(
        channel=Channel.HOTLINE,
        day=date(2026, 3, 2),
        count=1,
        counted_by="热线平台日报",
        reason="重复来电计为一件",
    )
    office.app.handler.manifest(less, SUPERVISOR)
    assert days(office)[MONDAY].said == 1
    assert days(office, Asked(known_by=at(3, 3, 20)))[MONDAY].said == 2
    for nobody in (HANDLER, AUDITOR):
        with pytest.raises(NotPermitted):
            office.app.handler.manifest(less, nobody)
    with pytest.raises(NotPermitted):
        office.app.queries.manifests(HANDLER, Asked())


def test_m10_what_was_entered_is_not_missing_whoever_asks_and_its_number_stays_hidden(
    office: Office,
) -> None:
    office.take_in(SECOND_CLERK, source_number="R-1", about_persons=(CLERK.person,))
    office.take_in(SECOND_CLERK, source_number="R-8", about_persons=(CLERK.person,))
    office.clock.move_to(at(3, 3))
    manifest(office, 2, "R-1", "R-2")
    office.app.runner.catch_up()
    for actor, surplus in ((CLERK, ()), (AUDITOR, ("2026-000002",))):
        (monday,) = office.app.queries.manifests(actor, Asked())[1]
        assert (monday.missing, monday.surplus) == (("R-2",), surplus)


def test_m10_a_period_is_asked_for_in_order_and_of_a_year_at_most(office: Office) -> None:
    for first, last in ((date(2026, 3, 2), date(2026, 3, 1)), (date(2025, 3, 1), date(2026, 3, 2))):
        with pytest.raises(UnfitPeriod):
            office.app.queries.manifests(AUDITOR, Asked(), first, last)


def test_m10_what_somebody_still_owes_who_changed_posts_is_listed_until_it_is_handed_over(
    office: Office,
) -> None:
    matter = office.in_hand()
    for post, unit in (("housing-9", "housing"), ("water-9", "water")):
        office.app.handler.organisation(
            EstablishPost(post=post, unit=unit, title="经办", rank=PostRank.HANDLER), SUPERVISOR
        )
    wang = HANDLER.person

    def appoint(person: str, post: str, since: date) -> None:
        command = AppointPerson(person=person, name="某", post=post, since=since)
        office.app.handler.organisation(command, SUPERVISOR)

    appoint(wang, "housing-9", date(2026, 1, 1))
    assert blank_spots(office).owed_by_departed == ()
    office.clock.move_to(at(3, 4))
    end = EndTerm(person=wang, post="housing-9", until=date(2026, 3, 3))
    office.app.handler.organisation(end, SUPERVISOR)
    appoint("handler-liu", "housing-9", date(2026, 3, 4))
    appoint(wang, "water-9", date(2026, 3, 4))
    (left,) = blank_spots(office).owed_by_departed
    assert (left.person, left.unit, left.number) == (wang, "housing", "2026-000001")
    assert left.duties == sum(
        each.owner_person == wang and each.ended is None for each in office.owed(matter).values()
    )
    assert blank_spots(office, Asked(as_of=at(3, 3, 12))).owed_by_departed == ()
    with pytest.raises(NotOfTheUnit):
        office.do(
            HandOver(unit="housing", person=OTHER_HANDLER.person, reason="调离"), SUPERVISOR, matter
        )
    office.do(HandOver(unit="housing", person="handler-liu", reason="调离"), SUPERVISOR, matter)
    assert blank_spots(office).owed_by_departed == ()
