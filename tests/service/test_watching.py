"""The watcher: what is due is recorded once, whoever runs it, however often, and however it ends."""

import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.accountability.bulletins.commands import PublishBulletin
from domain.accountability.leads.commands import NotHold, OpenLead
from domain.accountability.leads.events import LeadOpened
from domain.assessment.period_duties.events import PeriodDutyOpened
from domain.assessment.scores.commands import EnterScore
from domain.assessment.scores.events import ScoreEntered, ScoreReversed
from domain.codec import decode
from domain.envelope import Recorded
from domain.matter.intake.commands import RegisterMatter
from domain.matter.urging.events import Pressed
from domain.matter.withdrawing.commands import (
    ConfirmWithdrawal,
    RecordWithdrawal,
    ResumeComplaint,
)
from domain.supervision.inspection_duties.events import InspectionDutyOpened
from domain.verdicts.events import BreachFound
from domain.vocabulary import (
    AnswerRoute,
    BulletinScope,
    BulletinTone,
    Duty,
    Ground,
    LawfulGround,
    Nature,
)
from projections.watched import still_owed
from service.adoption import SYSTEM
from service.bootstrap import Application, application
from service.calendar_duties import period_duties
from service.clock import MovingClock
from service.importing.importer import import_file
from service.importing.mapping import Mapping
from service.importing.recording import matter_of
from service.lease import Lease
from service.settings import Settings
from service.tending import TendedElsewhere, Tending
from service.watching import Watcher
from tests.people import CLERK, HANDLER, SUPERVISOR, establish_units
from tests.scenarios.office import SECOND_CLERK, Office, at, outcome, receipt
from tests.service.cli.processes import Huiyin
from tests.service.importing.made_up import row, write


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    establish_units(app)
    return Office(app, clock)


def steps(app: Application) -> Counter[tuple[object, ...]]:
    """Every step of the ladder on record, by matter, duty, round, due date and kind."""
    facts = ((each.stream, decode(each).fact) for each in app.log.after(0, 100_000))
    return Counter(
        (stream, type(fact).__name__, fact.duty, fact.of, fact.nth, fact.due_at)
        for stream, fact in facts
        if isinstance(fact, Pressed)
    )


def verdicts(app: Application) -> list[Recorded]:
    """Every verdict on record that something was missed."""
    every = (decode(each) for each in app.log.after(0, 100_000))
    return [each for each in every if isinstance(each.fact, BreachFound)]


def leads(app: Application) -> list[Recorded]:
    """Every lead that was opened."""
    every = (decode(each) for each in app.log.after(0, 100_000))
    return [each for each in every if isinstance(each.fact, LeadOpened)]


def duties(app: Application) -> list[str]:
    """The monthly duties of offices that were opened, each by its stream."""
    every = (decode(each) for each in app.log.after(0, 100_000))
    return [each.stream for each in every if isinstance(each.fact, InspectionDutyOpened)]


def another(app: Application) -> Watcher:
    """A watcher of another process: it remembers nothing."""
    return Watcher(app.database, app.log, app.handler, app.reference, app.clock)


def test_it_takes_what_is_due_once_also_when_started_anew(office: Office) -> None:
    for _ in range(3):
        office.in_hand()
    office.clock.move_to(at(3, 26))
    office.app.runner.catch_up()
    taken = office.app.watcher.watch()
    office.app.runner.catch_up()
    found = len(verdicts(office.app))
    assert taken == sum(steps(office.app).values()) + found + len(duties(office.app)) > 10
    assert found == len(
        {(v.stream, v.fact.duty, v.fact.of, v.fact.nth) for v in verdicts(office.app)}
    )
    assert (
        office.app.watcher.watch() == 1
    )  # the points of the three verdicts on an outcome, in one step
    office.app.runner.catch_up()
    assert office.app.watcher.watch() == another(office.app).watch() == 0
    assert set(steps(office.app).values()) == {1}


def test_what_is_owed_again_by_the_same_date_is_reminded_of_again(office: Office) -> None:
    matter = office.in_hand()
    told = AnswerRoute.PHONE

    def reminders() -> int:
        office.app.runner.catch_up()
        office.app.watcher.watch()
        kind = ("DutyReminded", Duty.FINAL_ANSWER)
        return sum(key[1:3] == kind for key in steps(office.app).elements())

    office.clock.move_to(at(3, 20, 23))  # the final answer is due at the end of Monday 23 March
    assert reminders() == 0
    office.clock.move_to(at(3, 21, 0))
    assert reminders() == 1
    office.do(RecordWithdrawal(route=told, text="不用了"), SECOND_CLERK, matter)
    office.do(ConfirmWithdrawal(route=told), SUPERVISOR, matter)
    office.do(ResumeComplaint(text="还是要办"), CLERK, matter)
    again = office.owed(matter)[Duty.FINAL_ANSWER]
    assert (again.nth, again.due_at) == (2, at(3, 24, 0))
    assert reminders() == 2


