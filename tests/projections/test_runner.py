"""Keeping the lists up to the log: each event once, whatever dies, whoever else tries."""

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import ClassVar

import psycopg
import pytest

from domain import codec
from domain.envelope import Fact, Recorded
from domain.matter.intake.events import MatterReceived
from projections.feed import Feed
from projections.matter_tables import MatterTables
from projections.runner import Runner
from projections.sql import Connection, Write
from service.background import Projecting
from service.bootstrap import Application
from service.database import DatabaseUnavailable
from service.event_log.requests import AppendRequest, NewEvent
from service.rebuild import rebuild
from tests.people import MORNING
from tests.projections.histories import Chronicle, Happening, Scribe

TABLES = ("matter_row", "obligation")
PATIENCE = 30.0


def contents(app: Application) -> list[list[str]]:
    """Every row of the read tables."""
    return [sorted(map(repr, app.database.fetch(f"SELECT * FROM {table}"))) for table in TABLES]


def contents_from_scratch(app: Application, database_url: str) -> list[list[str]]:
    """Every row as a rebuild makes them."""
    rebuild(database_url, app.settings, lambda _position, _head: None)
    return contents(app)


def write(app: Application, matters: int, seed: int = 1) -> list[Happening]:
    happenings = Chronicle(random.Random(seed)).histories(matters)
    Scribe(app).write_at_once(happenings)
    return happenings


def runner(app: Application, projection: MatterTables | None = None, batch: int = 25) -> Runner:
    return Runner(projection or MatterTables(), app.feed, app.database.transaction, batch)


def end_connections(database_url: str) -> None:
    """What a restart of the server does to whoever is connected."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def until(done: Callable[[], bool]) -> None:
    """Wait for something that comes sooner or later."""
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.01)


@pytest.mark.parametrize("batch", [1, 3, 1_000])
def test_rebuilt_equals_live_whatever_the_batches(
    app: Application, database_url: str, batch: int
) -> None:
    happenings = Chronicle(random.Random(8)).histories(15, disorder=0.4)
    scribe = Scribe(app)
    for start in range(0, len(happenings), 7):
        scribe.write(happenings[start : start + 7])
        runner(app, batch=batch).catch_up()
    live = contents(app)
    assert all(live)
    assert contents_from_scratch(app, database_url) == live


def test_catching_up_again_changes_nothing(app: Application) -> None:
    write(app, 10)
    first = runner(app).catch_up()
    live = contents(app)
    assert runner(app).catch_up() == first
    assert contents(app) == live


FIRST_BATCHES_OF_TEN = (2, 4, 8)
"""The first batches are smaller than those that follow."""


def test_it_stops_between_batches_when_told_and_goes_on_from_there(
    app: Application, database_url: str
) -> None:
    write(app, 15)
    stopping = runner(app, batch=10)
    reached: list[int] = []
    progress = stopping.catch_up(report=reached.append, stop=lambda: len(reached) == 3)
    assert progress.position == reached[-1] == sum(FIRST_BATCHES_OF_TEN)
    assert stopping.catch_up().position == app.log.head() > reached[-1]
    live = contents(app)
    assert contents_from_scratch(app, database_url) == live


def test_a_service_that_is_told_to_stop_leaves_a_long_backlog(app: Application) -> None:
    write(app, 80)
    projecting = Projecting(replace(app, runner=runner(app, batch=1)))
    projecting.start()
    until(lambda: app.queries.reached() > 0)
    projecting.stop()
    assert app.queries.reached() < app.log.head()


def test_after_many_events_at_once_postgres_knows_how_large_the_tables_are(
    app: Application, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.runner.MANY", 100)
    with psycopg.connect(database_url) as owner:  # it may come round at any time
        table = f"{app.database.schema}.obligation_g1"
        owner.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)".encode())
    counted = "SELECT reltuples::int FROM pg_class WHERE relname = 'obligation_g1'"
    write(app, 15)
    runner(app).catch_up()
    assert app.database.fetch(counted) == [(-1,)]  # never: so few are read in no time
    write(app, 150, seed=2)
    runner(app).catch_up()
    rows = app.database.fetch("SELECT count(*)::int FROM obligation_g1")
    assert app.database.fetch(counted) == rows


class Explaining:
    """A connection that tells how it goes about each update before it carries it out."""

    def __init__(self, connection: Connection, plans: list[str]) -> None:
        self._connection = connection
        self._plans = plans

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def execute(self, query: bytes | str, *given: object, **how: object) -> object:
        if isinstance(query, bytes) and query.startswith(b"UPDATE") and b"cut.at" in query:
            plan = self._connection.execute(b"EXPLAIN " + query, *given)  # type: ignore[arg-type]
            self._plans.append("\n".join(row[0] for row in plan))
        return self._connection.execute(query, *given, **how)  # type: ignore[call-overload]


def test_last_states_are_looked_up_by_key_in_tables_that_postgres_has_not_counted(
    app: Application,
) -> None:
    plans: list[str] = []

    @contextmanager
    def transaction() -> Iterator[Connection]:
        with app.database.transaction() as connection:
            yield Explaining(connection, plans)  # type: ignore[misc]

    write(app, 150)
    Runner(MatterTables(), app.feed, transaction, 100).catch_up()
    assert len(plans) > 10
    for plan in plans:
        assert "= cut.k0)" in plan.partition("Index Cond:")[2], plan
        assert "Tid Scan" in plan, plan
        assert "Hash" not in plan and "Seq Scan" not in plan, plan


def test_no_plan_for_writing_is_kept_from_when_the_tables_were_empty(app: Application) -> None:
    write(app, 20)
    connection = app.database.connect()

    @contextmanager
    def transaction() -> Iterator[Connection]:
        with connection.transaction():
            yield connection

    with connection:
        Runner(MatterTables(), app.feed, transaction, 10).catch_up()
        kept = connection.execute("SELECT statement FROM pg_prepared_statements").fetchall()
    assert kept
    assert not [text for (text,) in kept if "matter_row_g" in text or "obligation_g" in text]


class Overtaken:
    """A feed during whose reading another process applies the very events that were read."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self.after_reading: Callable[[], object] = lambda: None

    def __getattr__(self, name: str) -> object:
        return getattr(self._app.feed, name)

    def after(self, position: int, limit: int) -> Sequence[Recorded]:
        events = self._app.feed.after(position, limit)
        self.after_reading()
        return events


