"""The town below the demo's county: a jurisdiction of its own, in the same database (M39)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from domain.cooperation.takeovers.commands import AcceptTakeover, ReportTakeoverResult
from domain.cooperation.transfers.commands import TakeBackTransfer, TransferMatter
from domain.envelope import Actor, Command
from domain.jurisdictions.commands import NameHigher
from domain.kinds import KIND_OF_COMMAND
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.routing.commands import DeliverOrder, DispatchMatter, SignOrder, Task
from domain.organisation.commands import EstablishUnit
from domain.vocabulary import (
    Channel,
    Finding,
    Nature,
    ProceedingKind,
    Role,
    TransferGround,
    UnitKind,
)
from projections.proceeding_register import ProceedingRow, WantedProceedings
from service.asking import Asked
from service.bootstrap import Application, application
from service.demo.people import AUDITOR, CLERK, HANDLERS
from service.demo.steps import Act, outcome
from service.demo.told import Told
from service.jurisdictions.courier import Courier

TOWN = "xizhen"
DESK, STATION = "dangzheng", "guanyang"
TOWN_CLERK = Actor(person="zhen-li", role=Role.CLERK, unit=DESK)
TOWN_SUPERVISOR = Actor(person="zhen-wang", role=Role.SUPERVISOR, unit=DESK)
TOWN_HANDLER = Actor(person="zhen-chen", role=Role.HANDLER, unit=STATION)

UNITS = (
    (TOWN, "西镇（示范）", UnitKind.TOWNSHIP, None),
    (DESK, "党政办", UnitKind.EFFICIENCY_OFFICE, TOWN),
    (STATION, "管养站", UnitKind.SECTION, TOWN),
)


@contextmanager
def town_of(app: Application) -> Iterator[Application]:
    """The town at work, on the same clock, its lists up to its log."""
    with application(app.settings.of(TOWN), app.clock) as there:
        there.runner.catch_up()
        yield there


def begins(since: date) -> Act:
    """The town says who its units are, and that the county is above it."""

    def does(app: Application, _told: Told, _actor: Actor) -> None:
        with town_of(app) as there:
            for code, name, kind, parent in UNITS:
                unit = EstablishUnit(unit=code, name=name, kind=kind, parent=parent, since=since)
                there.handler.organisation(unit, TOWN_SUPERVISOR, f"demo/town/{code}")
            county = NameHigher(
                jurisdiction=app.settings.jurisdiction, name="回音县（示范）", desk=DESK
            )
            there.handler.jurisdictions(county, TOWN_SUPERVISOR, "demo/town/higher")

    return Act(does)


def _carries(app: Application, _told: Told, _actor: Actor) -> None:
    Courier(app).carry()


CARRY = Act(_carries)
"""The county's courier makes one round."""


def in_town(title: str, *steps: tuple[Command, Actor]) -> Act:
    """What people of the town do with what was handed over to them under a title: to the proceeding,
    or to its matter."""

    def does(app: Application, _told: Told, _actor: Actor) -> None:
        with town_of(app) as there:
            _done_to(there, title, steps, f"demo/town/{title}")

    return Act(does)


def in_county(title: str, *steps: tuple[Command, Actor]) -> Act:
    """The same of what the town has handed over; the town's courier brings word of it."""

    def does(app: Application, _told: Told, _actor: Actor) -> None:
        _done_to(app, title, steps, f"demo/county/{title}")
        with town_of(app) as there:
            Courier(there).carry()

    return Act(does)


def handed_up(title: str, body: str) -> Act:
    """The town takes a matter in, hands it over to the county, and its courier brings it."""

    def does(app: Application, _told: Told, _actor: Actor) -> None:
        with town_of(app) as there:
            received = there.handler.receive(
                ReceiveMatter(
                    channel=Channel.VISIT,
                    subject=title,
                    body=body,
                    name="示例市民",
                    contact="000-0000",
                    nature=Nature.REQUEST,
                ),
                TOWN_CLERK,
                f"demo/town/{title}/received",
            )
            there.runner.catch_up()
            over = TransferMatter(
                matter=received.stream.removeprefix("matter-"),
                to=app.settings.jurisdiction,
                title=title,
                ground=TransferGround.HIGHER_LEVEL,
                text="道路由县里管养。",
            )
            there.handler.open(over, TOWN_SUPERVISOR, f"demo/town/{title}/over")
            there.runner.catch_up()
            Courier(there).carry()

    return Act(does)


def called_back(title: str) -> Act:
    """The town takes back what the county has not taken on, and its courier says so."""

    def does(app: Application, _told: Told, _actor: Actor) -> None:
        with town_of(app) as there:
            (over,) = _of_title(there, ProceedingKind.TRANSFER, title)
            back = TakeBackTransfer(reason="镇里已自行修好。")
            there.handler.proceeding(
                back, TOWN_SUPERVISOR, over.proceeding, f"demo/town/{title}/back"
            )
            there.runner.catch_up()
            Courier(there).carry()

    return Act(does)


def worked_on(unit: str, handler: Actor, clerk: Actor) -> tuple[tuple[Command, Actor], ...]:
    """Taken on, put in hand, and something found out."""
    task = Task(unit=unit, person=handler.person, task="请按期办理并反馈。")
    return (
        (AcceptTakeover(), clerk),
        (DispatchMatter(lead=task), clerk),
        (DeliverOrder(unit=unit), clerk),
        (SignOrder(), handler),
        (outcome(Finding.MET, "已修复，现场核实。"), handler),
        (ReportTakeoverResult(text="已修复。", evidence="现场照片"), clerk),
    )


TOWN_WORKS = worked_on(STATION, TOWN_HANDLER, TOWN_CLERK)
COUNTY_WORKS = worked_on("jiaotong", HANDLERS["jiaotong"], CLERK)


def _done_to(
    app: Application, title: str, steps: tuple[tuple[Command, Actor], ...], key: str
) -> None:
    app.runner.catch_up()
    (takeover,) = _of_title(app, ProceedingKind.TAKEOVER, title)
    matter = next(each for each in takeover.links if each.startswith("matter-"))
    for place, (command, actor) in enumerate(steps):
        each = f"{key}/{place}"
        if type(command) in KIND_OF_COMMAND:
            app.handler.proceeding(command, actor, takeover.proceeding, each)
        else:
            app.handler.matter(command, actor, matter.removeprefix("matter-"), each)
        app.runner.catch_up()


def _of_title(app: Application, kind: ProceedingKind, title: str) -> list[ProceedingRow]:
    page = app.queries.proceedings(AUDITOR, Asked(limit=1_000), WantedProceedings(kind=kind))
    return [each for each in page.items if each.title == title]
