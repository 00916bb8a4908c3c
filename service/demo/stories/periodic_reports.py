"""The figures of a month, frozen and published (M38)."""

from collections.abc import Iterator

from domain.assessment.reports.commands import DrawReport, PublishReport
from service.demo.days import Days
from service.demo.people import CLERK, SUPERVISOR
from service.demo.steps import Step, Story


def stories(days: Days) -> Iterator[Story]:
    for months_ago in (3, 2):
        drawn = days.in_month(months_ago - 1, 2)
        yield Story(
            f"report-{months_ago}",
            (
                Step(drawn, 9, SUPERVISOR, DrawReport(period=days.month(months_ago))),
                Step(drawn - 2, 9, CLERK, PublishReport(where="县政府网站效能专栏")),
            ),
        )
