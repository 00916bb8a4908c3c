"""Inspections open and undercover, month by month, and what was found (M22, M13)."""

from collections.abc import Iterator

from domain.supervision.inspections.commands import (
    CallOffInspection,
    CarryOutInspection,
    PlanInspection,
    PublishInspectionResult,
    RecordFinding,
    TellInspectionResult,
)
from domain.vocabulary import (
    Conduct,
    Finding,
    FindingBecomes,
    Ground,
    InspectionForm,
)
from service.demo.days import Days
from service.demo.people import HANDLERS, INSPECTOR, SECOND_INSPECTOR, SUPERVISOR
from service.demo.steps import Step, Story, outcome, signed
from service.demo.told import made_by

INSPECTORS = (INSPECTOR.person, SECOND_INSPECTOR.person)
WINDOW = "window-inspection"
STATION = "station-inspection"
RECORDS = "records-inspection"


def stories(days: Days) -> Iterator[Story]:
    """One undercover in each month but the fourth before this, when it was called off."""
    yield _window(days)
    yield _station(days)
    yield _called_off(days)
    yield _records(days)
    for months_ago in (3, 2, 1):
        yield _nothing_found(days, months_ago)
    for months_ago in days.before_the_sixth():
        yield _at_once(days, months_ago)
    yield _of_this_month(days)


def _planned(
    days: Days, days_ago: int, title: str, unit: str, form: InspectionForm, later: int = 2
) -> tuple[Step, Step]:
    """Planned, and carried out so many working days later."""
    on = days.on(days_ago - later)
    plan = PlanInspection(title=title, form=form, unit=unit, on=on, inspectors=INSPECTORS)
    return (
        Step(days_ago, 9, SUPERVISOR, plan),
        Step(
            days_ago - later,
            11,
            INSPECTOR,
            CarryOutInspection(text="按计划到场，随机查看并暗访群众。"),
        ),
    )


def _window(days: Days) -> Story:
    """What was found becomes a matter about conduct, handled by another unit."""
    begin = days.in_month(6, 4)
    matter = made_by(WINDOW, "matter")
    return Story(
        WINDOW,
        (
            *_planned(days, begin, "政务服务窗口作风", "renshe", InspectionForm.UNDERCOVER),
            Step(
                begin - 2,
                15,
                INSPECTOR,
                RecordFinding(
                    becomes=FindingBecomes.MATTER,
                    subject="窗口上班时间玩手机",
                    text="十点二十分，三号窗口工作人员玩手机，四人排队。",
                    conduct=(Conduct.LAX, Conduct.LAZY),
                    about_persons=(HANDLERS["renshe"].person,),
                ),
            ),
            Step(begin - 4, 9, INSPECTOR, TellInspectionResult(text="已当面反馈，问题另行交办。")),
            Step(begin - 6, 9, INSPECTOR, PublishInspectionResult(where="县政府网站效能专栏")),
            *(_at(each, matter) for each in signed("dongjie", begin - 2, told=False)),
            Step(
                begin - 9,
                10,
                HANDLERS["dongjie"],
                outcome(Finding.SUBSTANTIATED, "监控证实，情况属实。"),
                matter,
            ),
        ),
    )


def _at(step: Step, story: str) -> Step:
    return Step(step.days_ago, step.hour + 6, step.actor, step.does, story)


def _station(days: Days) -> Story:
    """What was found is to be put right (``rectifications``)."""
    begin = days.in_month(5, 3)
    return Story(
        STATION,
        (
            *_planned(days, begin, "污水泵站运行", "shuiwu", InspectionForm.UNDERCOVER),
            Step(
                begin - 2,
                15,
                INSPECTOR,
                RecordFinding(
                    becomes=FindingBecomes.RECTIFICATION,
                    subject="泵站夜间无人值守",
                    text="二十二点到站，值班室锁门。",
                ),
            ),
            Step(begin - 3, 9, INSPECTOR, TellInspectionResult(text="责令限期改正。")),
            Step(begin - 5, 9, INSPECTOR, PublishInspectionResult(where="县政府网站效能专栏")),
        ),
    )


def _called_off(days: Days) -> Story:
    """So the duty of that month was missed."""
    begin = days.in_month(4, 8)
    plan = PlanInspection(
        title="公路养护工区",
        form=InspectionForm.UNDERCOVER,
        unit="jiaotong",
        on=days.on(begin - 4),
        inspectors=INSPECTORS,
    )
    return Story(
        "inspection-called-off",
        (
            Step(begin, 9, SUPERVISOR, plan),
            Step(begin - 3, 9, SUPERVISOR, CallOffInspection(reason="消息走漏，已无暗访意义。")),
        ),
    )


def _records(days: Days) -> Story:
    """An open one, whose finding becomes a lead."""
    begin = days.in_month(3, 6)
    return Story(
        RECORDS,
        (
            *_planned(days, begin, "工程款支付台账", "zhujian", InspectionForm.OPEN),
            Step(
                begin - 2,
                15,
                INSPECTOR,
                RecordFinding(
                    becomes=FindingBecomes.LEAD,
                    subject="台账事后补填",
                    text="十二笔支付无经办签字，日期系同一天补填。",
                    ground=Ground.NEGLECTED_MANAGEMENT,
                    person=HANDLERS["zhujian"].person,
                ),
            ),
            Step(begin - 4, 9, INSPECTOR, TellInspectionResult(text="问题另案处理。")),
            Step(begin - 7, 9, INSPECTOR, PublishInspectionResult(where="县政府公告栏")),
        ),
    )


def _nothing_found(days: Days, months_ago: int) -> Story:
    begin = days.in_month(months_ago, 5)
    return Story(
        f"nothing-found-{months_ago}",
        (
            *_planned(days, begin, "社区便民服务站", "dongjie", InspectionForm.UNDERCOVER),
            Step(
                begin - 3,
                9,
                INSPECTOR,
                TellInspectionResult(text="在岗在位，未发现问题。", found_nothing=True),
            ),
            Step(begin - 5, 9, INSPECTOR, PublishInspectionResult(where="县政府网站效能专栏")),
        ),
    )


def _at_once(days: Days, months_ago: int) -> Story:
    """Of a month of which the demo may have seen a few days only: decided and done on its last."""
    begin = days.in_month(months_ago, -1)
    planned, carried_out = _planned(
        days, begin, "乡镇便民大厅", "dongjie", InspectionForm.UNDERCOVER, later=0
    )
    told = TellInspectionResult(text="未发现问题。", found_nothing=True)
    return Story(
        f"nothing-found-{months_ago}",
        (
            planned,
            carried_out,
            Step(begin - 1, 9, INSPECTOR, told),
            Step(begin - 2, 9, INSPECTOR, PublishInspectionResult(where="县政府网站效能专栏")),
        ),
    )


def _of_this_month(days: Days) -> Story:
    """Planned for today, so it is of this month, and not yet carried out."""
    plan = PlanInspection(
        title="夜间值班值守",
        form=InspectionForm.UNDERCOVER,
        unit="jiaotong",
        on=days.today,
        inspectors=INSPECTORS,
    )
    return Story("inspection-planned", (Step(1, 16, SUPERVISOR, plan),))
