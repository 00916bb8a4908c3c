"""A campaign in four stages with self-inspection, and one that goes on (M25, M13)."""

from collections.abc import Iterator

from domain.supervision.campaigns.commands import (
    CloseCampaign,
    PlannedStage,
    ReportStage,
    StartCampaign,
)
from domain.vocabulary import CampaignStep
from service.demo.days import Days
from service.demo.people import HANDLERS, SUPERVISOR
from service.demo.steps import Step, Story

MEMBERS = ("zhujian", "shuiwu", "jiaotong", "renshe")
FOUND = {"zhujian": (3, 3), "shuiwu": (5, 4), "jiaotong": (2, 2), "renshe": (0, 0)}
"""What each found itself, and put right: one nothing, where others found something."""


def stories(days: Days) -> Iterator[Story]:
    steps = list(CampaignStep)
    ends = [days.in_month(months_ago, 10) for months_ago in (5, 4, 3, 2)]
    start = StartCampaign(
        title="作风建设年",
        text="以查促改，以改促效。",
        units=MEMBERS,
        stages=tuple(
            PlannedStage(step=step, last=days.on(end))
            for step, end in zip(steps, ends, strict=True)
        ),
    )
    yield Story(
        "campaign",
        (
            Step(days.in_month(6, 10), 9, SUPERVISOR, start),
            *(
                Step(end, 10 + place, HANDLERS[unit], _report(step, unit))
                for step, end in zip(steps, ends, strict=True)
                for place, unit in enumerate(MEMBERS)
                if (step, unit) != (CampaignStep.SUMMARY, "renshe")
            ),
            Step(
                days.in_month(2, 14),
                9,
                SUPERVISOR,
                CloseCampaign(text="三家按时完成，一家未交总结。"),
            ),
        ),
    )
    yield Story(
        "campaign-now",
        (
            Step(
                6,
                9,
                SUPERVISOR,
                StartCampaign(
                    title="窗口服务提升",
                    text="先学后查。",
                    units=("renshe", "dongjie"),
                    stages=(
                        PlannedStage(step=CampaignStep.LEARNING, last=days.on(2)),
                        PlannedStage(step=CampaignStep.SELF_INSPECTION, last=days.ahead(20)),
                    ),
                ),
            ),
            Step(3, 10, HANDLERS["dongjie"], _report(CampaignStep.LEARNING, "dongjie")),
        ),
    )


def _report(step: CampaignStep, unit: str) -> ReportStage:
    if step is not CampaignStep.SELF_INSPECTION:
        return ReportStage(step=step, text="已按方案完成。")
    found, put_right = FOUND[unit]
    return ReportStage(step=step, text="自查台账附后。", found=found, put_right=put_right)
