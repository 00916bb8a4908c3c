"""Figures: how many are answered, in which state each matter is, what nobody answers for."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from domain.vocabulary import Duty
from projections.statistics import Grouping, Period, group_term
from projections.two_axes import Axes
from service.asking import Asked
from service.cli.language import language, say
from service.cli.options import AsCsv, AsJson, AsOf, KnownBy, asked, read_moment
from service.cli.output import Column, Form, form, show_one, words
from service.cli.running import LOCAL, up_to_date
from service.cli.taking import show_list, show_part, take

_STATUS = (
    Column("as_of", "截至", "as of"),
    Column("known_by", "所知", "known by"),
    Column("matters", "事项", "matters"),
    Column("answered_in_time", "按期答复", "answered in time"),
    Column("answered_late", "逾期答复", "answered late"),
    Column("pending", "未到期", "pending"),
    Column("overdue", "逾期未答复", "overdue"),
    Column("exempt", "依法免除", "exempt"),
)
_STATES = (
    Column("state", "状态", "state"),
    Column("matters", "事项", "matters"),
)
_COVERAGE = (
    Column("as_of", "截至", "as of"),
    Column("units_without_chief", "无主要负责人的单位", "units without a chief"),
    Column("matters_without_owner", "无人负责的事项", "matters without an owner"),
    Column("examples", "其中", "some of them"),
    Column("gaps", "缺号", "missing numbers"),
    Column("manifest_differences", "与渠道报数不符", "manifests that differ"),
    Column("days_without_manifest", "无来件清单", "days without manifest"),
    Column("owed_by_departed", "离岗未移交", "owed by people who left"),
)
_SELF_INSPECTION = (
    Column("unit", "单位", "unit"),
    Column("by_itself", "自查发现", "found itself"),
    Column("by_inspection", "明查暗访、评议发现", "found by inspections"),
    Column("by_complaint", "投诉查实", "substantiated complaints"),
    Column("found_nothing", "自查未发现", "found nothing itself"),
)
_RATES = (
    Column("group", "分组", "group"),
    Column("period", "期间", "period"),
    Column("received", "收件", "received"),
    Column("answered_in_time", "按期答复", "answered in time"),
    Column("answered_late", "逾期答复", "answered late"),
    Column("pending", "未到期", "pending"),
    Column("overdue", "逾期未答复", "overdue"),
    Column("exempt", "依法免除", "exempt"),
    Column("response_rate", "响应率 %", "response rate %"),
    Column("solution_rate", "解决率 %", "solution rate %"),
    Column("satisfaction_rate", "满意率 %", "satisfaction rate %"),
    Column("asked", "回访", "asked"),
)
DutyOption = Annotated[
    Duty,
    typer.Option(
        "--duty",
        help="final_answer 件件有回音，feedback_to_leader 事事有反馈 · which of the two totals",
    ),
]


def status(
    as_of: AsOf = None,
    known_by: KnownBy = None,
    duty: DutyOption = Duty.FINAL_ANSWER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """件件有回音：答复了多少 · How many matters are answered, in time or late, and how many not."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        axes, figures = app.queries.answer_status(LOCAL, wanted, duty)
        row = {**axes_row(wanted, axes), **asdict(figures)}
        if how is Form.CSV:
            take(app, "status", _STATUS, [row], axes)
        else:
            show_one(_STATUS, row, how, duty.label(language()))


def feedback_status(
    as_of: AsOf = None, known_by: KnownBy = None, as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """每件事项的反馈状态 · How many matters are in each state, the silent failures among them."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        axes, counts = app.queries.state_counts(LOCAL, wanted)
        rows = [
            {"state": state, "label": state.label(language()), "matters": count}
            for state, count in counts.items()
        ]
        show_part(app, "feedback-status", _STATES, rows, how, _until(axes.as_of), axes)


def coverage(
    as_of: AsOf = None, known_by: KnownBy = None, as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """不允许有空白点 · Units without a chief, matters without an owner, missing numbers."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        axes, found = app.queries.coverage(LOCAL, wanted)
        gaps = [f"{gap.series}: {gap.first}-{gap.last}" for gap in found.gaps]
        left = [
            f"{each.person} {each.unit or '-'}: {each.duties} ({each.number} …)"
            for each in found.owed_by_departed
        ]
        lists = {"gaps": gaps, "owed_by_departed": left}
        row = {**axes_row(wanted, axes), **asdict(found), **lists}
        if how is Form.CSV:
            take(app, "coverage", _COVERAGE, [row], axes)
        else:
            show_one(_COVERAGE, row, how, say("空白点", "blank spots"))


def self_inspection(
    since: Annotated[str, typer.Option("--from", metavar="TIME", help="收件起 · received from")],
    until: Annotated[str, typer.Option("--to", metavar="TIME", help="收件止 · received before")],
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """不允许发现不了问题 · What units found themselves, beside what others found about them."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    first, end = read_moment("--from", since), read_moment("--to", until)
    with up_to_date() as app:
        axes, found = app.queries.self_inspection(LOCAL, wanted, first, end)
        rows = [{**asdict(each), "found_nothing": each.found_nothing} for each in found]
        narrowed = {"from": since, "to": until}
        title = _until(axes.as_of)
        show_list(app, "self-inspection", _SELF_INSPECTION, rows, how, title, axes, narrowed)


def statistics(
    by: Annotated[
        Grouping, typer.Option("--by", help="按什么分组 · grouped by what")
    ] = Grouping.UNIT,
    period: Annotated[
        Period, typer.Option("--period", help="按收件时间分期 · by which time of receipt")
    ] = Period.NONE,
    since: Annotated[
        str | None, typer.Option("--from", metavar="TIME", help="收件起 · received from")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="TIME", help="收件止 · received before")
    ] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """响应率、解决率、满意率 · The three rates, by unit, place, channel, nature and period."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    first = read_moment("--from", since) if since else None
    end = read_moment("--to", until) if until else None
    with up_to_date() as app:
        axes, found = app.queries.statistics(LOCAL, wanted, by, period, first, end)
        rows = [
            {
                **asdict(each),
                "group": group_term(by, each.group) or each.group,
                "response_rate": each.response_rate,
                "solution_rate": each.solution_rate,
                "satisfaction_rate": each.satisfaction_rate,
            }
            for each in found
        ]
        narrowed = {"by": by.value, "period": period.value, "from": since, "to": until}
        show_part(app, "statistics", _RATES, rows, how, _until(axes.as_of), axes, narrowed)


def axes_row(wanted: Asked, axes: Axes) -> dict[str, object]:
    """Both axes as they are shown: ``known_by`` as the time that was given, else the position."""
    given = wanted.known_by
    return {
        "as_of": axes.as_of,
        "known_by": given if isinstance(given, datetime) else axes.known_by,
    }


def _until(as_of: datetime) -> str:
    return say(f"截至 {words(as_of)}", f"as of {words(as_of)}")
