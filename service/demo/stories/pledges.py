"""Promised in public: kept, not kept, not yet published (M36)."""

from collections.abc import Iterator

from domain.assessment.pledges.commands import (
    PublishPledge,
    RegisterPledge,
    ReportPledge,
    VerifyPledge,
)
from service.demo.days import Days
from service.demo.people import CLERK, HEADS, INSPECTOR
from service.demo.steps import Step, Story

PUBLISHED = PublishPledge(where="县报二版")


def stories(days: Days) -> Iterator[Story]:
    begin, due = days.in_month(6, 5), days.in_month(4, 5)
    yield Story("pledge-kept", _promised(days, begin, due, "zhujian", "全年装灯五百盏", kept=True))
    begin, due = days.in_month(5, 5), days.in_month(2, 6)
    yield Story("pledge-broken", _promised(days, begin, due, "shuiwu", "八成管网不漏", kept=False))
    yield Story(
        "pledge-unpublished",
        (
            Step(
                2,
                9,
                HEADS["renshe"],
                RegisterPledge(
                    title="窗口等候不超十分钟",
                    unit="renshe",
                    measure="叫号系统月均等候时长",
                    due_on=days.ahead(60),
                    text="向社会公开承诺。",
                ),
            ),
        ),
    )


def _promised(
    days: Days, begin: int, due: int, unit: str, title: str, *, kept: bool
) -> tuple[Step, ...]:
    head = HEADS[unit]
    pledge = RegisterPledge(
        title=title, unit=unit, measure="年度台账", due_on=days.on(due), text="向社会公开承诺。"
    )
    text = "抽查三十处，" + ("全部兑现。" if kept else "四处未达标。")
    return (
        Step(begin, 9, head, pledge),
        Step(begin - 2, 9, CLERK, PUBLISHED),
        Step(due + 1, 9, head, ReportPledge(text="已完成。", evidence="台账与照片")),
        Step(due - 4, 9, INSPECTOR, VerifyPledge(kept=kept, text=text)),
    )
