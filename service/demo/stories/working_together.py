"""Referrals, three-party talks, early talks, reports sent up (M27, M28, M30)."""

from collections.abc import Iterator

from domain.cooperation.referrals.commands import (
    Refer,
    RefuseReferral,
    ReportOnReferral,
    ReturnResult,
    SignReferral,
)
from domain.cooperation.reports_upward.commands import ConfirmClass, CountReport, SendUp
from domain.cooperation.talks.commands import HoldEarlyTalk, HoldThreePartyTalk, RouteTalk
from domain.vocabulary import Cause, Channel, Duty, PursuingBody
from service.demo.days import Days
from service.demo.people import (
    CALLER,
    CLERK,
    DISCIPLINARIAN,
    DISCIPLINE,
    HANDLERS,
    HEADS,
    SUPERVISOR,
)
from service.demo.steps import Step, Story, answer, received, signed
from service.demo.stories.inspections import RECORDS
from service.demo.told import made_by


def stories(days: Days) -> Iterator[Story]:
    yield from _referred(days)
    yield from _talks(days)
    begin = days.in_month(2, 8)
    yield Story(
        "report-upward",
        (
            Step(begin, 9, CLERK, CountReport(channel=Channel.LETTER, higher="市纪委监委")),
            Step(begin, 11, CALLER, ConfirmClass()),
            Step(begin - 2, 9, CLERK, SendUp(receipt="市纪收〔示〕12 号")),
        ),
    )
    yield Story(
        "report-upward-waiting",
        (Step(2, 9, CLERK, CountReport(channel=Channel.VISIT, higher="市纪委监委")),),
    )


def _referred(days: Days) -> Iterator[Story]:
    begin = days.in_month(3, 10)
    yield Story(
        "referral",
        (
            Step(
                begin,
                9,
                SUPERVISOR,
                Refer(
                    title="补填台账线索",
                    body=PursuingBody.DISCIPLINE,
                    receiver=DISCIPLINE,
                    about=made_by(RECORDS, "lead"),
                    text="疑有虚列支出，移送核查。",
                    papers=("检查记录", "台账复印件"),
                ),
            ),
            Step(begin - 2, 9, DISCIPLINARIAN, SignReferral(receipt="纪收〔示〕7 号")),
            Step(begin - 20, 9, DISCIPLINARIAN, ReportOnReferral(text="已调取银行流水。")),
            Step(
                begin - 30,
                9,
                DISCIPLINARIAN,
                ReturnResult(text="未见虚列，退回按管理问题处理。", evidence="核查意见书"),
            ),
        ),
    )
    yield Story(
        "referral-refused",
        (
            Step(
                16,
                9,
                SUPERVISOR,
                Refer(
                    title="摊位费收取",
                    body=PursuingBody.COMPETENT,
                    receiver="jiaotong",
                    matter="noise",
                    text="请核查路边摊位费。",
                ),
            ),
            Step(14, 9, HEADS["jiaotong"], RefuseReferral(reason="摊位费由街道收取。")),
        ),
    )
    yield Story(
        "beyond-authority",
        (
            received(22, "信件丢失", "寄出的挂号信丢了。"),
            *signed("renshe", 22),
            Step(16, 10, HANDLERS["renshe"], answer("已移送纪委监委派驻邮政的机构办理。")),
        ),
    )
    yield Story(
        "beyond-authority-referral",
        (
            Step(
                20,
                10,
                SUPERVISOR,
                Refer(
                    title="挂号信丢失",
                    body=PursuingBody.COMPETENT,
                    receiver=DISCIPLINE,
                    matter="beyond-authority",
                    beyond_authority=True,
                    text="邮政不属本级管理。",
                ),
            ),
            Step(18, 9, DISCIPLINARIAN, SignReferral(receipt="纪收〔示〕9 号")),
        ),
    )


def _talks(days: Days) -> Iterator[Story]:
    """The cause lies with the contractor, and goes to the body that pursues it."""
    begin = days.in_month(2, 3)
    yield Story(
        "three-party-talk",
        (
            Step(
                begin,
                15,
                SUPERVISOR,
                HoldThreePartyTalk(
                    title="文化馆工程停工",
                    owner="zhujian",
                    contractor="示范建筑公司",
                    helper="dongjie",
                    cause=Cause.CONTRACTOR,
                    pursuer="renshe",
                    text="拖欠工资致停工，承包方承认。",
                ),
            ),
            Step(begin - 2, 9, SUPERVISOR, RouteTalk(referral="contractor-referral")),
        ),
    )
    yield Story(
        "contractor-referral",
        (
            Step(
                begin - 1,
                9,
                SUPERVISOR,
                Refer(
                    title="文化馆工程欠薪",
                    body=PursuingBody.COMPETENT,
                    receiver="renshe",
                    about="three-party-talk",
                    text="请依法处理欠薪。",
                ),
            ),
            Step(begin - 3, 9, HANDLERS["renshe"], SignReferral(receipt="劳监〔示〕3 号")),
        ),
    )
    yield Story(
        "talk-waiting",
        (
            Step(
                3,
                15,
                SUPERVISOR,
                HoldThreePartyTalk(
                    title="养老院电梯",
                    owner="renshe",
                    contractor="示范电梯公司",
                    helper="dongjie",
                    cause=Cause.OWNER,
                    pursuer="zhujian",
                    text="业主未办报装。",
                ),
            ),
        ),
    )
    yield Story(
        "early-talk",
        (
            Step(
                5,
                15,
                SUPERVISOR,
                HoldEarlyTalk(matter="extended", duty=Duty.OUTCOME, text="提醒：鉴定不能再拖。"),
            ),
        ),
    )
