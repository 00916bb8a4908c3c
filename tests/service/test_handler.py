"""From a command to what is recorded: once, at the version it was meant for, numbered and sealed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest

from domain.envelope import Sealed
from domain.errors import HuiyinError
from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.intake.commands import NotifyAcceptance, ReceiveMatter
from domain.matter.intake.events import MatterReceived
from domain.matter.stream import matter_stream
from domain.organisation.commands import EstablishUnit
from domain.vocabulary import AnswerRoute, Channel, Nature, UnitKind
from service.access.permissions import NotYourMatter
from service.bootstrap import Application, application
from service.clock import MovingClock
from service.executing import ClocksDisagree, Done, KeyUsedOtherwise, VersionChanged
from service.settings import Settings
from tests.people import CLERK, SUPERVISOR, establish_units

LAMP = ReceiveMatter(
    channel=Channel.HOTLINE, subject="路灯不亮", body="三天了", nature=Nature.REQUEST
)
TOLD = NotifyAcceptance(route=AnswerRoute.PHONE)


@pytest.fixture
def office(app: Application) -> Application:
    establish_units(app)
    return app


def received(done: Done) -> MatterReceived:
    fact = done.recorded[0].fact
    assert isinstance(fact, MatterReceived)
    return fact


def correct(place: str) -> CorrectRegistration:
    return CorrectRegistration(reason="地点登记有误", place=place)


def test_a_received_matter_gets_the_first_number_of_the_year(office: Application) -> None:
    done = office.handler.receive(LAMP, CLERK)
    assert (done.version, done.position) == (2, office.log.head())
    assert [each.fact.TYPE for each in done.recorded] == ["matter.received", "matter.registered"]
    assert received(done).number == "2026-000001"
    assert isinstance(received(done).body, Sealed)


def test_numbers_begin_anew_with_the_year_in_shanghai(
    office: Application, clock: MovingClock
) -> None:
    clock.move_to(clock.now().replace(year=2026, month=12, day=31, hour=23, minute=59))
    last = office.handler.receive(LAMP, CLERK)
    clock.advance(minutes=1)
    first = office.handler.receive(LAMP, CLERK)
    assert (received(last).number, received(first).number) == ("2026-000001", "2027-000001")


def test_the_same_key_again_gives_the_first_answer_and_records_nothing(
    office: Application, clock: MovingClock
) -> None:
    first = office.handler.receive(LAMP, CLERK, key="call 7")
    head = office.log.head()
    clock.advance(days=30)
    assert office.handler.receive(LAMP, CLERK, key="call 7") == first
    assert office.log.head() == head


def test_the_same_key_from_many_at_once_is_carried_out_once(office: Application) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: office.handler.receive(LAMP, CLERK, "call 7"), range(16)))
    assert len({(each.stream, each.position) for each in done}) == 1


def test_a_key_serves_one_request_of_one_person(office: Application) -> None:
    office.handler.receive(LAMP, CLERK, key="call 7")
    other = LAMP.model_copy(update={"body": "四天了"})
    with pytest.raises(KeyUsedOtherwise):
        office.handler.receive(other, CLERK, key="call 7")
    assert office.handler.receive(other, SUPERVISOR, key="call 7").version == 2


def test_a_repeat_is_answered_though_the_matter_has_moved_on(office: Application) -> None:
    matter = office.handler.receive(LAMP, CLERK).stream.removeprefix("matter-")
    first = office.handler.matter(correct("东街"), CLERK, matter, key="k", if_match=2)
    office.handler.matter(correct("西街"), CLERK, matter)
    assert office.handler.matter(correct("东街"), CLERK, matter, key="k", if_match=2) == first


def test_a_version_somebody_else_has_changed_is_not_written_over(office: Application) -> None:
    matter = office.handler.receive(LAMP, CLERK).stream.removeprefix("matter-")
    office.handler.matter(correct("东街"), CLERK, matter, if_match=2)
    with pytest.raises(VersionChanged, match="version 3, yours was 2"):
        office.handler.matter(correct("西街"), CLERK, matter, if_match=2)


def test_what_is_so_already_records_nothing(office: Application) -> None:
    matter = office.handler.receive(LAMP, CLERK).stream.removeprefix("matter-")
    first = office.handler.matter(TOLD, CLERK, matter)
    again = office.handler.matter(TOLD, CLERK, matter)
    assert again == Done(first.stream, first.version, first.position, (), "2026-000001")


def test_several_who_change_a_matter_at_once_are_carried_out_one_after_another(
    office: Application,
) -> None:
    matter = office.handler.receive(LAMP, CLERK).stream.removeprefix("matter-")
    with ThreadPoolExecutor(4) as pool:
        places = [f"{n} 号楼" for n in range(4)]
        done = list(pool.map(lambda p: office.handler.matter(correct(p), CLERK, matter), places))
    assert sorted(each.version for each in done) == [3, 4, 5, 6]
    history = office.log.stream(matter_stream(matter))
    assert [each.version for each in history] == [1, 2, 3, 4, 5, 6]


def test_several_in_one_append_are_each_carried_out_or_refused_by_themselves(
    office: Application,
) -> None:
    one, other = (office.handler.receive(LAMP, CLERK).stream[len("matter-") :] for _ in range(2))
    told = office.handler.matters(
        [
            (TOLD, one, "a"),
            (correct("1 号楼"), one, "b"),  # on what the first one left
            (TOLD, "no-such-matter", "c"),
            (TOLD, other, "d"),
            (TOLD, other, "e"),
        ],
        CLERK,
    )
    assert [each if isinstance(each, bool) else type(each) for each in told] == [
        True,
        True,
        NotYourMatter,
        True,
        False,
    ]
    head = office.log.head()
    assert office.handler.matters([(TOLD, one, "a"), (correct("1 号楼"), one, "b")], CLERK) == [
        True,
        True,
    ], "found by their keys"
    assert office.log.head() == head
    assert [each.type for each in office.log.stream(matter_stream(one))][2:] == [
        "matter.acceptance_notified",
        "matter.registration_corrected",
    ]


def test_a_refused_command_records_nothing(office: Application) -> None:
    head = office.log.head()
    with pytest.raises(NotYourMatter):
        office.handler.matter(TOLD, CLERK, "no-such-matter")
    tomorrow = LAMP.model_copy(update={"received_at": office.clock.now() + timedelta(days=1)})
    with pytest.raises(HuiyinError):
        office.handler.receive(tomorrow, CLERK)
    with pytest.raises(HuiyinError):
        office.handler.organisation(
            EstablishUnit(unit="x", name="x", kind=UnitKind.SECTION, parent="nowhere"), SUPERVISOR
        )
    assert office.log.head() == head


def test_a_receipt_taken_in_late_is_marked_as_back_dated(office: Application) -> None:
    now = office.clock.now()
    for days, marked in ((0, False), (1, False), (60, True)):
        late = LAMP.model_copy(update={"received_at": now - timedelta(days=days)})
        recorded = office.handler.receive(late, CLERK).recorded[0]
        assert (recorded.occurred_at, recorded.back_dated) == (late.received_at, marked)


def test_an_event_never_happens_before_the_one_it_follows(
    office: Application, clock: MovingClock
) -> None:
    done = office.handler.receive(LAMP, CLERK)
    clock.advance(hours=-8)  # another machine, whose clock is slow
    next_ = office.handler.matter(TOLD, CLERK, done.stream.removeprefix("matter-"))
    assert next_.recorded[0].occurred_at >= done.recorded[-1].recorded_at


class FarAhead(MovingClock):
    """A service's clock that the database does not share."""

    def wall_clock(self) -> None:
        return None


def test_a_clock_far_ahead_of_the_databases_records_nothing(
    settings: Settings, database_url: str
) -> None:
    with psycopg.connect(database_url) as owner:
        now = owner.execute("SELECT clock_timestamp()").fetchone()
    assert now is not None
    clock = FarAhead(now[0])
    with application(settings, clock) as running:
        establish_units(running)
        head = running.log.head()
        clock.advance(minutes=10)
        with pytest.raises(ClocksDisagree):
            running.handler.receive(LAMP, CLERK)
        assert running.log.head() == head


def test_a_refusal_names_no_word_of_what_people_wrote(office: Application) -> None:
    words = "邻居张小明"
    command = LAMP.model_copy(update={"body": words, "receiving_unit": "nowhere"})
    with pytest.raises(HuiyinError) as refused:
        office.handler.receive(command, CLERK)
    for language in ("zh-CN", "en"):
        assert words not in refused.value.sentence(language)
    assert words not in repr(refused.value)
