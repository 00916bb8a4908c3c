"""Orders objected to, joint handling, who waits for whom, hand-overs, participants (M07, M08)."""

from collections.abc import Iterator

from domain.matter.disputing.commands import (
    DesignateLead,
    ObjectToOrder,
    OrderJointHandling,
    RuleObjection,
    SettleResponsibility,
)
from domain.matter.handling.commands import ReportParticipation, ReportProgress
from domain.matter.routing.commands import (
    AddParticipant,
    DeliverOrder,
    HandOver,
    OpenOrder,
    SignOrder,
    WithdrawParticipant,
)
from domain.matter.waiting.commands import EndWaiting, ReportWaiting
from domain.vocabulary import Finding
from service.demo.people import CLERK, HANDLERS, HEADS, SUPERVISOR
from service.demo.steps import (
    Step,
    Story,
    answer,
    delivered,
    followed_up,
    outcome,
    received,
    signed,
    task,
)

ROADS, WATER, HOUSING = HANDLERS["jiaotong"], HANDLERS["shuiwu"], HANDLERS["zhujian"]


def stories() -> Iterator[Story]:
    yield _joint()
    yield _designated()
    yield from _waiting()
    yield Story(
        "handed-over",
        (
            received(19, "小区充电桩", "充电桩建好半年不通电。"),
            *delivered("zhujian", 19, participant="jiaotong"),
            Step(19, 13, HOUSING, OpenOrder()),
            Step(19, 14, HOUSING, SignOrder()),
            Step(19, 15, ROADS, SignOrder()),
            Step(18, 9, HEADS["zhujian"], HandOver(person="fang-min", reason="王强外出培训。")),
            Step(17, 10, HOUSING, ReportProgress(text="已联系供电所。")),
            Step(17, 10, ROADS, ReportProgress(text="道路开挖手续已办。")),
            Step(17, 11, CLERK, AddParticipant(order=task("dongjie"))),
            Step(17, 12, CLERK, DeliverOrder(unit="dongjie")),
            Step(16, 10, ROADS, ReportParticipation(text="开挖、回填已完成。")),
            Step(16, 11, CLERK, WithdrawParticipant(unit="dongjie", reason="无需街道配合。")),
            Step(11, 10, HOUSING, outcome(Finding.MET, "已通电。")),
            Step(10, 10, HOUSING, answer("充电桩已于昨日通电。")),
            *followed_up(8),
        ),
    )


def _joint() -> Story:
    """Sent back twice, handled jointly, then settled whose it is."""
    joint = OrderJointHandling(lead=task("jiaotong"), participants=(task("shuiwu"),))
    return Story(
        "joint-handling",
        (
            received(36, "桥下涵洞淤塞", "涵洞堵了，雨天淹农田。"),
            *delivered("shuiwu", 36),
            Step(35, 10, WATER, ObjectToOrder(instead="jiaotong", text="涵洞属公路设施。")),
            Step(34, 10, SUPERVISOR, RuleObjection(unit="shuiwu", upheld=True, text="有理。")),
            *delivered("jiaotong", 34),
            Step(33, 10, ROADS, ObjectToOrder(instead="shuiwu", text="淤积来自河道。")),
            Step(32, 10, SUPERVISOR, RuleObjection(unit="jiaotong", upheld=True, text="亦有理。")),
            Step(31, 10, SUPERVISOR, joint),
            Step(31, 11, CLERK, DeliverOrder(unit="jiaotong")),
            Step(31, 11, CLERK, DeliverOrder(unit="shuiwu")),
            Step(31, 14, ROADS, SignOrder()),
            Step(31, 14, WATER, SignOrder()),
            Step(30, 10, ROADS, ReportProgress(text="两家已到现场。")),
            Step(30, 10, WATER, ReportProgress(text="已测淤积。")),
            Step(28, 10, WATER, ReportParticipation(text="河道一侧已清。")),
            Step(
                27, 10, SUPERVISOR, SettleResponsibility(unit="jiaotong", text="涵洞由交通局管护。")
            ),
            Step(26, 10, ROADS, outcome(Finding.MET, "涵洞已疏通。")),
            Step(25, 10, ROADS, answer("涵洞已疏通，今后由交通局定期清理。")),
            *followed_up(23),
        ),
    )


def _designated() -> Story:
    return Story(
        "designated",
        (
            received(7, "集市占道", "早市占了半条路。"),
            *delivered("jiaotong", 7),
            Step(6, 10, ROADS, ObjectToOrder(instead="dongjie", text="占道经营归街道管。")),
            Step(5, 10, SUPERVISOR, RuleObjection(unit="jiaotong", upheld=True, text="成立。")),
            Step(5, 11, SUPERVISOR, DesignateLead(lead=task("dongjie"))),
            Step(5, 12, CLERK, DeliverOrder(unit="dongjie")),
            Step(5, 14, HANDLERS["dongjie"], SignOrder()),
            Step(3, 14, HANDLERS["dongjie"], ReportProgress(text="已划临时疏导点。")),
        ),
    )


def _waiting() -> Iterator[Story]:
    """Two units wait for each other; a third wait is over."""
    yield Story(
        "waits-for-housing",
        (
            received(10, "公交站改造", "站台没有无障碍坡道。"),
            *signed("jiaotong", 10),
            Step(8, 10, ROADS, ReportProgress(text="方案已出。")),
            Step(7, 10, ROADS, ReportWaiting(waits_for="zhujian", text="等住建局批占道。")),
        ),
    )
    yield Story(
        "waits-for-roads",
        (
            received(9, "人行道塌陷", "人行道塌了一块。"),
            *signed("zhujian", 9),
            Step(7, 10, HOUSING, ReportProgress(text="已围挡。")),
            Step(6, 10, HOUSING, ReportWaiting(waits_for="jiaotong", text="等交通局定站台位置。")),
            Step(6, 11, HOUSING, ReportWaiting(waits_for="shuiwu", text="等水务局查管道。")),
            Step(4, 11, HOUSING, EndWaiting(waits_for="shuiwu")),
        ),
    )