def test_a_batch_that_another_process_applied_meanwhile_is_not_applied_twice(
    app: Application, database_url: str
) -> None:
    write(app, 10)
    feed = Overtaken(app)
    overtaken = Runner(MatterTables(), feed, app.database.transaction, 20)  # type: ignore[arg-type]
    other = runner(app, batch=30)
    feed.after_reading = other.catch_up
    assert overtaken.catch_up().position == app.log.head()
    live = contents(app)
    assert contents_from_scratch(app, database_url) == live


def test_two_processes_at_once_apply_every_event_once(app: Application, database_url: str) -> None:
    write(app, 120)
    runners = [runner(app, batch=9), runner(app, batch=11)]
    threads = [threading.Thread(target=each.catch_up) for each in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert app.queries.reached() == app.log.head()
    live = contents(app)
    assert contents_from_scratch(app, database_url) == live


BROKE_OFF_AFTER = sum(FIRST_BATCHES_OF_TEN)


class DiesHalfWay(MatterTables):
    """Applies half of a batch, and then something unforeseen happens."""

    def __init__(self, happens: Callable[[Connection], None]) -> None:
        super().__init__()
        self._happens = happens

    def prepare(self, batch: Sequence[Recorded], feed: Feed) -> Write:
        half = len(batch) // 2
        writes = [
            super(DiesHalfWay, self).prepare(part, feed) for part in (batch[:half], batch[half:])
        ]

        def write(connection: Connection, generation: int) -> None:
            writes[0](connection, generation)
            if batch[0].position > BROKE_OFF_AFTER:
                self._happens(connection)
            writes[1](connection, generation)

        return write


def crash(_connection: Connection) -> None:
    raise RuntimeError("out of memory, say")


def test_a_batch_that_broke_off_half_way_leaves_nothing_behind(
    app: Application, database_url: str
) -> None:
    def lose_the_connection(_connection: Connection) -> None:
        end_connections(database_url)

    write(app, 15)
    for happens, error in ((crash, RuntimeError), (lose_the_connection, DatabaseUnavailable)):
        with pytest.raises(error):
            runner(app, DiesHalfWay(happens), batch=10).catch_up()
        assert app.queries.reached() == BROKE_OFF_AFTER
        written = "SELECT greatest(max(from_position), max(cut_position)) FROM matter_row"
        assert app.database.fetch(written)[0][0] <= BROKE_OFF_AFTER
    runner(app).catch_up()
    live = contents(app)
    assert contents_from_scratch(app, database_url) == live


def test_the_same_runner_goes_on_after_it_broke_off(app: Application, database_url: str) -> None:
    write(app, 15)
    once = iter((crash,))

    def crash_once(connection: Connection) -> None:
        for happens in once:
            happens(connection)

    dying = runner(app, DiesHalfWay(crash_once), batch=10)
    with pytest.raises(RuntimeError):
        dying.catch_up()
    assert dying.catch_up().position == app.log.head()
    live = contents(app)
    assert contents_from_scratch(app, database_url) == live


class Telephoned(Fact):
    """What a newer program records."""

    TYPE: ClassVar[str] = "matter.telephoned"


def record_unknown(app: Application, scribe: Scribe, stream: str) -> int:
    """Append an event of a type that this program does not know; its position."""
    version = scribe.versions[stream] = scribe.versions[stream] + 1
    data = (
        '{"actor": {"person": "clerk-li", "role": "clerk"}, "command": "x",'
        ' "occurred_at": "2026-03-02T09:00:00+08:00", "fact": {}}'
    )
    event = NewEvent(stream, version, Telephoned.TYPE, 1, data)
    request = AppendRequest("x", "x", b"", {stream: version - 1}, MORNING, [event])
    app.log.append([request])
    return app.log.head()


def test_an_event_of_a_newer_program_stops_the_lists_until_the_program_knows_it(
    app: Application, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    happenings = Chronicle(random.Random(2)).histories(8)
    scribe = Scribe(app)
    scribe.write(happenings[:20])
    unknown = record_unknown(app, scribe, happenings[19].stream)
    scribe.write(happenings[20:])
    for _ in range(2):
        progress = app.runner.catch_up()
        assert (progress.position, progress.stopped_at) == (unknown - 1, unknown)
        assert "matter.telephoned" in str(progress.reason)
    monkeypatch.setitem(codec.FACTS, Telephoned.TYPE, Telephoned)
    progress = app.runner.catch_up()
    assert (progress.position, progress.stopped_at) == (app.log.head(), None)
    live = contents(app)
    assert contents_from_scratch(app, database_url) == live


def with_a_place_no_table_can_hold(happening: Happening) -> Happening:
    fact = happening.fact
    assert isinstance(fact, MatterReceived)
    return replace(happening, fact=fact.model_copy(update={"place": "东\0街"}))


@pytest.mark.parametrize("batch", [1, 8, 1_000])
def test_an_event_that_no_row_can_hold_stops_the_lists_just_before_it(
    app: Application, batch: int
) -> None:
    happenings = Chronicle(random.Random(3)).histories(12)
    receipts = [n for n, each in enumerate(happenings) if isinstance(each.fact, MatterReceived)]
    place = next(n for n in receipts if n > 10)
    bad = with_a_place_no_table_can_hold(happenings[place])
    Scribe(app).write([*happenings[:place], bad, *happenings[place + 1 :]])
    first = app.log.head() - len(happenings)
    for _ in range(2):
        progress = runner(app, batch=batch).catch_up()
        assert (progress.position, progress.stopped_at) == (first + place, first + place + 1)
        assert progress.reason == "CharacterNotInRepertoire"
    assert app.queries.reached() == first + place


def test_two_processes_at_an_event_that_cannot_be_applied_stop_at_the_same_place(
    app: Application,
) -> None:
    happenings = Chronicle(random.Random(2)).histories(40)
    receipts = [n for n, each in enumerate(happenings) if isinstance(each.fact, MatterReceived)]
    place = receipts[-1]
    bad = with_a_place_no_table_can_hold(happenings[place])
    Scribe(app).write([*happenings[:place], bad, *happenings[place + 1 :]])
    threads = [threading.Thread(target=runner(app, batch=n).catch_up) for n in (64, 50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert app.queries.reached() == app.log.head() - len(happenings) + place
    key = "matter, from_position, from_time"
    rows = app.database.fetch(f"SELECT {key} FROM matter_row")
    assert len(rows) == len(set(rows))


def test_the_running_service_goes_on_after_the_database_went_away(
    app: Application, database_url: str
) -> None:
    projecting = Projecting(app)
    projecting.start()
    try:
        for seed in range(2):
            write(app, 10, seed)
            end_connections(database_url)
        write(app, 10, seed=2)
        until(lambda: app.queries.reached() == app.log.head())
    finally:
        projecting.stop()
    live = contents(app)
    assert contents_from_scratch(app, database_url) == live
