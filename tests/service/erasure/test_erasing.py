"""Erasure: the key is gone for good, nothing in the log changes, and nothing brings the key back."""

from datetime import timedelta

import psycopg
import pytest

from domain.codec import decode
from domain.envelope import Actor, Sealed
from domain.erasure.commands import ConfirmErasure, LiftHold, PlaceHold, ProposeErasure
from domain.erasure.errors import (
    DataErased,
    ErasureNotProposed,
    ErasureRefused,
    HandlerCannotErase,
    SamePersonErases,
    UnknownPerson,
)
from domain.erasure.events import PersonErased
from domain.matter.closing.commands import CloseMatter
from domain.matter.intake.events import MatterReceived
from domain.matter.joining.commands import LinkRepeat
from domain.reading.commands import RevealIdentity
from domain.vocabulary import ErasureObstacle, Role
from service.access.permissions import NotPermitted, NotYourMatter
from service.asking import Asked
from service.bootstrap import Application, application
from service.clock import MovingClock
from service.proof.findings import Report
from service.proof.lists import compare_lists
from service.rebuild import rebuild
from service.settings import Settings
from tests.people import AUDITOR, CLERK, LEADER, SUPERVISOR, establish_units
from tests.scenarios.office import SECOND_CLERK, Office, call

FIRST = Actor(person="clerk-feng", role=Role.CLERK, unit="office")
CLOSER = Actor(person="supervisor-he", role=Role.SUPERVISOR, unit="office")
PROPOSE = ProposeErasure(reason="本人申请")


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    establish_units(app)
    return Office(app, clock)


def closed(office: Office, **given: object) -> str:
    """A matter that was closed; its id."""
    matter = office.answered(name="钱多多", contact="0991-5550000", **given)
    office.do(call(), SECOND_CLERK, matter)
    office.do(CloseMatter(), CLOSER, matter)
    keep_up(office.app)
    return matter


def keep_up(app: Application) -> None:
    for each in app.runners:
        each.catch_up()


def long_after(office: Office) -> None:
    """Past retention, which is 36 months from closing."""
    office.clock.advance(days=3 * 366 + 40)


def first_fact(app: Application, matter: str) -> MatterReceived:
    fact = decode(app.log.stream(f"matter-{matter}")[0]).fact
    assert isinstance(fact, MatterReceived)
    return fact


def key_of(app: Application, matter: str) -> str:
    subject = first_fact(app, matter).subject
    assert isinstance(subject, Sealed)
    return subject.person


def erase(office: Office, matter: str) -> None:
    office.app.erasing.do(PROPOSE, FIRST, matter)
    keep_up(office.app)
    office.app.erasing.do(ConfirmErasure(), SUPERVISOR, matter)
    keep_up(office.app)


def opened(app: Application, matter: str) -> str | None:
    subject = first_fact(app, matter).subject
    assert isinstance(subject, Sealed)
    return app.vault.open(subject)


@pytest.fixture
def erased(office: Office) -> tuple[Office, str]:
    matter = closed(office)
    long_after(office)
    erase(office, matter)
    return office, matter


def test_everything_that_opens_texts_shows_nothing_afterwards(erased: tuple[Office, str]) -> None:
    office, matter = erased
    assert opened(office.app, matter) is None
    assert office.app.searching.search(SUPERVISOR, Asked(), "楼道灯").items == []
    axes, hints = office.app.repeating.like(SUPERVISOR, Asked(), matter)
    assert hints == [] and axes.known_by > 0
    with pytest.raises(DataErased):
        office.app.revealing.reveal(RevealIdentity(reason="回访"), CLERK, matter)


def test_it_leaves_search_and_read_tables(erased: tuple[Office, str], database_url: str) -> None:
    office, matter = erased
    person = key_of(office.app, matter)
    with psycopg.connect(database_url) as owner:
        tables = owner.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
            " WHERE table_schema LIKE 'huiyin%' AND table_type = 'BASE TABLE'"
            " AND table_name NOT IN ('event', 'erased_row_g1', 'exception_row_g1')"
        ).fetchall()
        for schema, table in tables:
            rows = owner.execute(f'SELECT t::text FROM "{schema}"."{table}" t').fetchall()
            assert not [row for row in rows if person in row[0]], table
        assert owner.execute("SELECT count(*) FROM huiyin_main.erased_row").fetchone() == (1,)
        feed = owner.execute(
            "SELECT kind FROM huiyin_main.exception_row e WHERE e::text LIKE %s", (f"%{person}%",)
        )
        assert feed.fetchall() == [("erased",)], "the record of the erasing, and nothing else"


