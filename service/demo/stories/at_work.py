"""Matters at work, and the three silent failures (M07, M11, M12, M13)."""

from collections.abc import Iterator

from domain.matter.answering.commands import ConfirmExemption, GiveInterimReply, ProposeExemption
from domain.matter.handling.commands import ReportDifficulty, ReportProgress
from domain.matter.intake.commands import NotifyAcceptance
from domain.matter.timing.commands import ExtendAnswer
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    ExemptionGround,
    Finding,
    RefusalGround,
)
from service.demo.days import Days, midnight
from service.demo.people import CLERK, DEPUTY, HANDLERS, HEAD_OF_HOUSING, SUPERVISOR
from service.demo.steps import (
    Step,
    Story,
    outcome,
    received,
    signed,
)

PHONE, IN_PROCEEDINGS = AnswerRoute.PHONE, RefusalGround.IN_PROCEEDINGS


def stories(days: Days) -> Iterator[Story]:
    yield from _at_work(days)
    yield from _silent_failures()


def _at_work(days: Days) -> Iterator[Story]:
    yield Story(
        "in-hand",
        (
            received(6, "路灯不亮", "文化路三盏路灯不亮。"),
            *signed("zhujian", 6),
            Step(4, 10, CLERK, NotifyAcceptance(route=AnswerRoute.PHONE)),
            Step(3, 15, HANDLERS["zhujian"], ReportProgress(text="已查明线路故障，正在更换。")),
        ),
    )
    yield Story(
        "with-participant",
        (
            received(
                8,
                "断头路何时打通",
                "会议定下的路段迟迟不开工。",
                channel=Channel.LEADER_ASSIGNMENT,
                assigned_by=DEPUTY,
            ),
            *signed("jiaotong", 8, participant="zhujian"),
            Step(5, 16, HANDLERS["jiaotong"], ReportProgress(text="施工方案已送审。")),
        ),
    )
    yield Story(
        "difficulty-reported",
        (
            received(11, "老旧小区加压供水", "六楼以上夏季没水。"),
            *signed("shuiwu", 11),
            Step(8, 10, HANDLERS["shuiwu"], ReportProgress(text="现场已测水压。")),
            Step(
                2,
                10,
                HANDLERS["shuiwu"],
                ReportDifficulty(leader=DEPUTY, text="加压泵房无处可建，需县里协调用地。"),
            ),
        ),
    )
    yield Story(
        "extended",
        (
            received(13, "危房鉴定", "外墙开裂，请求鉴定。"),
            *signed("zhujian", 13),
            Step(10, 9, HANDLERS["zhujian"], ReportProgress(text="已委托鉴定机构。")),
            Step(
                3,
                10,
                HEAD_OF_HOUSING,
                ExtendAnswer(
                    working_days=10, reason="鉴定需要取样检测。", told_by=AnswerRoute.PHONE
                ),
            ),
            Step(
                2,
                10,
                CLERK,
                GiveInterimReply(
                    text="鉴定正在进行。",
                    expected_by=midnight(days.ahead(14)),
                    route=AnswerRoute.PHONE,
                ),
            ),
        ),
    )
    yield Story(
        "exempt",
        (
            received(
                9,
                "无名来信",
                "反映某巷夜间噪声，未留地址。",
                channel=Channel.LETTER,
                anonymous=True,
            ),
            Step(
                7,
                10,
                CLERK,
                ProposeExemption(
                    ground=ExemptionGround.NO_ROUTE, reason="来信无姓名、无联系方式。"
                ),
            ),
            Step(6, 10, SUPERVISOR, ConfirmExemption()),
            *signed("dongjie", 6, told=False),
            Step(4, 10, HANDLERS["dongjie"], outcome(Finding.PARTLY_MET, "已劝导，夜间加巡。")),
        ),
    )


def _silent_failures() -> Iterator[Story]:
    yield Story(
        "stuck-not-reported",
        (
            received(28, "河道违建", "河边搭棚挡住行洪。"),
            *signed("shuiwu", 28),
            Step(25, 10, HANDLERS["shuiwu"], ReportProgress(text="已到现场查看。")),
        ),
    )
    yield Story(
        "solved-not-told",
        (
            received(14, "井盖更换", "菜市场门口井盖破损。"),
            *signed("zhujian", 14),
            Step(8, 15, HANDLERS["zhujian"], outcome(Finding.MET, "井盖已更换。")),
        ),
    )
    yield Story(
        "policy-not-explained",
        (
            received(12, "提前领取补贴", "未满年限，希望先发补贴。"),
            *signed("renshe", 12),
            Step(
                5, 11, HANDLERS["renshe"], outcome(Finding.OUTSIDE_POLICY, "年限未满，不能发放。")
            ),
        ),
    )
