"""Key works with roadmap, timetable and responsible persons; one of them slips (M20)."""

from collections.abc import Iterator

from domain.proceedings.handing_over import HandOverDuties
from domain.supervision.key_works.commands import (
    CompleteKeyWork,
    MoveMilestone,
    PlannedMilestone,
    ReachMilestone,
    ReportKeyWork,
    SetUpKeyWork,
)
from domain.vocabulary import Cadence
from service.demo.days import Days
from service.demo.people import HANDLERS, HEADS, SUPERVISOR
from service.demo.steps import Step, Story


def stories(days: Days) -> Iterator[Story]:
    yield _done(days)
    yield _slipping(days)


def _done(days: Days) -> Story:
    begin, handler = days.in_month(5, 2), HANDLERS["jiaotong"]
    plan = SetUpKeyWork(
        title="县道生命防护工程",
        unit="jiaotong",
        text="三个标段同步施工，雨季前完工。",
        milestones=(
            PlannedMilestone(name="开工", on=days.on(begin - 8), person=handler.person),
            PlannedMilestone(name="完工", on=days.on(days.in_month(4, 12)), person=handler.person),
        ),
    )
    return Story(
        "guard-rails",
        (
            Step(begin, 9, SUPERVISOR, plan),
            Step(begin - 7, 10, handler, _reached("1", "三个标段均已进场。")),
            Step(days.in_month(5, -2), 10, handler, ReportKeyWork(text="已完成四成。")),
            Step(days.in_month(4, 10), 10, handler, _reached("2", "全线完工并验收。")),
            Step(days.in_month(4, 11), 10, handler, ReportKeyWork(text="已完工。")),
            Step(
                days.in_month(4, 13), 10, SUPERVISOR, CompleteKeyWork(text="验收合格，予以销号。")
            ),
        ),
    )


def _slipping(days: Days) -> Story:
    """The second milestone slips; from then on it is reported every ten days."""
    begin, handler = days.in_month(4, 3), HANDLERS["shuiwu"]
    slip = days.in_month(2, 5)
    plan = SetUpKeyWork(
        title="城北水厂扩建",
        unit="shuiwu",
        text="先通水、后提标，年内建成。",
        cadence=Cadence.MONTHLY,
        milestones=(
            PlannedMilestone(name="征地", on=days.on(begin - 12), person=handler.person),
            PlannedMilestone(name="管网合龙", on=days.on(slip), person=handler.person),
            PlannedMilestone(name="通水", on=days.ahead(60), person=handler.person),
        ),
    )
    moved = MoveMilestone(milestone="3", on=days.ahead(50), reason="过河段已赶工，提前通水。")
    handed_over = HandOverDuties(person=handler.person, successor="lan-bo", reason="武迪调任。")
    return Story(
        "water-works",
        (
            Step(begin, 9, SUPERVISOR, plan),
            Step(begin - 10, 10, handler, _reached("1", "三十二亩已交付。")),
            Step(days.in_month(4, -2), 10, handler, ReportKeyWork(text="征地完成。")),
            Step(days.in_month(3, -2), 10, handler, ReportKeyWork(text="管网已铺六成。")),
            Step(slip - 3, 10, handler, ReportKeyWork(text="过河段遇流沙，推迟。")),
            Step(days.in_month(2, -2), 10, handler, ReportKeyWork(text="已改用顶管。")),
            Step(days.in_month(1, 5), 10, handler, _reached("2", "管网已合龙。")),
            Step(4, 9, SUPERVISOR, moved),
            Step(4, 10, HEADS["shuiwu"], handed_over),
        ),
    )


def _reached(milestone: str, text: str) -> ReachMilestone:
    return ReachMilestone(milestone=milestone, text=text, evidence=("验收单",))