def test_nothing_in_the_log_changes_and_the_record_names_nobody(office: Office) -> None:
    matter = closed(office)
    long_after(office)
    before = office.app.log.after(0, 1_000)
    erase(office, matter)
    after = office.app.log.after(0, 1_000)
    assert after[: len(before)] == before
    proposed, erased = after[len(before) :]
    assert (proposed.type, erased.type) == ("person.erasure_proposed", "person.erased")
    fact = decode(erased).fact
    assert isinstance(fact, PersonErased)
    assert (fact.proposed_by, fact.matters) == (FIRST.person, 1)
    assert "钱多多" not in erased.data and "5550000" not in erased.data


def test_the_others_texts_stay(office: Office) -> None:
    matter, other = closed(office), office.take_in()
    long_after(office)
    keep_up(office.app)
    erase(office, matter)
    assert opened(office.app, other) == "楼道灯坏了"
    found = office.app.searching.search(SUPERVISOR, Asked(), "楼道灯").items
    assert [each.status.matter for each in found] == [other]


def test_an_open_matter_is_in_the_way(office: Office) -> None:
    matter = office.take_in()
    long_after(office)
    keep_up(office.app)
    with pytest.raises(ErasureRefused) as refused:
        office.app.erasing.do(PROPOSE, FIRST, matter)
    assert refused.value.facts["obstacle"] == (ErasureObstacle.OPEN,)
    assert refused.value.facts["numbers"] == ("2026-000001",)


def test_what_can_still_be_disputed_and_what_is_kept_are_in_the_way(office: Office) -> None:
    matter = closed(office)
    with pytest.raises(ErasureRefused) as refused:
        office.app.erasing.do(PROPOSE, FIRST, matter)
    assert set(refused.value.facts["obstacle"]) == {  # type: ignore[call-overload]
        ErasureObstacle.APPEALABLE,
        ErasureObstacle.RETAINED,
    }
    assert str(refused.value.facts["due"]).startswith("2029-03-")
    office.clock.advance(days=60)
    with pytest.raises(ErasureRefused) as later:
        office.app.erasing.do(PROPOSE, FIRST, matter)
    assert later.value.facts["obstacle"] == (ErasureObstacle.RETAINED,)


def test_the_day_retention_ends_is_the_first_on_which_it_goes(office: Office) -> None:
    matter = closed(office)
    kept = office.app.erasing.standing(AUDITOR, matter).obstacles
    until = max(each.until for each in kept if each.until is not None)
    office.clock.move_to(until - timedelta(seconds=1))
    with pytest.raises(ErasureRefused):
        office.app.erasing.do(PROPOSE, FIRST, matter)
    office.clock.move_to(until)
    assert office.app.erasing.do(PROPOSE, FIRST, matter).recorded


def test_an_auditors_hold_is_in_the_way_until_it_is_lifted(office: Office) -> None:
    matter = closed(office)
    long_after(office)
    office.app.erasing.do(PROPOSE, FIRST, matter)
    keep_up(office.app)
    with pytest.raises(NotPermitted):
        office.app.erasing.do(PlaceHold(reason="审计"), SUPERVISOR, matter)
    office.app.erasing.do(PlaceHold(reason="审计"), AUDITOR, matter)
    keep_up(office.app)
    assert office.app.erasing.do(PlaceHold(reason="又审"), AUDITOR, matter).recorded == ()
    with pytest.raises(ErasureRefused) as refused:
        office.app.erasing.do(ConfirmErasure(), SUPERVISOR, matter)
    assert refused.value.facts["obstacle"] == (ErasureObstacle.HELD,)
    assert opened(office.app, matter) is not None
    office.app.erasing.do(LiftHold(reason="审计结束"), AUDITOR, matter)
    keep_up(office.app)
    assert office.app.erasing.do(ConfirmErasure(), SUPERVISOR, matter).recorded


