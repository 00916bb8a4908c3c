"""Limits extended, taken back, paused, moved by another class; a service promised sooner (M11, M16)."""

from collections.abc import Iterator

from domain.matter.closing.commands import CloseMatter
from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.followup.commands import RateAnswer
from domain.matter.handling.commands import ReportProgress
from domain.matter.intake.commands import NotifyAcceptance, RegisterMatter
from domain.matter.papers.commands import RequestPapers
from domain.matter.routing.commands import HandOver, SignOrder
from domain.matter.timing.commands import (
    AnnulExtension,
    ExcuseDuty,
    ExtendAnswer,
    PauseAnswer,
    ReclassifyMatter,
    ResumeAnswer,
)
from domain.organisation.commands import PublishCommitment
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    Duty,
    ExcuseGround,
    Finding,
    Nature,
    PauseGround,
    Satisfaction,
)
from service.demo.days import Days
from service.demo.people import CALLER, CLERK, HANDLERS, HEADS, SUPERVISOR
from service.demo.steps import Step, Story, answer, call, outcome, received, signed

PHONE = AnswerRoute.PHONE
CARD = "shebaoka"


def stories(days: Days) -> Iterator[Story]:
    yield from _moved()
    yield _paused_now()
    yield from _promised(days)
    yield Story(
        "corrected",
        (
            received(15, "公园长椅", "公园里三条长椅坏了。", None, channel=Channel.LETTER),
            Step(15, 10, CLERK, RegisterMatter(nature=Nature.QUESTION)),
            Step(
                14,
                9,
                CLERK,
                CorrectRegistration(reason="是求助，不是咨询。", nature=Nature.REQUEST),
            ),
            *signed("zhujian", 14),
            Step(12, 10, HANDLERS["zhujian"], ReportProgress(text="已列入本月维修。")),
            Step(10, 9, HEADS["zhujian"], HandOver(person="fang-min", reason="王强外出培训。")),
        ),
    )


def _moved() -> Iterator[Story]:
    yield Story(
        "paused",
        (
            received(32, "房屋渗漏责任", "屋顶渗漏，物业和开发商互推。"),
            *signed("zhujian", 32),
            Step(30, 10, HANDLERS["zhujian"], ReportProgress(text="已约双方到场。")),
            Step(
                28,
                10,
                SUPERVISOR,
                PauseAnswer(
                    ground=PauseGround.APPRAISAL,
                    working_days=8,
                    reason="责任需鉴定。",
                    told_by=PHONE,
                ),
            ),
            Step(23, 10, SUPERVISOR, ResumeAnswer(reason="鉴定意见已出。")),
            Step(18, 10, HANDLERS["zhujian"], outcome(Finding.MET, "开发商已修缮。")),
            Step(17, 10, HANDLERS["zhujian"], answer("开发商已完成修缮，保修两年。")),
            Step(15, 10, CALLER, call(Satisfaction.SATISFIED)),
            Step(14, 10, SUPERVISOR, CloseMatter()),
        ),
    )
    yield Story(
        "extension-annulled",
        (
            received(40, "用水证办理", "取水许可迟迟不批。"),
            *signed("shuiwu", 40),
            Step(38, 10, HANDLERS["shuiwu"], ReportProgress(text="材料已收。")),
            Step(
                34,
                10,
                HEADS["shuiwu"],
                ExtendAnswer(working_days=10, reason="需现场核实。", told_by=PHONE),
            ),
            Step(32, 10, SUPERVISOR, AnnulExtension(reason="核实半天即可，不应延期。")),
            Step(30, 10, HANDLERS["shuiwu"], outcome(Finding.MET, "许可已发。")),
            Step(29, 10, HANDLERS["shuiwu"], answer("取水许可已核发，请携证领取。")),
            Step(28, 15, CALLER, call(Satisfaction.BASICALLY_SATISFIED)),
            Step(27, 15, SUPERVISOR, CloseMatter()),
        ),
    )
    yield Story(
        "complex",
        (
            received(16, "片区雨污分流", "雨天倒灌，涉及三个小区。"),
            *signed("shuiwu", 16, participant="dongjie"),
            Step(14, 10, HANDLERS["shuiwu"], ReportProgress(text="已摸排管网。")),
            Step(15, 10, HANDLERS["dongjie"], SignOrder()),
            Step(14, 11, HANDLERS["dongjie"], ReportProgress(text="已登记住户。")),
            Step(
                13,
                10,
                SUPERVISOR,
                ReclassifyMatter(complex=True, reason="涉及多个小区、需设计改造。"),
            ),
            Step(
                12,
                10,
                SUPERVISOR,
                ExcuseDuty(
                    duty=Duty.PARTICIPANT_REPORT,
                    of="dongjie",
                    ground=ExcuseGround.TAKEN_OVER,
                    reason="住户工作由牵头单位一并完成。",
                ),
            ),
        ),
    )


def _paused_now() -> Story:
    reason = "等待法院对承租人的裁定。"
    return Story(
        "paused-now",
        (
            received(8, "公租房被转租", "对门的公租房租给了外人。"),
            *signed("zhujian", 8),
            Step(6, 10, HANDLERS["zhujian"], ReportProgress(text="已入户核实。")),
            Step(
                4,
                10,
                SUPERVISOR,
                PauseAnswer(
                    ground=PauseGround.PROCEEDINGS,
                    working_days=20,
                    reason=reason,
                    told_by=PHONE,
                ),
            ),
        ),
    )


def _promised(days: Days) -> Iterator[Story]:
    since = days.in_month(6, 3)
    yield Story(
        "commitment",
        (
            Step(
                since,
                10,
                SUPERVISOR,
                PublishCommitment(
                    unit="renshe",
                    item=CARD,
                    title="社保卡补办",
                    working_days=5,
                    since=days.on(since),
                ),
            ),
        ),
    )
    yield Story(
        "promised-service",
        (
            received(13, "社保卡补办太慢", "卡丢了，催了两次。", service_item=CARD),
            *signed("renshe", 13),
            Step(12, 9, CLERK, NotifyAcceptance(route=PHONE)),
            Step(
                12,
                10,
                HANDLERS["renshe"],
                RequestPapers(papers=("身份证复印件",), told_by=PHONE),
            ),
            Step(11, 10, HANDLERS["renshe"], RequestPapers(papers=("挂失证明",), told_by=PHONE)),
            Step(10, 10, HANDLERS["renshe"], outcome(Finding.MET, "新卡已制。")),
            Step(10, 15, HANDLERS["renshe"], answer("新卡已制好，请到窗口领取。")),
            Step(
                9,
                10,
                CLERK,
                RateAnswer(satisfaction=Satisfaction.BASICALLY_SATISFIED, resolved=True),
            ),
            Step(8, 10, CALLER, call(Satisfaction.BASICALLY_SATISFIED)),
        ),
    )
