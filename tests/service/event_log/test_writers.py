"""Many writers: several processes, thousands of appends, and one among them who sends nonsense."""

import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest

from service.bootstrap import Application
from service.clock import MovingClock
from service.database import Database
from service.event_log.grouping import GroupingAppender
from service.event_log.log import EventLog
from service.event_log.requests import Appended, ClockAhead, NewEvent
from service.migrate import SERVICE_ROLE
from tests.service.event_log.requests import event, request

PROCESSES, THREADS, EACH = 2, 6, 40
NUMBERED = '{"fact": {"number":"?"}}'


def write_many(conninfo: str, schema: str, process: int) -> None:
    """What each writing process does: some threads, several streams a request, two years' numbers."""
    database = Database(conninfo, schema, role=SERVICE_ROLE)
    database.open()
    appender = GroupingAppender(database)

    def write(thread: int) -> None:
        for n in range(EACH):
            name = f"{process}-{thread}-{n}"
            year = "2026" if n % 3 else "2027"
            own = [event(f"a-{name}", series=year, data=NUMBERED), event(f"b-{name}")]
            stale = {"never written": 7} if n % 5 == 0 else {}
            appender.append(request(*own, expected={f"a-{name}": 0, f"b-{name}": 0} | stale))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, range(THREADS)))
    appender.close()
    database.close()


def test_processes_and_threads_together_leave_one_dense_order(
    app: Application, database_url: str
) -> None:
    base = app.log.head()
    spawn = multiprocessing.get_context("spawn")
    writers = [
        spawn.Process(target=write_many, args=(database_url, app.settings.schema_name, n))
        for n in range(PROCESSES)
    ]
    for each in writers:
        each.start()
    seen: list[int] = []
    while any(each.is_alive() for each in writers) or len(seen) < app.log.head() - base:
        seen += [each.position for each in app.log.after(base + len(seen), 50)]
        assert seen == list(range(base + 1, base + len(seen) + 1))
    assert [each.exitcode for each in writers] == [0] * PROCESSES
    refused = PROCESSES * THREADS * len(range(0, EACH, 5))
    rows = app.database.fetch("SELECT stream, recorded_at FROM event ORDER BY position")
    times = [recorded_at for _, recorded_at in rows]
    assert times == sorted(times)
    taken = [stream for stream, _ in rows if stream.startswith("a-")]
    assert len(taken) == PROCESSES * THREADS * EACH - refused
    numbers = app.database.fetch("SELECT series, n FROM matter_number ORDER BY series, n")
    for year in ("2026", "2027"):
        own = [n for series, n in numbers if series == year]
        assert own == list(range(1, len(own) + 1))
    assert len(numbers) == len(taken)


def test_a_number_is_given_back_where_its_transaction_is_rolled_back(app: Application) -> None:
    app.log.append([request(event("a", series="2026"))])
    with app.database.connect() as connection:
        connection.execute("BEGIN")
        connection.execute(
            "SELECT * FROM append(%s::jsonb, NULL)",
            (
                '[{"actor": "x", "key": "x", "hash": "", "latest": "2020-01-01T00:00:00Z",'
                ' "expected": [["b", 0]], "events": [["b", 1, "t", 1, "2026", "{}"]]}]',
            ),
        )
        connection.execute("ROLLBACK")
    (result,) = app.log.append([request(event("c", series="2026"))])
    assert isinstance(result, Appended)
    assert result.numbers == ("2026-000002",)


def test_after_a_million_matters_in_a_year_numbers_grow_by_a_digit(
    app: Application, database_url: str
) -> None:
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(
            f"INSERT INTO {app.settings.schema_name}.matter_number"
            " VALUES ('2026', 999999, '2026-999999', 'somewhere')"
        )
    results = app.log.append([request(event(f"s{n}", series="2026")) for n in range(2)])
    numbers = [each.numbers for each in results if isinstance(each, Appended)]
    assert numbers == [("2026-1000000",), ("2026-1000001",)]


def test_five_minutes_ahead_of_the_clock_is_taken_and_an_instant_more_is_not(
    app: Application, clock: MovingClock
) -> None:
    limit = clock.now() + timedelta(minutes=5)
    head = app.log.head()
    beyond = request(event("a", series="2026"), key="k", latest=limit + timedelta(microseconds=1))
    assert app.appender.append(beyond) == ClockAhead()
    assert app.log.head() == head
    assert app.log.done("tester", "k") is None
    assert app.database.fetch("SELECT count(*) FROM matter_number") == [(0,)]
    taken = app.appender.append(request(event("a"), key="k", latest=limit))
    assert isinstance(taken, Appended)
    assert taken.recorded_at == limit


POISON = {
    "no JSON": NewEvent("p", 1, "t", 1, "{broken"),
    "a NUL in a name": NewEvent("p\0", 1, "t", 1, "{}"),
    "half a surrogate pair": NewEvent("p\ud800", 1, "t", 1, "{}"),
    "a version no column holds": NewEvent("p", 1, "t", 2**40, "{}"),
    "one version twice": NewEvent("good-7", 1, "t", 1, "{}"),
}


@pytest.mark.parametrize("poison", POISON.values(), ids=POISON.keys())
def test_nonsense_fails_for_who_sent_it_and_for_nobody_else_in_the_group(
    app: Application, poison: NewEvent
) -> None:
    def write(n: int) -> object:
        asked = request(event(f"good-{n}"), *([poison] if n == 7 else []))
        try:
            return app.appender.append(asked)
        except (psycopg.Error, ValueError) as error:
            return error

    with app.database.connect() as holding, ThreadPoolExecutor(12) as pool:
        # Nobody gets on while the head row is held, so that they queue up and go as groups.
        holding.execute("RESET ROLE")
        holding.execute("BEGIN")
        holding.execute("SELECT 1 FROM head FOR UPDATE")
        writing = [pool.submit(write, n) for n in range(12)]
        threading.Event().wait(0.2)
        holding.execute("COMMIT")
        results = [each.result() for each in writing]
    assert [n for n, each in enumerate(results) if not isinstance(each, Appended)] == [7]
    assert not app.log.stream("good-7")


def test_locking_the_head_row_leaves_no_dead_versions_where_updating_it_would(
    app: Application, database_url: str
) -> None:
    """The control is a head row that is updated: the long snapshot keeps all its versions."""
    log = EventLog(app.database)
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(f"SET search_path TO {app.settings.schema_name}")
        owner.execute("CREATE TABLE updated_head AS SELECT 1 AS id, 0 AS position")
        with psycopg.connect(database_url) as reader:
            reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            reader.execute("SELECT count(*) FROM pg_class")
            for n in range(1_500):
                log.append([request(event(f"s-{n}"))])
                owner.execute("UPDATE updated_head SET position = position + 1")
            sizes = owner.execute(
                "SELECT pg_relation_size('head'), pg_relation_size('updated_head')"
            ).fetchall()
    assert sizes[0][0] == 8192
    assert sizes[0][1] > 8192
