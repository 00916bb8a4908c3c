"""The lists against a replay of the log: equal when nobody touched them, named where somebody did."""

import pytest

from domain.matter.intake.commands import ReceiveMatter
from domain.vocabulary import Channel, Nature
from service.bootstrap import Application
from service.proof.findings import Report
from service.proof.lists import compare_lists
from tests.people import CLERK, establish_units
from tests.service.proof.logs import tampering
from tests.service.test_migrate import objects


def compared(app: Application, conninfo: str) -> list[str]:
    report = Report()
    compare_lists(conninfo, app.settings, report, lambda _at, _head: None)
    return [each.detail for each in report.findings]


@pytest.fixture
def app(app: Application) -> Application:
    """Some matters, with their texts searchable."""
    establish_units(app)
    for n in range(3):
        command = ReceiveMatter(
            channel=Channel.HOTLINE, subject=f"路灯{n}不亮", body="三天了", nature=Nature.REQUEST
        )
        app.handler.receive(command, CLERK)
    return app


def test_lists_nobody_touched_are_those_of_the_log(app: Application, database_url: str) -> None:
    app.runner.catch_up()
    before = objects(database_url)
    for _ in range(2):  # the texts were never indexed before, the first time
        assert compared(app, database_url) == []
    assert objects(database_url) == before  # nothing is left behind
    assert app.queries.reached() == app.log.head()


def test_a_row_changed_taken_or_added_is_named_with_its_table(
    app: Application, database_url: str
) -> None:
    for runner in app.runners:
        runner.catch_up()
    with tampering(database_url) as owner:
        row = owner.execute("SELECT matter FROM matter_row ORDER BY matter LIMIT 1").fetchone()
        assert row is not None
        owner.execute("DELETE FROM matter_row_g1 WHERE matter = %s", row)
        owner.execute("UPDATE obligation_g1 SET due_at = due_at + interval '1 day'"
                      " WHERE subject = %s", row)  # fmt: skip
    named = compared(app, database_url)
    assert [each.partition(":")[0] for each in named] == ["matter_row", "obligation"]
    assert all(str(row[0]) in each for each in named)


def test_a_view_that_leaves_rows_out_is_found_though_the_table_is_whole(
    app: Application, database_url: str
) -> None:
    for runner in app.runners:
        runner.catch_up()
    with tampering(database_url) as owner:
        owner.execute(
            "CREATE OR REPLACE VIEW matter_row AS SELECT * FROM matter_row_g1"
            " WHERE number <> '2026-000001'"
        )
    (named,) = compared(app, database_url)
    assert named.startswith("matter_row: ")


def test_a_position_ahead_of_the_log_is_found_by_which_events_would_be_passed_over(
    app: Application, database_url: str
) -> None:
    for runner in app.runners:
        runner.catch_up()
    with tampering(database_url) as owner:
        owner.execute("UPDATE projection SET position = position + 50")
    assert compared(app, database_url) == ["matters ahead", "texts ahead"]
