"""Put right and verified by outsiders; failed twice, which opens a lead; taken back (M24)."""

from collections.abc import Iterator

from domain.supervision.rectifications.commands import (
    OrderRectification,
    ReportRectification,
    VerifyRectification,
    WithdrawRectification,
)
from service.demo.days import Days
from service.demo.people import HANDLERS, INSPECTOR, SUPERVISOR
from service.demo.steps import Step, Story
from service.demo.stories.inspections import STATION
from service.demo.told import made_by

PHOTOS = ReportRectification(text="已按要求改正。", evidence=("现场照片",))


def stories(days: Days) -> Iterator[Story]:
    begin = days.in_month(5, 10)
    yield Story(
        made_by(STATION, "rectification"),
        (
            Step(begin, 10, HANDLERS["shuiwu"], PHOTOS),
            Step(
                begin - 3,
                10,
                INSPECTOR,
                VerifyRectification(passed=True, text="夜间抽查两次，均有人值守。"),
            ),
        ),
    )
    begin = days.in_month(3, 2)
    yield Story(
        "rectification-failed-twice",
        (
            Step(begin, 9, SUPERVISOR, _order(days, begin, "jiaotong", "公交到站屏长期黑屏")),
            Step(begin - 6, 10, HANDLERS["jiaotong"], PHOTOS),
            Step(begin - 8, 10, INSPECTOR, _failed(days, begin - 8)),
            Step(begin - 13, 10, HANDLERS["jiaotong"], PHOTOS),
            Step(begin - 15, 10, INSPECTOR, _failed(days, begin - 15)),
            Step(begin - 20, 10, HANDLERS["jiaotong"], PHOTOS),
            Step(begin - 22, 10, INSPECTOR, VerifyRectification(passed=True, text="全部点亮。")),
        ),
    )
    yield Story(
        "rectification-withdrawn",
        (
            Step(30, 9, SUPERVISOR, _order(days, 30, "renshe", "窗口排号机故障")),
            Step(28, 9, SUPERVISOR, WithdrawRectification(reason="系供电检修，非单位责任。")),
        ),
    )
    yield Story(
        "rectification-to-verify",
        (
            Step(9, 9, SUPERVISOR, _order(days, 9, "dongjie", "消防通道堆物")),
            Step(3, 10, HANDLERS["dongjie"], PHOTOS),
        ),
    )


def _order(days: Days, days_ago: int, unit: str, title: str) -> OrderRectification:
    by = days.on(days_ago - 7)
    return OrderRectification(title=title, unit=unit, text="限期整改到位并报结果。", by=by)


def _failed(days: Days, days_ago: int) -> VerifyRectification:
    by = days.on(days_ago - 6)
    return VerifyRectification(passed=False, text="抽查三处，仍有一处未改。", by=by)
