"""Commands reach the log."""

from domain.matter.commands import ReceiveMatter
from domain.vocabulary import Channel, Nature
from service.bootstrap import Application
from tests.people import CLERK, establish_units


def test_a_received_matter_gets_the_first_number_of_the_year(app: Application) -> None:
    establish_units(app)
    command = ReceiveMatter(
        channel=Channel.HOTLINE, subject="路灯不亮", body="三天了", nature=Nature.REQUEST
    )
    done = app.handler.receive(command, CLERK)
    assert done.version == 2
    assert [each.fact.TYPE for each in done.recorded] == ["matter.received", "matter.registered"]
    assert getattr(done.recorded[0].fact, "number") == "2026-000001"  # noqa: B009