def test_several_at_once_record_each_step_once(office: Office) -> None:
    for _ in range(4):
        office.in_hand()
    office.clock.move_to(at(3, 26))
    office.app.runner.catch_up()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda watcher: watcher.watch(), [another(office.app) for _ in range(3)]))
    assert set(steps(office.app).values()) == {1}


def test_months_that_passed_in_an_outage_are_opened_once_whoever_does_it(office: Office) -> None:
    office.app.runner.catch_up()
    office.app.watcher.watch()
    office.clock.move_to(at(5, 7))
    office.app.runner.catch_up()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda watcher: watcher.watch(), [another(office.app) for _ in range(3)]))
    another(office.app).watch()  # its lists have none of it yet
    office.app.runner.catch_up()
    another(office.app).watch()
    months = [f"inspection_duty-office-2026-{month}" for month in ("03", "04", "05")]
    assert sorted(duties(office.app)) == months


def test_a_list_that_lags_makes_it_do_nothing_wrong(office: Office) -> None:
    matter = office.in_hand()
    office.app.runner.catch_up()
    office.do(outcome(), HANDLER, matter)
    office.clock.move_to(at(3, 20))
    office.app.watcher.watch()  # the lists do not have the outcome yet
    assert not [key for key in steps(office.app) if key[2] is Duty.OUTCOME]


def test_imported_messages_that_nobody_took_up_are_left_alone(
    office: Office, tmp_path: Path
) -> None:
    import_file(office.app, write(tmp_path / "messages.csv", [row("7"), row("8")]), Mapping())
    office.app.runner.catch_up()
    assert office.app.watcher.watch() == 2 + len(duties(office.app))
    assert [each.fact.retrospective for each in verdicts(office.app)] == [True, True]
    with office.app.database.snapshot() as snapshot:
        assert list(still_owed(snapshot.connection, office.clock.now())) == []
    matter = matter_of("messages", "7")
    office.do(RegisterMatter(nature=Nature.REQUEST), CLERK, matter)
    office.clock.move_to(at(3, 10))
    office.app.runner.catch_up()
    office.app.watcher.watch()
    assert {key[0] for key in steps(office.app)} == {f"matter-{matter}"}
    assert not {each.stream for each in leads(office.app)} & {f"lead-{matter}:final_answer:1"}
    assert Duty.FINAL_ANSWER not in {key[2] for key in steps(office.app)}


def test_stopped_half_way_it_goes_on_where_it_was(office: Office) -> None:
    office.in_hand()
    office.clock.move_to(at(3, 26))
    office.app.runner.catch_up()
    allowed = iter([True, True])
    assert office.app.watcher.watch(lambda: next(allowed, False)) == 2
    office.app.runner.catch_up()
    office.app.watcher.watch()
    assert set(steps(office.app).values()) == {1}


# One at a time


def test_one_process_has_the_lease_until_it_leaves_or_falls_silent(app: Application) -> None:
    first, second = Lease(app.database, "tending"), Lease(app.database, "tending")
    assert first.take() and first.take()
    assert not second.take()
    first.leave()
    assert second.take() and not first.take()


def test_a_lease_that_ran_out_is_taken_over_by_one(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.lease.SECONDS", 0)
    assert Lease(app.database, "tending").take()
    monkeypatch.setattr("service.lease.SECONDS", 60)
    others = [Lease(app.database, "tending") for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda lease: lease.take(), others)) == 1


def test_while_another_process_tends_this_one_waits(app: Application) -> None:
    other = Lease(app.database, "tending")
    assert other.take()
    tending = Tending(app)
    assert tending.once(other.leave) == (0, 0)


def test_beside_a_process_that_lives_it_says_which_and_does_nothing(app: Application) -> None:
    running = Tending(app)
    running.start()
    try:
        while (held := Lease(app.database, "tending").held()) is None:
            time.sleep(0.01)
        begun = time.monotonic()
        with pytest.raises(TendedElsewhere) as refused:
            Tending(app).once()
        assert time.monotonic() - begun < 5
        assert refused.value.facts == {"process": f"{socket.gethostname()}:{os.getpid()}"}
        assert held.process in refused.value.sentence("zh-CN")
    finally:
        running.stop()


# Real processes

LEADS = 20
PRAISED = ("housing", "transport", "water")


