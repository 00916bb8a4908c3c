"""Reading the log: up to a moment, up to a position, and by a person with psql."""

import random
from datetime import datetime, timedelta

import pytest

from domain.matter.intake.commands import ReceiveMatter
from domain.vocabulary import Channel, Nature
from service.bootstrap import Application
from service.clock import MovingClock
from tests.people import CLERK, MORNING, establish_units
from tests.service.event_log.requests import event, request

INSTANT = timedelta(microseconds=1)


def test_a_moment_counts_everything_recorded_at_that_very_instant(app: Application) -> None:
    head = app.log.head()
    noon, evening = MORNING + timedelta(hours=3), MORNING + timedelta(hours=9)
    app.log.append([request(event("a"), event("a", 2))], noon)
    app.log.append([request(event("b"))], noon)
    app.log.append([request(event("c"))], evening)
    assert app.log.position_at(noon - INSTANT) == head
    assert app.log.position_at(noon) == head + 3
    assert app.log.position_at(evening - INSTANT) == head + 3
    assert app.log.position_at(evening) == head + 4
    assert app.log.position_at(evening + timedelta(days=900)) == head + 4
    assert app.log.position_at(MORNING - timedelta(days=900)) == 0


def test_the_position_of_any_moment_is_that_of_the_last_event_recorded_by_then(
    app: Application,
) -> None:
    chance, now = random.Random(4), MORNING
    for n in range(40):
        now += timedelta(seconds=chance.choice((0, 0, 1, 5)))
        app.log.append([request(event(f"s-{n}"))], now)
    recorded: list[datetime] = [each.recorded_at for each in app.log.after(0, 1_000)]
    for moment in {*recorded, *(each - INSTANT for each in recorded)}:
        assert app.log.position_at(moment) == sum(each <= moment for each in recorded)


def test_a_stream_is_read_up_to_a_position(app: Application) -> None:
    app.log.append([request(event("a")), request(event("b")), request(event("a", 2))])
    head = app.log.head()
    assert [each.version for each in app.log.stream("a")] == [1, 2]
    assert [each.version for each in app.log.stream("a", up_to=head - 1)] == [1]
    assert app.log.stream("a", up_to=head - 3) == []


def test_what_was_stored_is_read_byte_for_byte(app: Application) -> None:
    data = '{"b":  "路灯 \\u0041 \\" \\\\ 𠮷",\n "a": 1.50, "a": {}}'
    app.log.append([request(event("a", data=data))])
    assert app.log.stream("a")[0].data == data


@pytest.mark.parametrize(
    "said", ['"number":"?"', '\\"number\\":\\"?\\"', "?", '{"number":"?"}', "\\", '"}, "number":"?']
)
def test_what_people_write_is_never_taken_for_the_place_of_the_number(
    app: Application, said: str
) -> None:
    establish_units(app)
    command = ReceiveMatter(
        channel=Channel.HOTLINE, subject="路灯", body="路灯", place=said, nature=Nature.REQUEST
    )
    done = app.handler.receive(command, CLERK)
    assert getattr(done.recorded[0].fact, "place") == said  # noqa: B009
    assert getattr(done.recorded[0].fact, "number") == "2026-000001"  # noqa: B009


def test_an_auditor_with_psql_reads_who_did_what_and_when(
    app: Application, clock: MovingClock
) -> None:
    establish_units(app)
    yesterday = clock.now() - timedelta(days=1)
    command = ReceiveMatter(
        channel=Channel.HOTLINE,
        subject="路灯不亮",
        body="三天了",
        received_at=yesterday,
        nature=Nature.REQUEST,
    )
    stream = app.handler.receive(command, CLERK, key="call 7").stream
    row, registered = app.database.fetch(
        "SELECT type, recorded_at, occurred_at, version, person, role, unit, command, back_dated,"
        " fact->>'number', fact->>'channel' FROM history WHERE stream = %s ORDER BY position",
        (stream,),
    )
    assert row == (
        "matter.received",
        clock.now(),
        yesterday,
        1,
        "clerk-li",
        "clerk",
        "office",
        "call 7",
        False,
        "2026-000001",
        "hotline",
    )
    assert registered[0] == "matter.registered"
    text = app.database.fetch("SELECT string_agg(h::text, '') FROM history h")[0][0]
    assert "路灯不亮" not in text
