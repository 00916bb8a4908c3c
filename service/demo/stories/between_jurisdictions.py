"""The county and its neighbours in the tree of jurisdictions (M39): matters handed down to a town and up
from it, taken on, given back, never fetched, and called back."""

from collections.abc import Iterator

from domain.cooperation.takeovers.commands import ReturnTakeover
from domain.cooperation.transfers.commands import PressTransfer, TakeBackTransfer, TransferMatter
from domain.jurisdictions.commands import NameHigher, RegisterLower, WithdrawTie
from domain.vocabulary import Finding, ReturnGround, TransferGround
from service.demo.days import Days
from service.demo.neighbour import (
    CARRY,
    COUNTY_WORKS,
    TOWN,
    TOWN_SUPERVISOR,
    TOWN_WORKS,
    begins,
    called_back,
    handed_up,
    in_county,
    in_town,
)
from service.demo.people import CLERK, HANDLERS, OFFICE, SUPERVISOR
from service.demo.steps import Step, Story, answer, followed_up, outcome, received, signed

TO_THE_TOWN, LEFT_LYING, SENT_BACK = "西镇老街路灯损坏", "西镇水渠淤堵", "西镇界外路面塌陷"
UP_TO_US, NOT_OURS, MENDED = "县道护栏缺损", "镇区停车划线", "西镇候车亭漏雨"


def stories(days: Days) -> Iterator[Story]:
    begin = days.in_month(5, 7)
    yield Story(
        "neighbours",
        (
            Step(begin, 9, SUPERVISOR, _below(TOWN, "西镇")),
            Step(begin, 9, SUPERVISOR, begins(days.on(begin))),
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
    yield from _never_fetched(begin - 2)
    yield from _taken_on(begin - 20)
    yield from _given_back(begin - 30)
    yield from _up(begin - 40)
    yield from _on_its_way()


def _never_fetched(day: int) -> Iterator[Story]:
    """The courier does not run: the receipt is missed, pressed for, and the matter taken back."""
    yield Story("left_lying", (received(day, LEFT_LYING, "水渠淤堵，雨天倒灌。"),))
    yield Story(
        "left_lying.over",
        (
            Step(day, 11, SUPERVISOR, _over("left_lying", LEFT_LYING)),
            Step(day - 7, 10, CLERK, PressTransfer(text="请尽快签收。")),
            Step(
                day - 9, 10, SUPERVISOR, TakeBackTransfer(reason="对方迟迟未签收，改由县里办理。")
            ),
            Step(day - 9, 11, SUPERVISOR, CARRY),
        ),
    )
    work = Step(day - 12, 10, HANDLERS["shuiwu"], outcome(Finding.MET, "水渠已清淤。"))
    yield Story(
        "left_lying.here",
        tuple(
            Step(each.days_ago, each.hour, each.actor, each.does, about="left_lying")
            for each in (
                *signed("shuiwu", day - 10),
                work,
                Step(day - 13, 9, HANDLERS["shuiwu"], answer("水渠已清淤，请查看。")),
                *followed_up(day - 14),
            )
        ),
    )


def _taken_on(day: int) -> Iterator[Story]:
    yield Story("to_the_town", (received(day, TO_THE_TOWN, "老街三盏路灯不亮。"),))
    told = (Step(day - 5, 10, CLERK, answer("镇里已修好路灯。")), *followed_up(day - 6))
    yield Story(
        "to_the_town.over",
        (
            Step(day, 10, SUPERVISOR, _over("to_the_town", TO_THE_TOWN)),
            Step(day, 11, SUPERVISOR, CARRY),
            Step(day - 4, 10, SUPERVISOR, in_town(TO_THE_TOWN, *TOWN_WORKS)),
            Step(day - 4, 11, SUPERVISOR, CARRY),
            *(
                Step(each.days_ago, each.hour, each.actor, each.does, about="to_the_town")
                for each in told
            ),
        ),
    )


def _given_back(day: int) -> Iterator[Story]:
    yield Story("sent_back", (received(day, SENT_BACK, "界桩以东路面塌陷。"),))
    returned = ReturnTakeover(ground=ReturnGround.NOT_OURS, text="塌陷处在县道，不归镇里管养。")
    yield Story(
        "sent_back.over",
        (
            Step(day, 10, SUPERVISOR, _over("sent_back", SENT_BACK)),
            Step(day, 11, SUPERVISOR, CARRY),
            Step(day - 1, 10, SUPERVISOR, in_town(SENT_BACK, (returned, TOWN_SUPERVISOR))),
            Step(day - 1, 11, SUPERVISOR, CARRY),
        ),
    )
    road = HANDLERS["jiaotong"]
    yield Story(
        "sent_back.here",
        tuple(
            Step(each.days_ago, each.hour, each.actor, each.does, about="sent_back")
            for each in (
                *signed("jiaotong", day - 2),
                Step(day - 4, 10, road, outcome(Finding.MET, "路面已回填。")),
                Step(day - 4, 15, road, answer("路面已回填。")),
                *followed_up(day - 6),
            )
        ),
    )


def _up(day: int) -> Iterator[Story]:
    """From the town to the county: taken on, given back, and called back by the town itself."""
    returned = ReturnTakeover(ground=ReturnGround.NOT_OURS, text="镇区划线由镇里负责。")
    yield Story(
        "from_the_town",
        (
            Step(day, 9, SUPERVISOR, handed_up(UP_TO_US, "护栏缺损，过往车辆危险。")),
            Step(day - 2, 10, SUPERVISOR, in_county(UP_TO_US, *COUNTY_WORKS)),
            Step(day - 3, 9, SUPERVISOR, handed_up(NOT_OURS, "停车位没有划线。")),
            Step(day - 4, 10, SUPERVISOR, in_county(NOT_OURS, (returned, SUPERVISOR))),
            Step(day - 5, 9, SUPERVISOR, handed_up(MENDED, "候车亭漏雨。")),
            Step(day - 6, 10, SUPERVISOR, called_back(MENDED)),
        ),
    )


def _on_its_way() -> Iterator[Story]:
    title = "西镇集市占道经营"
    yield Story("on_its_way", (received(3, title, "集市占道，车辆无法通行。"),))
    yield Story(
        "on_its_way.over",
        (
            Step(2, 10, SUPERVISOR, _over("on_its_way", title)),
            Step(2, 11, SUPERVISOR, CARRY),
        ),
    )


def _below(jurisdiction: str, name: str) -> RegisterLower:
    return RegisterLower(jurisdiction=jurisdiction, name=name, desk=OFFICE)


def _over(matter: str, title: str) -> TransferMatter:
    return TransferMatter(
        matter=matter,
        to=TOWN,
        title=title,
        ground=TransferGround.PLACE,
        text="事发地在西镇，由镇里办理更快。",
    )
