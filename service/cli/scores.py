"""Scores and their entries; frozen documents, byte for byte."""

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from service import documents, scoring
from service.cli.language import say
from service.cli.matter_names import proceeding_named
from service.cli.options import AsCsv, AsJson, AsOf, KnownBy, ProceedingArgument, UnitOption, asked
from service.cli.output import Column, Form, Row, form, show_one
from service.cli.running import LOCAL, up_to_date
from service.cli.taking import show_list

_SCORES = (
    Column("unit", "单位", "unit"),
    Column("person", "人员", "person"),
    Column("half", "半年", "half-year"),
    Column("base", "基础分", "base"),
    Column("points", "加减分", "points"),
    Column("score", "得分", "score"),
    Column("entries", "条数", "entries"),
    Column("settled", "兑现得分", "settled"),
)
_ENTRIES = (
    Column("position", "计分位置", "entry"),
    Column("ledger", "台账", "ledger"),
    Column("row", "计分项", "row"),
    Column("points", "分", "points"),
    Column("event", "依据事件", "event"),
    Column("source", "依据", "stands on"),
    Column("reverses", "撤销", "reverses"),
    Column("share_of", "分担", "share of"),
    Column("rule", "规则", "rule"),
    Column("entered_at", "计分时间", "entered"),
    Column("entered_by", "计分人", "entered by"),
)
_VERIFIED = (
    Column("period", "期间", "period"),
    Column("known_by", "日志位置", "position"),
    Column("sha256", "锁定文本 SHA-256", "SHA-256"),
    Column("recounted", "复算 SHA-256", "counted again"),
    Column("same", "一致", "same"),
)
HalfOption = Annotated[
    str | None,
    typer.Option("--half", metavar="2026-H1", help="哪个半年 · of which half-year"),
]


def scores(
    half: HalfOption = None,
    entries: Annotated[
        bool, typer.Option("--entries", help="逐条列出 · every entry with its event and rule")
    ] = False,
    unit: UnitOption = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """百分制计分 · Scores of units and officials, and every point in them."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        if entries:
            axes, listed = scoring.entries(app.queries, LOCAL, wanted, half, unit)
            rows: list[Row] = [{**asdict(each), "points": float(each.points)} for each in listed]
        else:
            axes, found = scoring.standings(app.queries, LOCAL, wanted, half)
            rows = [
                {
                    **asdict(each),
                    "points": float(each.points),
                    "score": float(each.score),
                    "settled": None if each.settled is None else float(each.settled),
                }
                for each in found
                if unit in (None, each.unit)
            ]
        title = say(f"计分：{len(rows)} 条", f"scores: {len(rows)}")
        name, columns = ("score-entries", _ENTRIES) if entries else ("scores", _SCORES)
        narrowed = {"half": half, "unit": unit}
        show_list(app, name, columns, rows, how, title, axes, narrowed)


def frozen(
    named: ProceedingArgument,
    verify: Annotated[
        bool, typer.Option("--verify", help="从日志复算核对 · count it again from the log")
    ] = False,
) -> None:
    """锁定的考核兑现或通报，逐字节 · A settlement or report exactly as it was frozen."""
    with up_to_date() as app:
        stream = proceeding_named(app, named)
        if not verify:
            sys.stdout.buffer.write(documents.document(app, LOCAL, stream))
            return
        found = documents.verify(app, LOCAL, stream)
    show_one(_VERIFIED, {**asdict(found), "same": found.same}, Form.TABLE, named)
    if not found.same:
        raise typer.Exit(1)
