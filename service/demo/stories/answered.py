"""Matters answered, closed, contested, reviewed, withdrawn, not taken on (M01, M15, M40)."""

from collections.abc import Iterator

from domain.matter.closing.commands import CloseMatter
from domain.matter.contesting.commands import ApplyForReview, ContestAnswer, DecideReview
from domain.matter.disputing.commands import ObjectToOrder
from domain.matter.handling.commands import InformLeader
from domain.matter.intake.commands import NotifyAcceptance
from domain.matter.refusing.commands import ConfirmRefusal, ProposeRefusal
from domain.matter.urging.commands import ReportOnSlip
from domain.matter.withdrawing.commands import ConfirmWithdrawal, RecordWithdrawal
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    Conduct,
    Finding,
    Nature,
    RefusalGround,
    Satisfaction,
)
from service.demo.people import CALLER, CLERK, HANDLERS, LEADER, SUPERVISOR
from service.demo.steps import (
    Step,
    Story,
    answer,
    call,
    delivered,
    outcome,
    received,
    signed,
)

PHONE, IN_PROCEEDINGS = AnswerRoute.PHONE, RefusalGround.IN_PROCEEDINGS


def stories() -> Iterator[Story]:
    yield from _answered()
    yield from _after_the_answer()


def _answered() -> Iterator[Story]:
    yield Story(
        "answered",
        (
            received(10, "社保转移怎么办", "跨市转移要带什么？", Nature.QUESTION),
            *signed("renshe", 10),
            Step(5, 10, HANDLERS["renshe"], outcome(Finding.QUESTION_ANSWERED, "已列明材料。")),
            Step(3, 10, HANDLERS["renshe"], answer("带身份证和缴费凭证到窗口办理。")),
        ),
    )
    yield Story(
        "closed",
        (
            received(20, "公交晚点", "早班车常晚点。", channel=Channel.NETIZEN_MESSAGE),
            *signed("jiaotong", 20),
            Step(18, 10, CLERK, NotifyAcceptance(route=AnswerRoute.PUBLISHED)),
            Step(14, 10, HANDLERS["jiaotong"], outcome(Finding.MET, "已加开一班。")),
            Step(13, 10, HANDLERS["jiaotong"], answer("已加开早班车。", AnswerRoute.PUBLISHED)),
            Step(12, 10, CALLER, call(Satisfaction.SATISFIED)),
            Step(12, 15, SUPERVISOR, CloseMatter()),
        ),
    )
    yield Story(
        "conduct-closed-late",
        (
            received(
                30,
                "窗口推诿",
                "跑了三趟都说找别的窗口。",
                Nature.CONDUCT,
                channel=Channel.VISIT,
                conduct=(Conduct.SHIFTING_BLAME,),
                about_units=("renshe",),
            ),
            *signed("dongjie", 30),
            Step(12, 10, HANDLERS["dongjie"], outcome(Finding.SUBSTANTIATED, "情况属实，已整改。")),
            Step(11, 10, HANDLERS["dongjie"], answer("情况属实，已责令整改并致歉。")),
            Step(10, 10, CALLER, call(Satisfaction.BASICALLY_SATISFIED)),
            Step(10, 11, HANDLERS["dongjie"], ReportOnSlip(text="核实费时，已改进。")),
            Step(10, 15, SUPERVISOR, CloseMatter()),
        ),
    )
    yield Story(
        "leader-informed",
        (
            received(
                18,
                "学校周边交通",
                "放学时段拥堵，请研究。",
                channel=Channel.MEETING_MINUTES,
                assigned_by=LEADER.person,
            ),
            *signed("jiaotong", 18),
            Step(9, 10, HANDLERS["jiaotong"], outcome(Finding.PARTLY_MET, "已设临时单行。")),
            Step(9, 11, HANDLERS["jiaotong"], InformLeader(text="临时单行已实施，效果待看。")),
            Step(8, 10, HANDLERS["jiaotong"], answer("放学时段已设临时单行。")),
        ),
    )


def _after_the_answer() -> Iterator[Story]:
    yield Story(
        "contested",
        (
            received(22, "楼道堆物", "消防通道被占，说清了又堆上。"),
            *signed("dongjie", 22),
            Step(15, 10, HANDLERS["dongjie"], outcome(Finding.MET, "已清理。")),
            Step(14, 10, HANDLERS["dongjie"], answer("楼道已清理。")),
            Step(8, 10, CALLER, call(Satisfaction.DISSATISFIED)),
            Step(7, 10, CLERK, ContestAnswer(text="两天后又堆满了。")),
        ),
    )
    yield Story(
        "withdrawn",
        (
            received(6, "水管渗水", "楼上渗水，已自行联系。"),
            *signed("shuiwu", 6),
            Step(4, 10, CLERK, RecordWithdrawal(route=AnswerRoute.PHONE, text="已修好，撤回。")),
            Step(3, 10, CALLER, ConfirmWithdrawal(route=AnswerRoute.PHONE)),
        ),
    )
    disputed = (
        received(50, "小区围墙开裂", "围墙裂缝越来越宽。"),
        *signed("zhujian", 50),
        Step(42, 10, HANDLERS["zhujian"], outcome(Finding.MET, "已抹缝。")),
        Step(41, 10, HANDLERS["zhujian"], answer("裂缝已处理。")),
        Step(38, 10, CLERK, ContestAnswer(text="只抹了表面。")),
        Step(32, 10, HANDLERS["zhujian"], outcome(Finding.PARTLY_MET, "已加固一段。")),
        Step(31, 10, HANDLERS["zhujian"], answer("已加固最险的一段。")),
        Step(20, 10, CLERK, ApplyForReview(text="其余部分仍有危险。")),
    )
    upheld = DecideReview(upheld=True, text="其余部分经鉴定安全。", route=AnswerRoute.LETTER)
    yield Story("under-review", disputed)
    yield Story(
        "under-re-review",
        (
            *disputed,
            Step(10, 10, SUPERVISOR, upheld),
            Step(3, 10, CLERK, ApplyForReview(text="不服复查决定。")),
        ),
    )
    yield Story(
        "objected",
        (
            received(2, "河道漂浮物", "桥下漂着垃圾。"),
            *delivered("shuiwu", 2),
            Step(1, 10, HANDLERS["shuiwu"], ObjectToOrder(instead="dongjie", text="属街道保洁。")),
        ),
    )
    yield Story(
        "refused",
        (
            received(5, "合同纠纷", "与装修公司的合同纠纷，已经起诉。"),
            Step(4, 10, CLERK, ProposeRefusal(ground=IN_PROCEEDINGS, reason="法院已立案。")),
            Step(4, 15, SUPERVISOR, ConfirmRefusal(text="请待法院判决。", told_by=PHONE)),
        ),
    )
