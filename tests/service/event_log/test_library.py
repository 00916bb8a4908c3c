"""The log as an application recorder of the ``eventsourcing`` library.

The library's own test case for recorders does not fit: it stores states that are no JSON, starts
some streams at version 0, and compares ids as UUIDs, where this log keeps readable JSON, versions
from 1 and readable stream names. What it checks is checked here, in the same order. It also wants
one page of the notification log to be read while another writes; test_order.py does that.
"""

from collections.abc import Sequence

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError, Notification, StoredEvent

from service.bootstrap import Application


def stored(stream: str, version: int, topic: str = "topic/1", state: str = "{}") -> StoredEvent:
    return StoredEvent(stream, version, topic, state.encode())


def ids(notifications: Sequence[Notification]) -> list[int]:
    return [int(each.id) for each in notifications]


def test_nothing_stored_is_nothing_read(app: Application) -> None:
    assert app.log.insert_events([]) == []
    assert app.log.select_events("none", desc=True, limit=1) == []
    assert app.log.select_notifications(app.log.head() + 1, 3) == []


def test_the_last_position_of_an_empty_log_is_none(app: Application, empty_log: None) -> None:
    assert empty_log is None
    assert app.log.max_notification_id() is None
    assert app.log.select_notifications(None, 3) == []


@pytest.fixture
def empty_log(app: Application, database_url: str) -> None:
    """The log before anything happened; only a test's owner of the database can bring that back."""
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(f"SET search_path TO {app.settings.schema_name}")
        owner.execute("ALTER TABLE event DISABLE TRIGGER USER")
        owner.execute("TRUNCATE event")


def test_stored_events_come_back_as_they_were(app: Application) -> None:
    head = app.log.head()
    first = stored("a", 1, "first/1", '{"said": "路灯"}')
    second, third = stored("a", 2, "second/3", "{}"), stored("a", 3, "third/1", "[1]")
    assert app.log.insert_events([first]) == range(head + 1, head + 2)
    assert app.log.insert_events([second, third]) == range(head + 2, head + 4)
    read = app.log.select_events("a")
    assert [(e.originator_id, e.originator_version, e.topic, e.state) for e in read] == [
        (e.originator_id, e.originator_version, e.topic, e.state) for e in (first, second, third)
    ]
    assert [e.originator_version for e in app.log.select_events("a", desc=True, limit=1)] == [3]
    between = app.log.select_events("a", gt=1, lte=2)
    assert [e.originator_version for e in between] == [2]
    assert [e.originator_version for e in app.log.select_events("a", lte=2, desc=True)] == [2, 1]
    assert app.log.select_events("b") == []


@pytest.mark.parametrize(
    "conflicting",
    [
        [stored("a", 1)],
        [stored("a", 1), stored("a", 2)],
        [stored("a", 3)],
        [stored("b", 1), stored("a", 1)],
    ],
    ids=["again", "again and more", "one left out", "two streams"],
)
def test_a_version_that_is_taken_or_left_out_is_a_conflict_and_stores_nothing(
    app: Application, conflicting: list[StoredEvent]
) -> None:
    app.log.insert_events([stored("a", 1)])
    head = app.log.head()
    with pytest.raises(IntegrityError):
        app.log.insert_events(conflicting)
    assert app.log.head() == head
    assert len(app.log.select_events("a")) == 1


def test_the_same_version_twice_in_one_call_is_a_conflict(app: Application) -> None:
    with pytest.raises(IntegrityError):
        app.log.insert_events([stored("a", 1), stored("a", 1)])
    assert app.log.select_events("a") == []


def test_notifications_are_read_from_a_position_up_to_another_by_topic(app: Application) -> None:
    one = app.log.head() + 1
    app.log.insert_events([stored("a", 1, "t1/1"), stored("a", 2, "t2/1")])
    app.log.insert_events([stored("b", 1, "t3/1")])
    select = app.log.select_notifications
    assert ids(select(one, 10)) == [one, one + 1, one + 2]
    assert ids(select(one, 10, inclusive_of_start=False)) == [one + 1, one + 2]
    assert ids(select(one, 10, stop=one + 1)) == [one, one + 1]
    assert ids(select(one + 1, 10, stop=one + 1)) == [one + 1]
    assert ids(select(one + 1, 1)) == [one + 1]
    assert ids(select(one, 10, topics=["t1/1", "t3/1"])) == [one, one + 2]
    assert ids(select(one + 2, 1, inclusive_of_start=False)) == []
    assert ids(select(None, 2)) == [1, 2]
    assert app.log.max_notification_id() == one + 2
    read = select(one + 2, 1)[0]
    assert (read.originator_id, read.originator_version, read.topic) == ("b", 1, "t3/1")


def test_a_subscription_gives_what_is_there_and_what_comes_until_it_is_stopped(
    app: Application,
) -> None:
    app.log.insert_events([stored("a", 1, "wanted/1"), stored("a", 2, "unwanted/1")])
    subscription = app.log.subscribe(gt=app.log.head() - 2, topics=["wanted/1"])
    assert next(subscription).originator_version == 1
    app.log.insert_events([stored("a", 3, "wanted/1")])
    assert next(subscription).originator_version == 3
    subscription.stop()
    with pytest.raises(StopIteration):
        next(subscription)
