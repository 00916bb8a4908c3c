"""One order without gaps: what a follower reads is everything, once, whoever writes meanwhile."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

import psycopg
import pytest

from service.bootstrap import Application
from service.database import Database
from service.event_log.follower import Follower
from service.event_log.log import append_on
from service.event_log.requests import Appended
from tests.service.event_log.requests import event, request

WRITERS, EACH = 12, 60


def follow(read: Callable[[int], list[int]], wanted: int, done: threading.Event) -> list[int]:
    """Positions as a follower sees them, which asks again and again for what comes after.

    It gives up when all writers are done and a last look brings nothing new.
    """
    seen: list[int] = []
    while len(seen) < wanted:
        last_look = done.is_set()
        new = read(seen[-1] if seen else 0)
        seen += new
        if last_look and not new:
            break
    return seen


@pytest.mark.parametrize("way", ["single", "grouped"])
def test_a_follower_sees_each_position_once_and_in_order(app: Application, way: str) -> None:
    base, done = app.log.head(), threading.Event()

    def write(writer: int) -> None:
        for n in range(EACH):
            asked = request(event(f"s-{writer}-{n}"), event(f"t-{writer}-{n}"))
            one = app.log.append([asked])[0] if way == "single" else app.appender.append(asked)
            assert isinstance(one, Appended)

    def read(position: int) -> list[int]:
        return [each.position for each in app.log.after(max(position, base), 100)]

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        wanted = WRITERS * EACH * 2
        follower = pool.submit(follow, read, wanted, done)
        writers = [pool.submit(write, writer) for writer in range(WRITERS)]
        wait(writers)
        done.set()
        for each in writers:
            each.result()
        assert follower.result() == list(range(base + 1, base + wanted + 1))


def test_the_same_check_catches_a_log_ordered_by_a_sequence(database_url: str, server: str) -> None:
    """The control: a number drawn from a sequence is visible before a smaller one commits."""
    assert server
    with (
        psycopg.connect(database_url, autocommit=True) as slow,
        psycopg.connect(database_url, autocommit=True) as fast,
    ):
        slow.execute("CREATE TABLE control (position bigserial PRIMARY KEY)")
        done = threading.Event()

        def read(position: int) -> list[int]:
            rows = fast.execute(
                "SELECT position FROM control WHERE position > %s ORDER BY position", (position,)
            ).fetchall()
            return [row[0] for row in rows]

        with slow.transaction():
            slow.execute("INSERT INTO control DEFAULT VALUES")
            fast.execute("INSERT INTO control DEFAULT VALUES")
            seen = read(0)
        done.set()
        seen += follow(lambda _: read(seen[-1]), 1, done)
        assert seen != [1, 2]


def test_whoever_appends_later_waits_for_who_began_before(app: Application) -> None:
    """What the control gets wrong: nobody's positions are visible before all smaller ones."""
    base = app.log.head()
    with app.database.connect() as slow, ThreadPoolExecutor(1) as pool:
        slow.execute("BEGIN")
        append_on(slow, [request(event("slow"))], None)
        fast = pool.submit(app.log.append, [request(event("fast"))])
        seen = [each.position for each in app.log.after(base, 10)]
        assert not fast.done()
        slow.execute("COMMIT")
        wait([fast])
    seen += [each.position for each in app.log.after(base + len(seen), 10)]
    assert seen == [base + 1, base + 2]
    assert [each.stream for each in app.log.after(base, 10)] == ["slow", "fast"]


def test_a_follower_is_woken_and_survives_the_loss_of_its_connection(app: Application) -> None:
    follower = Follower(app.database)
    follower.wait(0.01)
    app.log.append([request(event("one"))])
    follower.wait()
    listening = follower._listening
    assert listening is not None
    with app.database.connect() as other:
        other.execute("RESET ROLE")
        other.execute("SELECT pg_terminate_backend(%s)", (listening.info.backend_pid,))
    follower.wait(0.2)
    before = app.log.head()
    app.log.append([request(event("two"))])
    follower.wait(0.2)
    assert [each.stream for each in app.log.after(before, 10)] == ["two"]
    follower.close()


def test_two_jurisdictions_in_one_database_do_not_see_each_other(
    app: Application, database_url: str
) -> None:
    from service.migrate import migrate  # noqa: PLC0415
    from service.settings import Settings  # noqa: PLC0415

    other = Settings(home=app.settings.home, jurisdiction="other")
    with psycopg.connect(database_url, autocommit=True) as owner:
        migrate(owner, other)
    neighbour = Database(database_url, other.schema_name)
    neighbour.open()
    head = app.log.head()
    app.log.append([request(event("ours"))])
    assert neighbour.fetch("SELECT count(*) FROM event") == [(0,)]
    assert app.log.head() == head + 1
    neighbour.close()