@pytest.fixture
def overdue(settings: Settings) -> list[str]:
    """What a program finds that nobody ran for half a year: matters that nobody has done anything for,
    bulletins that give points, points by hand on leads that were dropped, months without a report."""
    now = datetime.now(UTC)
    clock = MovingClock(now - timedelta(days=200))
    with application(settings, clock) as app:
        establish_units(app)
        opened = OpenLead(title="窗口无人", ground=Ground.INACTION, unit="housing", reason="暗访")
        for _ in range(LEADS):
            lead = app.handler.open(opened, SUPERVISOR).stream
            by_hand = EnterScore(
                row="circular_of_praise", unit="housing", proceeding=lead, reason="依据"
            )
            app.handler.open(by_hand, SUPERVISOR)
            drop = NotHold(ground=LawfulGround.NOT_ATTRIBUTABLE, reason="系统停机")
            app.handler.proceeding(drop, SUPERVISOR, lead)
        for _ in range(2):
            praise = PublishBulletin(
                title="通报",
                scope=BulletinScope.COUNTY,
                tone=BulletinTone.PRAISE,
                units=PRAISED,
                text="主动提前办结",
            )
            app.handler.open(praise, SUPERVISOR)
        clock.move_to(now - timedelta(days=60))
        command = receipt(received_at=clock.now())
        return [app.handler.receive(command, CLERK).stream for _ in range(40)]


def points(app: Application) -> Counter[tuple[object, ...]]:
    """What the program entered and took back, by ledger and what it stands on."""
    every = [decode(each) for each in app.log.after(0, 100_000)]
    return Counter(
        (each.stream, getattr(each.fact, "event", None) or getattr(each.fact, "entry", None))
        for each in every
        if isinstance(each.fact, ScoreEntered | ScoreReversed) and each.actor == SYSTEM
    )


def of_periods(app: Application) -> list[str]:
    """The duties of periods that were opened, each by its stream."""
    every = (decode(each) for each in app.log.after(0, 100_000))
    return [each.stream for each in every if isinstance(each.fact, PeriodDutyOpened)]


def test_killed_half_way_and_started_again_each_step_is_on_record_once(
    overdue: list[str], settings: Settings, home: Path, database_url: str
) -> None:
    huiyin = Huiyin(home, database_url)
    with application(settings) as app:
        enough: list[Callable[[], bool]] = [
            lambda: len(of_periods(app)) >= 3,
            lambda: sum(steps(app).values()) >= 60,
            lambda: sum(points(app).values()) >= 3,
        ]
        for is_enough in enough:
            running = huiyin.start("watch", "--once")
            until = time.monotonic() + 120
            while not is_enough() and running.poll() is None:
                assert time.monotonic() < until
                time.sleep(0.02)
            os.kill(running.pid, signal.SIGKILL)
            running.communicate()
            app.database.fetch("UPDATE lease SET valid_until = clock_timestamp() RETURNING 1")
        ran = huiyin("watch", "--once")
        assert ran.status == 0, ran.err
        found, entered, opened = steps(app), points(app), of_periods(app)
        owed = period_duties(
            app.reference.rules(app.clock.now()).rulebook,
            app.log.recorded_at(1)[1],
            app.clock.now(),
        )
    assert set(found.values()) == {1}
    kinds_of = Counter(key[0] for key in found)
    assert set(kinds_of) == set(overdue) and len(set(kinds_of.values())) == 1
    assert set(entered.values()) == {1} and len(entered) == LEADS + 2 * len(PRAISED) + len(overdue)
    assert sorted(opened) == sorted(each.subject for each in owed) and len(opened) >= 6
    again = huiyin("watch", "--once", "--language", "en")
    assert again.out.startswith("0 steps taken, 0 messages delivered")


@pytest.mark.usefixtures("overdue")
def test_a_service_watches_and_delivers_by_itself(
    settings: Settings, home: Path, database_url: str
) -> None:
    huiyin = Huiyin(home, database_url)
    running = huiyin.start("serve", "--port", "0")
    try:
        with application(settings) as app:
            until = time.monotonic() + 120
            while not list((home / "outbox").glob("*.json")) or not steps(app):
                assert running.poll() is None and time.monotonic() < until
                time.sleep(0.2)
        beside = huiyin("watch", "--once", "--language", "en")
        assert (beside.status, beside.err) == (0, "Another process is at it; a moment.\n")
        assert beside.out.startswith(f"Process {socket.gethostname()}:{running.pid} is running")
    finally:
        running.terminate()
        running.communicate(timeout=60)
    assert running.returncode in (0, -signal.SIGTERM)
