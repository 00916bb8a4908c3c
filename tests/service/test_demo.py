"""The demo: every state is there, and making it twice makes it once."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from domain.codec import decode
from domain.vocabulary import ObligationStatus
from domain.working_days import SHANGHAI
from projections.obligation_ledger import Wanted
from service.bootstrap import application
from service.clock import MovingClock
from service.demo.staging import OtherMatters, beginning, play
from service.queries import Asked
from service.settings import Settings
from tests.people import AUDITOR
from tests.service.cli.processes import Huiyin
from tests.service.importing.made_up import row, write


def no_report(_done: int, _total: int) -> None:
    return


@pytest.fixture
def settings(empty_database: str, home: Path) -> Settings:
    """A database that nobody has used yet, so that the demo's clock is the first there is."""
    return Settings(home=home, database_url=SecretStr(empty_database), jurisdiction="main")


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 2, 8, tzinfo=SHANGHAI),  # the spring festival lies in between
        datetime(2025, 10, 9, 3, tzinfo=SHANGHAI),  # and here the National Day week
        datetime(2026, 8, 1, 23, tzinfo=SHANGHAI),
    ],
)
def test_every_state_is_in_the_demo_whenever_it_is_made(settings: Settings, now: datetime) -> None:
    clock = MovingClock(beginning(now))
    with application(settings, clock) as app:
        assert play(app, clock, no_report)
        assert clock.now() < now
        clock.move_to(now)
        app.runner.catch_up()
        _, counts = app.queries.state_counts(AUDITOR, Asked())
        assert all(counts.values()), counts
        _, figures = app.queries.answer_status(AUDITOR, Asked())
        assert min(figures.answered_in_time, figures.answered_late, figures.pending) > 0
        assert min(figures.overdue, figures.exempt) > 0
        overdue = Wanted(status=ObligationStatus.OVERDUE)
        owners = app.queries.obligations(AUDITOR, Asked(limit=1000), overdue).items
        assert len({owed.duty for owed in owners}) > 3


def test_the_demo_made_again_changes_nothing(settings: Settings) -> None:
    now = datetime(2026, 3, 2, 8, tzinfo=SHANGHAI)
    clock = MovingClock(beginning(now))
    with application(settings, clock) as app:
        play(app, clock, no_report)
        head = app.log.head()
        assert not play(app, clock, no_report)
        assert app.log.head() == head


class Stopped(Exception):
    pass


def test_a_demo_stopped_half_way_goes_on_where_it_was_even_another_day(
    settings: Settings,
) -> None:
    now = datetime(2026, 3, 2, 8, tzinfo=SHANGHAI)
    clock = MovingClock(beginning(now))

    def stop_at_twenty(done: int, _total: int) -> None:
        if done == 20:
            raise Stopped

    with application(settings, clock) as app, pytest.raises(Stopped):
        play(app, clock, stop_at_twenty)
    later = MovingClock(beginning(datetime(2026, 3, 9, 8, tzinfo=SHANGHAI)))
    with application(settings, later) as app:
        app.runner.catch_up()
        assert play(app, later, no_report)
        later.move_to(now)
        app.runner.catch_up()
        _, counts = app.queries.state_counts(AUDITOR, Asked())
        assert all(counts.values()), counts
        received = [each for each in app.log.after(0, 1000) if each.type == "matter.received"]
        commands = [decode(each).command for each in received]
        assert len(commands) == len(set(commands)) > 12


def test_the_demo_is_not_mixed_with_other_matters(home: Path, database_url: str) -> None:
    huiyin = Huiyin(home, database_url)
    path = write(home / "messages.csv", [row()])
    assert huiyin("import", path).status == 0
    before = huiyin.json("status", "--as-of", "2020-01-01T00:00:00+08:00")
    ran = huiyin("demo")
    assert ran.status == 1
    assert ran.err.strip() == OtherMatters().sentence("zh-CN")
    left_out = huiyin("demo", "--if-empty", "--language", "en")
    assert (left_out.status, left_out.err) == (0, "")
    assert "left out" in left_out.out
    assert huiyin.json("status", "--as-of", "2020-01-01T00:00:00+08:00") == before


@pytest.mark.parametrize("looked_at", [True, False])
def test_the_demo_command_fills_a_database_even_one_looked_at_before(
    home: Path, database_url: str, looked_at: bool
) -> None:
    huiyin = Huiyin(home, database_url)
    if looked_at:
        assert huiyin.json("status")["matters"] == 0
    first = huiyin("demo")
    assert (first.status, first.err) == (0, "")
    assert "huiyin why 2" in first.out
    weeks_ago = (datetime.now(SHANGHAI) - timedelta(days=28)).isoformat()
    known_then = huiyin.json("status", "--known-by", weeks_ago)["matters"]
    assert 0 < known_then < huiyin.json("status")["matters"]
    states = huiyin.json("feedback-status")
    assert all(each["matters"] > 0 for each in states), states
    again = huiyin("demo", "--language", "en")
    assert again.status == 0
    assert "nothing changed" in again.out
    assert huiyin.json("feedback-status") == states