def test_it_takes_two_people_who_did_not_handle_it(office: Office) -> None:
    matter = closed(office)
    long_after(office)
    with pytest.raises(ErasureNotProposed):
        office.app.erasing.do(ConfirmErasure(), SUPERVISOR, matter)
    with pytest.raises(HandlerCannotErase):
        office.app.erasing.do(PROPOSE, CLERK, matter)
    as_supervisor = SUPERVISOR.model_copy(update={"person": FIRST.person})
    office.app.erasing.do(PROPOSE, FIRST, matter)
    keep_up(office.app)
    with pytest.raises(SamePersonErases):
        office.app.erasing.do(ConfirmErasure(), as_supervisor, matter)
    with pytest.raises(NotPermitted):
        office.app.erasing.do(ConfirmErasure(), CLERK, matter)
    assert opened(office.app, matter) is not None
    assert office.app.erasing.do(ConfirmErasure(), LEADER, matter).recorded
    assert opened(office.app, matter) is None


def test_whom_it_is_about_decides_nothing(office: Office) -> None:
    about = office.take_in(
        nature="conduct", conduct=["procrastinating"], about_persons=[SUPERVISOR.person]
    )
    keep_up(office.app)
    for named in (about, key_of(office.app, about)):
        with pytest.raises(NotYourMatter):
            office.app.erasing.do(PROPOSE, SUPERVISOR, named)


def test_nobody_is_erased_who_is_not_there(office: Office) -> None:
    keep_up(office.app)
    with pytest.raises(UnknownPerson):
        office.app.erasing.do(PROPOSE, FIRST, "nobody")


def test_doing_it_again_changes_nothing(erased: tuple[Office, str]) -> None:
    office, matter = erased
    head = office.app.log.head()
    assert office.app.erasing.do(ConfirmErasure(), SUPERVISOR, matter).recorded == ()
    assert office.app.log.head() == head


def wrapped(database_url: str, person: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database_url) as owner:
        return owner.execute(
            "SELECT person, wrapped, created_at FROM huiyin_main_keys.person_key WHERE person = %s",
            (person,),
        ).fetchall()


def put_back(database_url: str, rows: list[tuple[object, ...]]) -> None:
    with psycopg.connect(database_url, autocommit=True) as owner:
        for row in rows:
            owner.execute("INSERT INTO huiyin_main_keys.person_key VALUES (%s, %s, %s)", row)


def test_a_key_that_a_backup_brings_back_opens_nothing_and_is_destroyed(
    office: Office, database_url: str
) -> None:
    matter = closed(office)
    person = key_of(office.app, matter)
    backup = wrapped(database_url, person)
    assert len(backup) == 1
    long_after(office)
    erase(office, matter)
    assert wrapped(database_url, person) == []
    put_back(database_url, backup)
    assert opened(office.app, matter) is None
    assert wrapped(database_url, person) == []


def test_a_key_that_came_back_while_nothing_ran_is_destroyed_at_the_start(
    office: Office, settings: Settings, clock: MovingClock, database_url: str
) -> None:
    matter = closed(office)
    person = key_of(office.app, matter)
    backup = wrapped(database_url, person)
    long_after(office)
    erase(office, matter)
    put_back(database_url, backup)
    with application(settings, clock) as again:
        assert wrapped(database_url, person) == []
        assert opened(again, matter) is None


def test_a_record_whose_key_outlived_a_crash_is_made_good(
    office: Office, settings: Settings, clock: MovingClock, database_url: str
) -> None:
    """The program died between the record and the key's end: the next start ends it."""
    matter = closed(office)
    person = key_of(office.app, matter)
    long_after(office)
    office.app.erasing.do(PROPOSE, FIRST, matter)
    office.app.handler.person(ConfirmErasure(), SUPERVISOR, person, [matter], [])
    assert len(wrapped(database_url, person)) == 1
    with application(settings, clock):
        assert wrapped(database_url, person) == []


