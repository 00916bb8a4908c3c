"""Following the log: nothing is missed, whether notifications come, connections die or servers stop."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from service.bootstrap import Application, application
from service.clock import MovingClock
from service.database import Database, DatabaseUnavailable
from service.event_log.follower import Follower
from service.settings import Settings
from tests.people import MORNING
from tests.projections.histories import Chronicle, Scribe
from tests.service.event_log.requests import event, request

PATIENCE = 30.0


class Reader:
    """Follows the log in a thread of its own, by the library's subscription."""

    def __init__(self, app: Application) -> None:
        self.seen: list[int] = []
        self._subscription = app.log.subscribe(gt=0)
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._read, daemon=True)

    def _read(self) -> None:
        for notification in self._subscription:
            with self._changed:
                self.seen.append(int(notification.id))
                self._changed.notify()

    def has_read(self, wanted: int) -> list[int]:
        """What was read once there are so many; the test fails where they never come."""
        with self._changed:
            came = self._changed.wait_for(lambda: len(self.seen) >= wanted, PATIENCE)
        assert came, f"{len(self.seen)} of {wanted} came"
        return self.seen

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._subscription.stop()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@contextmanager
def in_a_thread(waits: Follower, seconds: float) -> Iterator[threading.Thread]:
    thread = threading.Thread(target=waits.wait, args=(seconds,), daemon=True)
    thread.start()
    yield thread
    thread.join(PATIENCE)


def end_listening(database_url: str) -> None:
    """Kill the one connection that listens, once there is one."""
    deadline = time.monotonic() + PATIENCE
    ended: list[tuple[bool]] = []
    with psycopg.connect(database_url, autocommit=True) as owner:
        while not ended and time.monotonic() < deadline:
            ended = owner.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN %' AND datname = current_database()"
            ).fetchall()
    assert ended == [(True,)]


def test_a_notification_ends_the_waiting_at_once_also_after_the_connection_was_lost(
    app: Application, database_url: str
) -> None:
    follower = Follower(app.database)
    follower.wait()  # the first wait only begins to listen
    for stream in ("before the loss", "after the loss"):
        with in_a_thread(follower, 10 * PATIENCE) as waiting:
            app.log.append([request(event(stream))])
            waiting.join(PATIENCE)
            assert not waiting.is_alive()
        end_listening(database_url)
        follower.wait(0)  # notices the loss
        follower.wait(0)  # begins to listen again
    follower.close()


def test_who_is_woken_waits_no_longer_with_and_without_a_database(app: Application) -> None:
    follower = Follower(app.database)
    follower.wait()
    with in_a_thread(follower, 10 * PATIENCE) as waiting:
        follower.wake()
        waiting.join(PATIENCE)
        assert not waiting.is_alive()
    nowhere = Follower(Database("host=127.0.0.1 port=1", "main"))
    with in_a_thread(nowhere, 10 * PATIENCE) as waiting:
        nowhere.wake()
        waiting.join(PATIENCE)
        assert not waiting.is_alive()
    follower.close()
    nowhere.close()
    nowhere.wake()


def test_what_was_appended_without_a_notification_is_read_all_the_same(
    app: Application, database_url: str
) -> None:
    head = app.log.head()
    with Reader(app) as reader:
        reader.has_read(head)
        with psycopg.connect(database_url, autocommit=True) as owner:
            owner.execute(
                f"INSERT INTO {app.settings.schema_name}.event"
                " VALUES (%s, 'silent', 1, 'test.happened', 1, clock_timestamp(), '{}')",
                (head + 1,),
            )
        assert reader.has_read(head + 1) == list(range(1, head + 2))


def test_a_reader_whose_listening_connection_is_killed_misses_nothing(
    app: Application, database_url: str
) -> None:
    head = app.log.head()
    with Reader(app) as reader:
        for n in range(4):
            app.log.append([request(event(f"before-{n}"))])
            reader.has_read(head + 2 * n + 1)
            end_listening(database_url)
            app.log.append([request(event(f"after-{n}"))])
            reader.has_read(head + 2 * n + 2)
        assert reader.seen == list(range(1, head + 9))


@pytest.fixture
def embedded(home: Path) -> Iterator[Application]:
    """An application on a server of its own, that a test may stop."""
    with application(Settings(home=home, database_url=None), MovingClock(MORNING)) as running:
        yield running


def test_a_restart_of_the_server_costs_followers_and_lists_nothing(embedded: Application) -> None:
    server = embedded.embedded
    assert server is not None
    scribe, happenings = Scribe(embedded), Chronicle(random.Random(1)).histories(6)
    with Reader(embedded) as reader:
        scribe.write(happenings[:10])
        embedded.runner.catch_up()
        head = embedded.log.head()
        reader.has_read(head)
        server.stop()
        with pytest.raises(DatabaseUnavailable):
            embedded.appender.append(request(event("x"), key="tried while it was down"))
        with pytest.raises(DatabaseUnavailable):
            embedded.runner.catch_up()
        server.start()
        scribe.write(happenings[10:])
        wanted = head + len(happenings) - 10
        assert reader.has_read(wanted) == list(range(1, wanted + 1))
    assert embedded.runner.catch_up().position == wanted
