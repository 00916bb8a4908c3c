"""Commands reach the log."""

import pytest

from domain.matter.commands import ReceiveMatter, SignOrder
from domain.vocabulary import Channel, Nature
from service.access.permissions import NotYourMatter
from service.bootstrap import Application
from tests.people import CLERK, HANDLER, establish_units


def test_a_received_matter_gets_the_first_number_of_the_year(app: Application) -> None:
    establish_units(app)
    command = ReceiveMatter(
        channel=Channel.HOTLINE, subject="路灯不亮", body="三天了", nature=Nature.REQUEST
    )
    done = app.handler.receive(command, CLERK)
    assert done.version == 2
    assert [each.fact.TYPE for each in done.recorded] == ["matter.received", "matter.registered"]
    assert getattr(done.recorded[0].fact, "number") == "2026-000001"  # noqa: B009


def test_a_handler_cannot_tell_another_units_matter_from_one_that_does_not_exist(
    app: Application,
) -> None:
    establish_units(app)
    command = ReceiveMatter(
        channel=Channel.HOTLINE, subject="路灯不亮", body="三天了", nature=Nature.REQUEST
    )
    theirs = app.handler.receive(command, CLERK).stream.removeprefix("matter-")
    for matter in (theirs, "00000000-0000-7000-8000-000000000000"):
        with pytest.raises(NotYourMatter):
            app.handler.matter(SignOrder(), HANDLER, matter)
