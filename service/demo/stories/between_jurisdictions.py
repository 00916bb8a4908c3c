"""The county's place in the tree of jurisdictions (M39): a town below it, the city above it."""

from collections.abc import Iterator

from domain.jurisdictions.commands import NameHigher, RegisterLower, WithdrawTie
from service.demo.days import Days
from service.demo.people import OFFICE, SUPERVISOR
from service.demo.steps import Step, Story


def stories(days: Days) -> Iterator[Story]:
    """Each counts once the other side says the same in its own log, which nobody does here."""
    begin = days.in_month(5, 7)
    yield Story(
        "neighbours",
        (
            Step(begin, 9, SUPERVISOR, _below("xizhen", "西镇")),
            Step(begin, 9, SUPERVISOR, _below("nanzhen", "南镇")),
            Step(
                begin,
                10,
                SUPERVISOR,
                NameHigher(jurisdiction="shi", name="回音市（示范）", desk=OFFICE),
            ),
            Step(
                begin - 9,
                9,
                SUPERVISOR,
                WithdrawTie(jurisdiction="nanzhen", reason="南镇已并入西镇。"),
            ),
        ),
    )


def _below(jurisdiction: str, name: str) -> RegisterLower:
    return RegisterLower(jurisdiction=jurisdiction, name=name, desk=OFFICE)
