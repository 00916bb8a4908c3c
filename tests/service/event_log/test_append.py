"""What the append function promises: versions, keys, numbers, times, and nothing by halves."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest

from service.bootstrap import Application
from service.clock import MovingClock
from service.event_log.requests import AlreadyDone, Appended, ClockAhead, KeyReused, Stale
from tests.service.event_log.requests import event, request


def test_several_streams_go_in_together_or_not_at_all(app: Application) -> None:
    app.log.append([request(event("b"))])
    head = app.log.head()
    (refused,) = app.log.append([request(event("a"), event("b", 1))])
    assert refused == Stale("b", 1)
    assert app.log.head() == head
    (taken,) = app.log.append([request(event("a"), event("b", 2), event("a", 2))])
    assert isinstance(taken, Appended)
    assert (taken.first_position, taken.last_position) == (head + 1, head + 3)
    assert [each.version for each in app.log.stream("a")] == [1, 2]


def test_a_stale_request_does_not_hinder_the_others_in_its_group(app: Application) -> None:
    results = app.log.append([request(event("a")), request(event("a")), request(event("c"))])
    assert [type(each) for each in results] == [Appended, Stale, Appended]


def test_a_repeated_command_is_recognised_before_its_version_is_looked_at(app: Application) -> None:
    first = request(event("a"), key="k")
    (done,) = app.log.append([first])
    assert isinstance(done, Appended)
    app.log.append([request(event("a", 2))])
    assert app.log.append([first]) == [AlreadyDone(done.first_position, done.last_position)]
    assert app.log.append([request(event("z"), key="k", request_hash=b"other")]) == [KeyReused()]
    (by_another,) = app.log.append([request(event("z"), key="k", actor="somebody else")])
    assert isinstance(by_another, Appended)


def test_numbers_have_no_gaps_though_requests_are_refused(app: Application) -> None:
    def write(n: int) -> None:
        stale = {f"m-{n}": 7 if n % 3 == 0 else 0}
        data = '{"fact": {"number":"?"}}'
        app.appender.append(request(event(f"m-{n}", series="2026", data=data), expected=stale))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(60)))
    rows = app.database.fetch("SELECT n, number FROM matter_number ORDER BY n")
    assert [row[0] for row in rows] == list(range(1, 41))
    assert rows[0][1] == "2026-000001"
    texts = app.database.fetch("SELECT data->'fact'->>'number' FROM event WHERE stream LIKE 'm-%%'")
    assert sorted(text for (text,) in texts) == sorted(number for _, number in rows)


def test_each_series_counts_for_itself(app: Application) -> None:
    results = app.log.append(
        [request(event(f"x{n}", series=year)) for n, year in enumerate(["2026", "2027", "2026"])]
    )
    numbers = [each.numbers[0] for each in results if isinstance(each, Appended)]
    assert numbers == ["2026-000001", "2027-000001", "2026-000002"]


def test_the_recorded_time_never_runs_backwards(app: Application, clock: MovingClock) -> None:
    first = app.appender.append(request(event("a")))
    clock.advance(hours=-5)
    second = app.appender.append(request(event("b")))
    clock.advance(hours=6)
    third = app.appender.append(request(event("c")))
    assert isinstance(first, Appended)
    assert isinstance(second, Appended)
    assert isinstance(third, Appended)
    assert first.recorded_at == second.recorded_at < third.recorded_at
    assert app.log.position_at(first.recorded_at) == second.last_position
    assert app.log.position_at(first.recorded_at - timedelta(microseconds=1)) < first.first_position


def test_nothing_is_recorded_as_having_happened_after_its_recording(
    app: Application, clock: MovingClock
) -> None:
    head = app.log.head()
    later = clock.now() + timedelta(minutes=6)
    assert app.appender.append(request(event("a"), latest=later)) == ClockAhead()
    assert app.log.head() == head
    soon = clock.now() + timedelta(minutes=4)
    taken = app.appender.append(request(event("a"), latest=soon))
    assert isinstance(taken, Appended)
    assert taken.recorded_at == soon


@pytest.mark.parametrize(
    "statement", ["UPDATE {t} SET {c} = {c}", "DELETE FROM {t}", "TRUNCATE {t}"]
)
@pytest.mark.parametrize(
    ("table", "column"), [("event", "type"), ("command", "key"), ("matter_number", "n")]
)
def test_nobody_changes_or_removes_what_was_recorded(
    app: Application, statement: str, table: str, column: str
) -> None:
    app.log.append([request(event("a", series="2026"))])
    text = statement.format(t=table, c=column)
    with app.database.connect() as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(text)
        connection.execute("RESET ROLE")
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            connection.execute(text)


def test_the_service_cannot_write_events_but_through_append(app: Application) -> None:
    with app.database.connect() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(
            "INSERT INTO event VALUES (999, 'x', 1, 'x', 1, clock_timestamp(), '{}')"
        )


def test_one_request_that_the_database_refuses_does_not_take_others_with_it(
    app: Application,
) -> None:
    barrier = threading.Barrier(16)

    def write(n: int) -> object:
        barrier.wait()
        asked = request(event(f"p-{n}", data="{broken" if n == 5 else "{}"))
        try:
            return app.appender.append(asked)
        except psycopg.Error as error:
            return error

    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(write, range(16)))
    assert isinstance(results[5], psycopg.Error)
    assert all(isinstance(each, Appended) for n, each in enumerate(results) if n != 5)


def test_every_acknowledged_request_is_there_once_though_connections_are_killed(
    app: Application,
) -> None:
    stop = threading.Event()

    def kill() -> None:
        while not stop.wait(0.05):
            with app.database.connect() as connection:
                connection.execute("RESET ROLE")
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE query LIKE 'SELECT * FROM append%%' AND pid <> pg_backend_pid()"
                    " AND datname = current_database()"
                )

    def write(writer: int) -> list[str]:
        acknowledged = []
        for n in range(80):
            stream = f"k-{writer}-{n}"
            if isinstance(app.appender.append(request(event(stream))), Appended | AlreadyDone):
                acknowledged.append(stream)
        return acknowledged

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        with ThreadPoolExecutor(16) as pool:
            acknowledged = [s for some in pool.map(write, range(16)) for s in some]
    finally:
        stop.set()
        killer.join()
    rows = app.database.fetch(
        "SELECT stream, count(*) FROM event WHERE stream LIKE 'k-%%' GROUP BY 1"
    )
    assert len(acknowledged) == 16 * 80
    assert dict(rows) == dict.fromkeys(acknowledged, 1)


def test_a_long_snapshot_leaves_no_dead_versions_of_the_head_row(app: Application) -> None:
    with app.database.connect() as watching:
        watching.execute("RESET ROLE")
        watching.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        watching.execute("SELECT count(*) FROM event")
        for start in range(0, 4_000, 200):
            app.log.append([request(event(f"d-{start + n}")) for n in range(200)])
            app.log.append([request(event(f"e-{start}"))])
        size = app.database.fetch("SELECT pg_relation_size('head')")
        watching.execute("ROLLBACK")
    assert size == [(8192,)]
