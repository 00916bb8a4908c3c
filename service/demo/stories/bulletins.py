"""Bulletins published, corrected, withdrawn (M33)."""

from collections.abc import Iterator

from domain.accountability.bulletins.commands import (
    CorrectBulletin,
    PublishBulletin,
    WithdrawBulletin,
)
from domain.vocabulary import BulletinScope
from service.demo.days import Days
from service.demo.people import INSPECTOR, SUPERVISOR
from service.demo.steps import Step, Story
from service.demo.stories.cases import HELD, REVOKED


def stories(days: Days) -> Iterator[Story]:
    begin = days.in_month(5, 2)
    yield Story("bulletin", (Step(begin, 9, SUPERVISOR, _about(HELD, "jiaotong", "养护拖延")),))
    begin = days.in_month(5, 14)
    yield Story(
        "bulletin-corrected",
        (
            Step(begin, 9, SUPERVISOR, _about(None, "renshe", "窗口作风暗访")),
            Step(
                begin - 3,
                9,
                INSPECTOR,
                CorrectBulletin(text="四人排队，非十四人。", reason="数字有误。"),
            ),
        ),
    )
    begin = days.in_month(5, 13)
    yield Story(
        "bulletin-withdrawn",
        (
            Step(begin, 15, SUPERVISOR, _about(REVOKED, "zhujian", "无故退件")),
            Step(
                days.in_month(4, 12), 9, SUPERVISOR, WithdrawBulletin(reason="决定经申诉已撤销。")
            ),
        ),
    )


def _about(case: str | None, unit: str, title: str) -> PublishBulletin:
    return PublishBulletin(
        title=f"关于{title}的通报",
        scope=BulletinScope.COUNTY,
        units=(unit,),
        about=case,
        text="现将有关情况通报如下。",
    )
