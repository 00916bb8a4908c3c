"""The outbox: exactly one row for each event and recipient, and what has not arrived is listed."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from domain.matter.routing.commands import DeliverOrder, DispatchMatter, HandOver, Task
from domain.matter.urging.commands import UrgeDuty
from domain.vocabulary import Duty
from projections.asking import EVERYTHING, BadCursor
from projections.view import View
from service.access.permissions import NotPermitted
from service.bootstrap import Application
from service.clock import MovingClock
from service.migrate import migrate
from service.outbox.box import Outbox, OutboxState, Posted
from service.outbox.delivering import Deliverer
from service.outbox.messages import Message
from service.outbox.sending import NotSent, to_folder
from tests.people import AUDITOR, CLERK, HANDLER, HEAD, SUPERVISOR, appoint_leaders, establish_units
from tests.scenarios.office import Office


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    establish_units(app)
    appoint_leaders(app)
    return Office(app, clock)


def urge(office: Office, matter: str, times: int = 1) -> None:
    for _ in range(times):
        office.do(UrgeDuty(duty=Duty.OUTCOME, text="请抓紧"), CLERK, matter)


def listed(
    office: Office, state: OutboxState | None = None, view: View = EVERYTHING
) -> list[Posted]:
    office.app.runner.catch_up()
    return list(office.app.outbox.posted(view, state, 1_000)[0])


def test_each_event_and_recipient_has_one_row_however_often_the_log_is_followed(
    office: Office,
) -> None:
    matter = office.in_hand("housing", "water")
    assert office.app.outbox.collect() == 2
    assert office.app.outbox.collect() == 0
    urge(office, matter)
    assert office.app.outbox.collect() == 1
    rows = [(each.message.kind, each.message.unit) for each in listed(office)]
    assert rows == [
        ("matter.duty_urged", "housing"),
        ("matter.order_delivered", "water"),
        ("matter.order_delivered", "housing"),
    ]


def test_who_takes_over_an_order_is_told_once_of_what_is_due_first(office: Office) -> None:
    matter, over = office.in_hand(), HandOver(person="handler-liu", reason="病假")
    office.app.outbox.collect()
    office.do(over, HEAD, matter)
    assert office.app.outbox.collect() == 1
    message = listed(office)[0].message
    assert (message.kind, message.unit, message.person) == (
        "matter.order_handed_over",
        "housing",
        "handler-liu",
    )
    assert (message.duty, message.of) == (Duty.FIRST_FEEDBACK, "housing")
    assert message.due_at == office.owed(matter)["first_feedback:housing"].due_at
    assert "病假" not in message.body().decode()


def test_whoever_is_handed_an_order_on_which_nothing_is_owed_is_told_nothing(
    office: Office,
) -> None:
    matter = office.take_in()
    task = Task(unit="housing", person=HANDLER.person)
    office.do(DispatchMatter(lead=task), CLERK, matter)
    office.do(HandOver(unit="housing", person="handler-liu", reason="病假"), SUPERVISOR, matter)
    assert (
        office.app.outbox.collect() == 0
    )  # the order is not delivered yet; who has it then is told
    office.do(DeliverOrder(unit="housing"), CLERK, matter)
    assert office.app.outbox.collect() == 1
    assert listed(office)[0].message.person == "handler-liu"


def test_of_several_that_follow_the_log_at_once_each_message_comes_from_one(
    office: Office,
) -> None:
    matter = office.in_hand()
    urge(office, matter, 20)
    boxes = [Outbox(office.app.database, office.app.log, "main") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda box: box.collect(), boxes)) == 21
    assert len(listed(office)) == 21


def test_a_file_is_whole_carries_what_is_owed_and_no_personal_text(office: Office) -> None:
    matter = office.in_hand()
    urge(office, matter)
    office.app.runner.catch_up()
    assert office.app.deliverer.deliver() == 2
    assert office.app.deliverer.deliver() == 0
    folder = office.app.settings.home / "outbox"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = sorted(folder.iterdir())
    assert [each.suffix for each in files] == [".json", ".json"]
    said = json.loads(files[1].read_text("utf-8"))
    assert set(said) == {
        "id", "kind", "kind_label", "matter", "proceeding", "number", "unit", "person", "duty", "duty_label",
        "of", "due_at", "recorded_at", "position",
    }  # fmt: skip
    assert (said["kind_label"], said["number"], said["unit"]) == ("催办", "2026-000001", "housing")
    assert "请抓紧" not in files[1].read_text("utf-8")


class Refusing:
    """A way out that is closed so often, and open then."""

    def __init__(self, times: int, *, nobody: bool = True) -> None:
        self.times, self.nobody = times, nobody
        self.sent: list[int] = []

    def __call__(self, message: Message) -> None:
        if self.times > 0:
            self.times -= 1
            raise NotSent("HTTP 500", nobody=self.nobody)
        self.sent.append(message.position)


def test_what_did_not_arrive_is_listed_and_tried_again_after_longer_and_longer(
    office: Office,
) -> None:
    matter = office.in_hand()
    way_out = Refusing(3)
    deliverer = Deliverer(office.app.outbox, way_out, office.clock)
    waits = []
    for _ in range(3):
        assert deliverer.deliver() == 0
        (failing,) = listed(office, OutboxState.FAILING)
        assert failing.failure == "HTTP 500"
        waits.append(failing.next_try_at - office.clock.now())
        assert deliverer.deliver() == 0, "tried before its time"
        office.clock.move_to(failing.next_try_at)
    assert waits == [timedelta(seconds=each) for each in (10, 20, 40)]
    assert office.app.outbox.undelivered() == 1
    assert deliverer.deliver() == 1
    assert office.app.outbox.undelivered() == 0
    (arrived,) = listed(office, OutboxState.DELIVERED)
    assert (arrived.attempts, arrived.failure, arrived.message.matter) == (4, None, matter)


def test_where_nobody_is_there_one_message_is_tried_and_the_others_wait(office: Office) -> None:
    matter = office.in_hand()
    urge(office, matter, 5)
    Deliverer(office.app.outbox, Refusing(99), office.clock).deliver()
    assert [each.attempts for each in listed(office)].count(1) == 1


def test_one_message_that_is_refused_does_not_hold_up_the_others(office: Office) -> None:
    matter = office.in_hand()
    urge(office, matter, 5)
    refusing = Refusing(1, nobody=False)
    assert Deliverer(office.app.outbox, refusing, office.clock).deliver() == 5
    assert len(listed(office, OutboxState.FAILING)) == 1


def test_a_folder_that_cannot_be_written_is_told_and_loses_nothing(
    office: Office, home: Path
) -> None:
    office.in_hand()
    blocked = home / "blocked"
    blocked.write_text("a file, where a folder should be")
    assert Deliverer(office.app.outbox, to_folder(blocked), office.clock).deliver() == 0
    (failing,) = listed(office, OutboxState.FAILING)
    assert failing.failure in ("FileExistsError", "NotADirectoryError")


def test_who_may_not_know_of_a_matter_sees_none_of_its_messages(office: Office) -> None:
    office.in_hand(about_units=("water",))
    office.app.runner.catch_up()
    office.app.outbox.collect()
    kept_from = View(None, ("unit water",))
    assert len(listed(office)) == 1
    assert listed(office, view=kept_from) == []


def test_the_list_is_for_the_office_and_its_auditors(office: Office) -> None:
    queries = office.app.queries
    for actor in (CLERK, SUPERVISOR, AUDITOR):
        queries.outbox(actor, None, 10)
    with pytest.raises(NotPermitted):
        queries.outbox(HANDLER, None, 10)


def test_pages_follow_each_other_without_loss_and_a_made_up_cursor_is_refused(
    office: Office,
) -> None:
    matter = office.in_hand()
    urge(office, matter, 6)
    office.app.outbox.collect()
    everything = [each.message.position for each in listed(office)]
    found: list[int] = []
    cursor: str | None = None
    while True:
        items, cursor = office.app.outbox.posted(EVERYTHING, None, 2, cursor)
        found += [each.message.position for each in items]
        if cursor is None:
            break
    assert found == everything and len(found) == 7
    for made_up in ("x", "路", "eA==", "LTEgYQ=="):
        with pytest.raises(BadCursor):
            office.app.outbox.posted(EVERYTHING, None, 2, made_up)


def test_nothing_is_sent_of_what_was_recorded_before_there_was_an_outbox(
    office: Office, database_url: str
) -> None:
    office.in_hand()
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("DROP TABLE huiyin_main.outbox, huiyin_main.outbox_reached")
        migrate(owner, office.app.settings)
    assert office.app.outbox.collect() == 0
