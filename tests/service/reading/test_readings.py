"""Who was shown what is on record: acts in the log before they are answered, reads in a log of their
own."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from domain.envelope import Actor
from domain.matter.withdrawing.commands import RecordWithdrawal
from domain.reading.commands import RevealIdentity
from domain.vocabulary import AnswerRoute, ReadingGround, ReadingKind, Role
from projections.readings import Reading, WantedReadings
from service.access.permissions import NotPermitted, NotYourMatter
from service.asking import Asked
from service.bootstrap import Application, application
from service.clock import MovingClock
from service.rebuild import rebuild
from service.settings import Settings
from tests.people import AUDITOR, CLERK, HANDLER, SUPERVISOR, establish_units
from tests.scenarios.office import Office
from tests.service.api.serving import until

ALL = WantedReadings()


def reads(app: Application, wanted: WantedReadings = ALL) -> list[Reading]:
    """What stands in the read log."""
    return app.read_log.readings(wanted, 100, None)


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    establish_units(app)
    return Office(app, clock)


def test_who_read_a_matter_is_kept_with_role_unit_axes_and_ground(office: Office) -> None:
    matter = office.in_hand()
    office.app.queries.timeline(HANDLER, Asked(known_by=office.app.log.head() - 1), matter)
    (read,) = reads(office.app)
    assert (read.person, read.role, read.unit) == (HANDLER.person, Role.HANDLER, "housing")
    assert (read.kind, read.stream, read.known_by) == (
        ReadingKind.MATTER,
        f"matter-{matter}",
        office.app.log.head() - 1,
    )
    assert read.grounds == [ReadingGround.TEXT]
    office.app.queries.timeline(AUDITOR, Asked(), matter)
    assert ReadingGround.AUDITOR in reads(office.app)[0].grounds


def test_a_complaint_about_conduct_says_so_when_it_is_read(office: Office) -> None:
    matter = office.take_in(nature="conduct", conduct=["procrastinating"], about_units=["water"])
    office.app.queries.matter(SUPERVISOR, Asked(), matter)
    (read,) = reads(office.app)
    assert set(read.grounds) >= {ReadingGround.CONDUCT, ReadingGround.ABOUT}


def test_who_is_refused_has_read_nothing(office: Office) -> None:
    matter = office.take_in()
    with pytest.raises(NotYourMatter):
        office.app.queries.timeline(HANDLER, Asked(), matter)
    assert reads(office.app) == []


def test_who_had_read_it_before_it_was_withdrawn(office: Office) -> None:
    matter = office.in_hand()
    office.app.queries.timeline(HANDLER, Asked(), matter)
    office.clock.advance(hours=1)
    office.do(RecordWithdrawal(route=AnswerRoute.PHONE, text="不再反映"), CLERK, matter)
    office.clock.advance(hours=1)
    office.app.queries.timeline(SUPERVISOR, Asked(), matter)
    page = office.app.readers.of_matter(AUDITOR, matter, ALL, 50, before_withdrawal=True)
    assert [each.person for each in page.items] == [HANDLER.person]
    page = office.app.readers.of_matter(AUDITOR, matter, ALL, 50)
    assert [each.person for each in page.items] == [SUPERVISOR.person, HANDLER.person]


def test_only_auditors_ask_who_read_what_and_never_of_what_is_about_them(office: Office) -> None:
    about = office.take_in(
        nature="conduct", conduct=["procrastinating"], about_persons=[AUDITOR.person]
    )
    office.app.queries.timeline(SUPERVISOR, Asked(), about)
    office.app.revealing.reveal(
        RevealIdentity(reason="核实"), SUPERVISOR, office.take_in(name="某")
    )
    office.app.runner.catch_up()
    with pytest.raises(NotPermitted):
        office.app.readers.readings(SUPERVISOR, ALL, 50)
    page = office.app.readers.readings(AUDITOR, ALL, 50)
    assert [each.kind for each in page.items] == [ReadingKind.IDENTITY]
    other = Actor(person="auditor-he", role=Role.AUDITOR)
    assert len(office.app.readers.readings(other, ALL, 50).items) == 2
    with pytest.raises(NotYourMatter):
        office.app.readers.of_matter(AUDITOR, about, ALL, 50)


def test_pages_of_acts_and_reads_leave_nothing_out_and_show_nothing_twice(office: Office) -> None:
    matter = office.take_in(name="某人")
    for nth in range(7):
        office.app.queries.timeline(SUPERVISOR, Asked(), matter)
        office.app.revealing.reveal(RevealIdentity(reason=f"第{nth}次"), CLERK, matter)
        if nth % 2:
            office.clock.advance(minutes=1)
    office.app.runner.catch_up()
    whole = office.app.readers.readings(AUDITOR, ALL, 100).items
    assert len(whole) == 14
    paged: list[Reading] = []
    cursor = None
    while True:
        page = office.app.readers.readings(AUDITOR, ALL, 3, cursor)
        paged += page.items
        if (cursor := page.next) is None:
            break
    assert paged == [*whole]


def test_reading_waits_for_no_other_reader_of_the_same_person(office: Office) -> None:
    matter = office.take_in(name="某人")

    def look(nth: int) -> int:
        command = RevealIdentity(reason=f"第{nth}次")
        return office.app.revealing.reveal(command, CLERK, matter).position

    with ThreadPoolExecutor(8) as pool:
        positions = list(pool.map(look, range(64)))
    assert len(set(positions)) == 64


def test_the_read_log_refuses_to_be_changed(office: Office, database_url: str) -> None:
    office.app.queries.timeline(SUPERVISOR, Asked(), office.take_in())
    assert len(reads(office.app)) == 1
    with psycopg.connect(database_url, autocommit=True) as owner:
        for change in (
            "UPDATE huiyin_main.read_log SET person = 'x'",
            "DELETE FROM huiyin_main.read_log",
            "TRUNCATE huiyin_main.read_log",
        ):
            with pytest.raises(psycopg.errors.RaiseException):
                owner.execute(change)
    for change in ("UPDATE read_log SET person = 'x'", "DELETE FROM read_log"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            office.app.database.fetch(change)


def test_a_stop_in_order_loses_no_read(settings: Settings, clock: MovingClock) -> None:
    with application(settings, clock) as app:
        establish_units(app)
        office = Office(app, clock)
        matter = office.take_in()
        for _ in range(50):
            app.queries.timeline(SUPERVISOR, Asked(), matter)
    with application(settings, clock) as again:
        assert len(reads(again)) == 50


def test_reads_are_written_within_seconds_without_anybody_asking(office: Office) -> None:
    office.app.queries.timeline(SUPERVISOR, Asked(), office.take_in())
    until(lambda: office.app.database.fetch("SELECT count(*) FROM read_log")[0][0] == 1, 30)


def test_a_rebuild_keeps_who_was_shown_what(
    office: Office, settings: Settings, database_url: str
) -> None:
    office.app.revealing.reveal(RevealIdentity(reason="核实"), CLERK, office.take_in(name="某人"))
    office.app.runner.catch_up()
    before = office.app.readers.readings(AUDITOR, ALL, 50).items
    rebuild(database_url, settings, lambda _position, _head: None)
    assert office.app.readers.readings(AUDITOR, ALL, 50).items == before
    assert len(before) == 1
