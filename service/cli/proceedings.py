"""Lists of proceedings, and one with its history."""

from dataclasses import asdict
from typing import Annotated

import typer

from domain.kinds import KINDS
from domain.labels import event_label
from domain.matter.stream import matter_stream
from domain.vocabulary import ProceedingKind
from projections.proceeding_register import ProceedingRow, WantedProceedings
from service.cli.language import language, say
from service.cli.matter_names import matter_named, proceeding_named
from service.cli.options import (
    AsCsv,
    AsJson,
    AsOf,
    KnownBy,
    ProceedingArgument,
    UnitOption,
    asked,
)
from service.cli.output import Column, Row, form
from service.cli.running import LOCAL, up_to_date
from service.cli.taking import show_list, show_part

_PROCEEDINGS = (
    Column("number", "编号", "number"),
    Column("kind", "类别", "kind"),
    Column("title", "标题", "title"),
    Column("stage", "状态", "stage"),
    Column("unit", "单位", "unit"),
    Column("person", "人员", "person"),
    Column("opened_at", "立项时间", "opened"),
    Column("next_duty", "下一步", "next step"),
    Column("next_due_at", "下一步期限", "due"),
    Column("next_unit", "责任单位", "owed by"),
    Column("next_person", "责任人", "owed by person"),
    Column("closed_at", "办结时间", "closed"),
)
_STEPS = (
    Column("position", "日志位置", "position"),
    Column("recorded_at", "记录时间", "recorded"),
    Column("what", "事件", "event"),
    Column("person", "人员", "person"),
    Column("role", "身份", "role"),
    Column("changes", "责任变化", "what is owed"),
)


def proceedings(
    kind: Annotated[
        ProceedingKind | None, typer.Option("--kind", help="只看这一类 · of this kind only")
    ] = None,
    matter: Annotated[
        str | None, typer.Option("--matter", metavar="NUMBER", help="与该事项有关 · of a matter")
    ] = None,
    unit: UnitOption = None,
    still_open: Annotated[
        bool, typer.Option("--open", help="只看未办结 · still under way only")
    ] = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """事务清单：线索、督查、问责等 · Proceedings besides matters, in the order they were opened."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        link = matter_stream(matter_named(app, matter)) if matter is not None else None
        which = WantedProceedings(kind=kind, unit=unit, link=link, open=still_open or None)
        rows: list[Row] = []
        page = app.queries.proceedings(LOCAL, wanted, which)
        while True:
            rows += [_row(each) for each in page.items]
            if page.next is None:
                break
            page = app.queries.proceedings(LOCAL, type(wanted)(after=page.next), which)
        title = say(f"共 {len(rows)} 项", f"{len(rows)} proceedings")
        narrowed = {
            "kind": kind.value if kind is not None else None,
            "matter": matter,
            "unit": unit,
            "open": still_open or None,
        }
        show_list(app, "proceedings", _PROCEEDINGS, rows, how, title, page.axes, narrowed)


def _row(row: ProceedingRow) -> Row:
    words = language()
    return {
        **asdict(row),
        "kind": row.kind.label(words),
        "stage": stage_in_words(row),
        "next_duty": row.next_duty.label(words) if row.next_duty else None,
    }


def stage_in_words(row: ProceedingRow) -> str:
    """Where a proceeding stands, in the language of the command line."""
    return KINDS[row.kind].stages(row.stage).label(language()) if row.stage else ""


def proceeding(
    named: ProceedingArgument,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """一项事务的办理过程 · The history of one proceeding, step by step."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        axes, entries = app.queries.timeline(LOCAL, wanted, proceeding_named(app, named))
        rows: list[Row] = [
            {
                "position": each.recorded.position,
                "recorded_at": each.recorded.recorded_at,
                "what": event_label(each.recorded.fact.TYPE, language()),
                "person": each.recorded.actor.person,
                "role": each.recorded.actor.role.label(language()),
                "changes": [f"{c.what} {c.key}" for c in each.changes],
            }
            for each in entries
        ]
        show_part(app, "proceeding", _STEPS, rows, how, named, axes, {"proceeding": named})
