"""Missed and found so for ever; an earlier act confirmed; leads decided; obstruction (M26, M29)."""

from collections.abc import Iterator
from datetime import timedelta

from domain.accountability.leads.commands import NotHold, OpenLead
from domain.envelope import Actor
from domain.matter.handling.commands import ReportProgress
from domain.matter.intake.commands import NotifyAcceptance
from domain.matter.routing.commands import SignOrder
from domain.supervision.obstructions.commands import RecordObstruction
from domain.verdicts.commands import ConfirmEarlierAct
from domain.vocabulary import AnswerRoute, Duty, Finding, Ground, LawfulGround, ProceedingKind
from projections.proceeding_register import WantedProceedings
from service.asking import Asked
from service.bootstrap import Application
from service.demo.days import Days
from service.demo.people import (
    AUDITOR,
    CLERK,
    DISCIPLINE_LEADER,
    HANDLERS,
    INSPECTOR,
    OFFICE,
    SUPERVISOR,
)
from service.demo.steps import Act, Step, Story, answer, delivered, followed_up, outcome, received
from service.demo.told import Told, lead_of_breach

LATE_SIGNED = "signed-late"
OLD = timedelta(days=9)
"""A lead that nobody took up within this is looked at in the meeting."""

MEETINGS = range(150, 14, -5)
"""Working days ago, once a week; of what came up in the last three weeks much still waits."""


def stories(days: Days) -> Iterator[Story]:
    meetings = (
        Step(each, 16, INSPECTOR, Act(_meet)) for each in MEETINGS if each < len(days.worked)
    )
    yield Story("lead-meetings", tuple(meetings))
    yield Story(
        LATE_SIGNED,
        (
            received(48, "雨棚漏水", "公交站雨棚漏水。"),
            *delivered("jiaotong", 48),
            Step(47, 9, CLERK, NotifyAcceptance(route=AnswerRoute.PHONE)),
            Step(44, 9, HANDLERS["jiaotong"], SignOrder()),
            Step(44, 10, HANDLERS["jiaotong"], ReportProgress(text="已派人。")),
            Step(
                42,
                9,
                SUPERVISOR,
                ConfirmEarlierAct(
                    duty=Duty.SIGN,
                    of="jiaotong",
                    done_at=days.at(47, 15),
                    evidence="收发室登记簿第 8 页。",
                ),
            ),
            Step(40, 10, HANDLERS["jiaotong"], outcome(Finding.MET, "雨棚已补。")),
            Step(39, 10, HANDLERS["jiaotong"], answer("雨棚已修补，不再漏水。")),
            *followed_up(36),
        ),
    )
    yield Story(
        lead_of_breach(LATE_SIGNED, Duty.SIGN, "jiaotong"),
        (
            Step(
                41,
                9,
                INSPECTOR,
                NotHold(ground=LawfulGround.NOT_SUBSTANTIATED, reason="系漏登，当日已签收。"),
            ),
        ),
    )
    yield Story(
        "obstruction",
        (
            Step(
                4,
                15,
                INSPECTOR,
                RecordObstruction(
                    title="拒不开门、拖延交卷",
                    unit="shuiwu",
                    person=HANDLERS["shuiwu"].person,
                    matter="stuck-not-reported",
                    text="督查组到场四十分钟不开门，台账推说在家。",
                ),
            ),
        ),
    )
    yield Story(
        "lead-by-auditor",
        (
            Step(
                3,
                9,
                AUDITOR,
                OpenLead(
                    title="多件临期办结",
                    ground=Ground.WEAK_EXECUTION,
                    unit="zhujian",
                    reason="疑点清单显示集中在到期当日答复。",
                ),
            ),
        ),
    )


def _meet(app: Application, _told: Told, inspector: Actor) -> None:
    """End the leads that breaches opened and that are somewhat old; those about the office itself are
    for somebody outside it."""
    wanted = WantedProceedings(kind=ProceedingKind.LEAD, open=True)
    old = app.clock.now() - OLD
    for each in app.queries.proceedings(AUDITOR, Asked(limit=200), wanted).items:
        if each.facets["by_rule"] and each.opened_at < old:
            decider = DISCIPLINE_LEADER if each.unit == OFFICE else inspector
            app.handler.proceeding(
                NotHold(ground=LawfulGround.NOT_ATTRIBUTABLE, reason="迟延轻微，已补办。"),
                decider,
                each.proceeding,
                f"demo/lead-meetings/{each.number}",
            )
