"""What an auditor looks for: never answered, copied, passed on, ended or moved near the due date, back
again, dumped as others' duty (docs/auditing.md)."""

from collections.abc import Iterator

from domain.matter.handling.commands import ReportProgress
from domain.matter.refusing.commands import ConfirmRefusal, ProposeRefusal
from domain.matter.timing.commands import ExtendAnswer
from domain.matter.withdrawing.commands import (
    ConfirmWithdrawal,
    RecordWithdrawal,
    ResumeComplaint,
)
from domain.vocabulary import AnswerRoute, Finding, RefusalGround
from service.demo.people import CALLER, CLERK, HANDLERS, HEADS, SUPERVISOR
from service.demo.steps import Step, Story, answer, followed_up, outcome, received, signed

PHONE = AnswerRoute.PHONE
COPIED = "您反映的问题我局高度重视，已安排专人现场核实并按规定处理，感谢您对我们工作的关心与支持。"
WITHDRAWN = "问题已经妥善解决，本人自愿撤回此前的全部反映，不再要求答复。"
HOUSING = HANDLERS["zhujian"]


def stories() -> Iterator[Story]:
    yield Story(
        "never-answered",
        (
            received(70, "排水沟淤堵", "村口排水沟淤堵三年。"),
            *signed("shuiwu", 70),
            Step(68, 10, HANDLERS["shuiwu"], ReportProgress(text="已列入计划。")),
        ),
    )
    yield from _copies()
    yield from _near_the_due_date()
    yield from _withdrawn()
    yield from _dumped()


def _copies() -> Iterator[Story]:
    for place, (begin, subject) in enumerate(((33, "电梯停运"), (29, "外墙脱落")), 1):
        yield Story(
            f"copied-answer-{place}",
            (
                received(begin, subject, f"{subject}，物业不管。"),
                *signed("zhujian", begin),
                Step(begin - 3, 10, HOUSING, ReportProgress(text="已告物业。")),
                Step(begin - 8, 10, HOUSING, outcome(Finding.PARTLY_MET, "已督促物业。")),
                Step(begin - 9, 10, HOUSING, answer(COPIED)),
                *followed_up(begin - 12),
            ),
        )
    yield Story(
        "passed-on",
        (
            received(26, "小区停车收费", "收费没有公示。"),
            *signed("zhujian", 26),
            Step(24, 10, HOUSING, ReportProgress(text="已看。")),
            Step(20, 10, HOUSING, outcome(Finding.PARTLY_MET, "已转。")),
            Step(19, 10, HOUSING, answer("您的问题已转交物业公司处理。")),
            *followed_up(16),
        ),
    )
    text = "收费牌还是没有公示，五元一小时，找谁都说不归他管，请派人来看看。"
    yield Story(
        "back-again",
        (received(9, "停车收费仍未公示", text), *signed("zhujian", 9)),
    )


def _near_the_due_date() -> Iterator[Story]:
    """Due at the end of the fifteenth working day: answered on it, or extended on it."""
    yield Story(
        "ended-near-due",
        (
            received(25, "绿地被占", "绿地被圈成菜地。"),
            *signed("zhujian", 25),
            Step(23, 10, HOUSING, ReportProgress(text="已通知清理。")),
            Step(14, 10, HOUSING, outcome(Finding.MET, "已清理。")),
            Step(10, 16, HOUSING, answer("菜地已清，绿地月底补种。")),
        ),
    )
    yield Story(
        "extended-near-due",
        (
            received(18, "围墙倾斜", "围墙向外倾斜。"),
            *signed("zhujian", 18),
            Step(16, 10, HOUSING, ReportProgress(text="已拉警戒线。")),
            Step(
                3,
                17,
                HEADS["zhujian"],
                ExtendAnswer(working_days=15, reason="需重新勘察。", told_by=PHONE),
            ),
        ),
    )


def _withdrawn() -> Iterator[Story]:
    resumed = ResumeComplaint(text="钱没给，是被要求撤的。")
    for place, begin in enumerate((15, 13), 1):
        yield Story(
            f"withdrawn-after-contact-{place}",
            (
                received(begin, "工资拖欠", f"第 {place} 工地拖欠两个月工资。"),
                *signed("renshe", begin),
                Step(begin - 2, 10, HANDLERS["renshe"], ReportProgress(text="已联系工地。")),
                Step(begin - 4, 10, CLERK, RecordWithdrawal(route=PHONE, text=WITHDRAWN)),
                Step(begin - 5, 10, CALLER, ConfirmWithdrawal(route=PHONE)),
                *((Step(4, 10, CLERK, resumed),) if place == 1 else ()),
            ),
        )


def _dumped() -> Iterator[Story]:
    """Three in a row not taken on, as others' duty."""
    for place, subject in enumerate(("噪声扰民", "油烟扰民", "光照扰民"), 1):
        yield Story(
            f"dumped-{place}",
            (
                received(20 + place, subject, f"{subject}，说不归他们管。"),
                Step(
                    19 + place,
                    10,
                    CLERK,
                    ProposeRefusal(
                        ground=RefusalGround.OTHER_BODY,
                        body="生态环境部门",
                        reason="属环境保护管理。",
                    ),
                ),
                Step(
                    18 + place,
                    10,
                    SUPERVISOR,
                    ConfirmRefusal(text="请向生态环境部门反映。", told_by=PHONE),
                ),
            ),
        )