def test_another_process_that_had_the_key_at_hand_soon_opens_nothing(
    office: Office, settings: Settings, clock: MovingClock
) -> None:
    matter = closed(office)
    long_after(office)
    with application(settings, clock) as other:
        assert opened(other, matter) == "楼道灯坏了"
        erase(office, matter)
        other.vault.forget_erased()
        assert opened(other, matter) is None


def test_what_happens_to_a_matter_later_brings_no_gist_back(erased: tuple[Office, str]) -> None:
    office, matter = erased
    other = office.take_in()
    before = len(office.app.log.stream(f"matter-{matter}"))
    office.do(LinkRepeat(other=matter), CLERK, other)
    assert len(office.app.log.stream(f"matter-{matter}")) > before
    keep_up(office.app)
    rows = office.app.database.fetch(
        "SELECT version, subject FROM matter_row WHERE matter = %s ORDER BY version", (matter,)
    )
    assert rows and not [subject for _, subject in rows if subject is not None]
    assert rows[-1][0] == len(office.app.log.stream(f"matter-{matter}"))


def test_no_new_key_is_made_for_somebody_erased(erased: tuple[Office, str]) -> None:
    office, matter = erased
    person = key_of(office.app, matter)
    with pytest.raises(DataErased):
        office.app.vault.sealer(person)
    assert office.app.vault.prepare([person, "somebody-else"]).keys() == {"somebody-else"}


def test_the_service_itself_can_destroy_no_other_key(office: Office) -> None:
    matter = closed(office)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.app.database.fetch("DELETE FROM huiyin_main_keys.person_key RETURNING 1")
    assert office.app.database.fetch("SELECT destroy_erased_keys(0)") == []
    assert opened(office.app, matter) is not None


def test_rebuilt_tables_are_those_that_were_cleared(
    erased: tuple[Office, str], settings: Settings, database_url: str
) -> None:
    office, _matter = erased

    def tables() -> dict[str, list[object]]:
        names = ("matter_row", "text_row", "text_family", "text_band", "erased_row", "reading_row")
        return {
            name: sorted(
                (row[0] for row in office.app.database.fetch(f"SELECT t::text FROM {name} t")),
            )
            for name in names
        }

    live = tables()
    rebuild(database_url, settings, lambda _position, _head: None)
    assert tables() == live
    assert live["matter_row"] and live["erased_row"] and not live["text_row"]


def changed(text: str, places: range, to: str) -> str:
    """A text with one character after another put in at some places."""
    characters = list(text)
    for place, each in zip(places, to, strict=False):
        characters[place] = each
    return "".join(characters)


BASE = "".join(chr(0x4E00 + 7 * place) for place in range(90))
NEAR = changed(BASE, range(4), "甲乙丙丁")
NEARER = changed(NEAR, range(80, 84), "戊己庚辛")
FAR = changed(NEARER, range(40, 43), "壬癸子")
"""Each is a near-copy of the one before and the one after it, and of no other."""


def families(app: Application) -> dict[str, str | None]:
    """By matter, the matter with whose filing the family of its filing began."""
    rows = app.database.fetch(
        "SELECT f.matter, h.matter FROM text_family f LEFT JOIN text_family h"
        " ON h.position = f.family WHERE f.class = 'filing'"
    )
    return dict(rows)


def test_near_copies_of_an_erased_text_are_placed_as_if_it_had_never_been(
    office: Office, settings: Settings, database_url: str
) -> None:
    first, near, nearer, far = (closed(office, body=each) for each in (BASE, NEAR, NEARER, FAR))
    other = closed(office, body="完全不同的一件事，与上面所说的都没有任何关系，请查清楚")
    assert families(office.app) == {
        first: first,
        near: first,
        nearer: nearer,
        far: nearer,
        other: other,
    }
    long_after(office)
    erase(office, first)
    assert families(office.app) == {near: near, nearer: near, far: far, other: other}
    report = Report()
    compare_lists(database_url, settings, report, lambda _at, _head: None)
    assert report.fine, report.findings
    erase(office, near)
    assert families(office.app) == {nearer: nearer, far: nearer, other: other}
    compare_lists(database_url, settings, report, lambda _at, _head: None)
    assert report.fine, report.findings
