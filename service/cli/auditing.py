"""What auditors ask on the command line: the exception feed, patterns of absence and gaming."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Annotated

import typer

from domain.labels import event_label
from domain.vocabulary import ExceptionKind, Pattern, ReadingKind
from projections.exceptions import ExceptionRow, WantedExceptions
from projections.patterns.row import PatternRow
from service.asking import Asked
from service.auditing import PatternLines
from service.bootstrap import Application
from service.cli.language import language, say
from service.cli.lists import all_pages, list_form
from service.cli.matter_names import matter_named
from service.cli.options import AsCsv, AsJson, AsOf, AsXlsx, KnownBy, UnitOption, asked
from service.cli.output import Column, Form, Row
from service.cli.running import LOCAL, bring_texts_up_to_date, up_to_date
from service.cli.taking import show_list

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

_COUNTS = (
    Column("pattern", "疑点", "pattern"),
    Column("count", "条数", "lines"),
)
_LINES = (
    Column("what", "内容", "what"),
    Column("numbers", "涉及编号", "matters concerned"),
    Column("count", "件数", "count"),
    Column("of", "总数", "of"),
    Column("share", "占比 %", "share %"),
    Column("near", "其中临期", "near due"),
    Column("unit", "单位", "unit"),
    Column("person", "人员", "person"),
    Column("days", "天数", "days"),
    Column("alike", "相同程度", "alike"),
    Column("since", "起", "since"),
    Column("until", "止", "until"),
    Column("position", "位置", "position"),
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
        narrowed = {
            "after": after,
            "kind": [each.value for each in kind] if kind else None,
            "person": person,
            "unit": unit,
            "matter": matter,
        }
        show_list(app, "exceptions", _EXCEPTIONS, rows, how, title, axes, narrowed)


def _row(each: ExceptionRow) -> Row:
    return {
        **asdict(each),
        "event_label": event_label(each.event, language()),
        "days_to_due": each.days_to_due,
    }


def patterns(
    name: Annotated[
        Pattern | None, typer.Argument(metavar="NAME", help="疑点名称，不写则列出全部 · which one")
    ] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_xlsx: AsXlsx = None,
) -> None:
    """疑点 · Patterns of absence and gaming: how many lines each has, or the lines of one."""
    how, first = list_form(as_json, as_csv, as_xlsx), asked(as_of, known_by)
    with up_to_date() as app:
        bring_texts_up_to_date(app)
        if name is None:
            axes, _, counts = app.auditing.pattern_counts(LOCAL, first)
            rows: list[Row] = [
                {"pattern": each, "label": each.label(language()), "count": count}
                for each, count in counts.items()
            ]
            show_list(app, "patterns", _COUNTS, rows, how, say("疑点", "patterns"), axes)
            return
        pages = _lines(app, first, name)
        found = [_line(name, each) for page in pages for each in page.items]
        title = f"{name.label(language())}: {len(found)}"
        shown = _used(found) if how is Form.TABLE else _LINES
        narrowed = {"pattern": name.value}
        show_list(app, "patterns", shown, found, how, title, pages[0].axes, narrowed)


def _used(found: Sequence[Row]) -> Sequence[Column]:
    """The columns that a pattern has a use for."""
    return [each for each in _LINES if any(row.get(each.name) not in (None, []) for row in found)]


def _lines(app: Application, first: Asked, name: Pattern) -> Sequence[PatternLines]:
    pages = [app.auditing.pattern(LOCAL, first, name)]
    while pages[-1].next is not None:
        pages.append(app.auditing.pattern(LOCAL, replace(first, after=pages[-1].next), name))
    return pages


def _line(name: Pattern, each: PatternRow) -> Row:
    what = each.what
    if name is Pattern.CHANGED_NEAR_DUE and what is not None:
        what = ExceptionKind(what).label(language())
    if name is Pattern.READ_BEFORE_WITHDRAWN and what is not None:
        what = ReadingKind(what).label(language())
    return {**asdict(each), "what": what, "share": each.share, "numbers": list(each.numbers)}
