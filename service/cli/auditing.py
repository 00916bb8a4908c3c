"""What auditors ask on the command line: the exception feed."""

from dataclasses import asdict
from typing import Annotated

import typer

from domain.labels import event_label
from domain.vocabulary import ExceptionKind
from projections.exceptions import ExceptionRow, WantedExceptions
from service.cli.language import language, say
from service.cli.lists import all_pages, list_form, show_list
from service.cli.matter_names import matter_named
from service.cli.options import AsCsv, AsJson, AsOf, AsXlsx, KnownBy, UnitOption, asked
from service.cli.output import Column, Row
from service.cli.running import LOCAL, up_to_date

_EXCEPTIONS = (
    Column("position", "位置", "position"),
    Column("kind", "异常", "exception"),
    Column("number", "编号", "number"),
    Column("occurred_at", "发生时间", "occurred"),
    Column("recorded_at", "记录时间", "recorded"),
    Column("person", "记录人", "recorded by"),
    Column("approver", "批准人", "approved by"),
    Column("proposer", "提出人", "proposed by"),
    Column("unit", "单位", "unit"),
    Column("duty", "责任事项", "duty"),
    Column("due_at", "原期限", "due before"),
    Column("due_after", "变更后期限", "due afterwards"),
    Column("days_to_due", "距期限天数", "days to due"),
)

After = Annotated[
    int,
    typer.Option(
        "--after", metavar="POSITION", min=0, help="只看此日志位置之后 · recorded after it only"
    ),
]
KindOption = Annotated[
    list[ExceptionKind] | None, typer.Option("--kind", help="只看此类，可多次 · of these kinds")
]


def exceptions(
    after: After = 0,
    kind: KindOption = None,
    unit: UnitOption = None,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="CODE", help="此人经手 · acted in by this official"),
    ] = None,
    matter: Annotated[
        str | None, typer.Option("--matter", metavar="MATTER", help="只看此事项 · of one matter")
    ] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_xlsx: AsXlsx = None,
) -> None:
    """异常情况 · Everything unusual since a log position: who, when, approved by whom, how late."""
    how, first = list_form(as_json, as_csv, as_xlsx), asked(as_of, known_by)
    with up_to_date() as app:
        wanted = WantedExceptions(
            since=after,
            kinds=tuple(kind or ()),
            person=person,
            unit=unit,
            subject=matter_named(app, matter) if matter else None,
        )
        pages = all_pages(first, lambda ask: app.auditing.exceptions(LOCAL, ask, wanted))
    rows = [_row(each) for page in pages for each in page.items]
    axes = pages[0].axes
    title = say(
        f"异常 {len(rows)} 项，日志位置 {after} 之后至 {axes.known_by}",
        f"{len(rows)} exceptions after log position {after}, up to {axes.known_by}",
    )
    show_list("exceptions", _EXCEPTIONS, rows, how, title, axes)


def _row(each: ExceptionRow) -> Row:
    return {
        **asdict(each),
        "event_label": event_label(each.event, language()),
        "days_to_due": each.days_to_due,
    }
