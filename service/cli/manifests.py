"""What channels say they received, against what was registered."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from service.cli.language import say
from service.cli.options import AsCsv, AsJson, AsOf, KnownBy, asked, read_day
from service.cli.output import Column, form
from service.cli.running import LOCAL, up_to_date
from service.cli.taking import show_list

_DAYS = (
    Column("day", "日期", "day"),
    Column("channel", "渠道", "channel"),
    Column("said", "渠道报数", "said"),
    Column("registered", "已登记", "registered"),
    Column("missing", "未登记的来件号", "missing"),
    Column("elsewhere", "登记在别处", "entered elsewhere"),
    Column("surplus", "清单外事项", "not on the manifest"),
    Column("counted_by", "报数人", "counted by"),
    Column("corrections", "更正次数", "corrections"),
)


def manifests(
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="起 · the first day")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="止 · the last day")
    ] = None,
    differences: Annotated[
        bool, typer.Option("--differences", help="只看有出入的 · only where they differ")
    ] = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """来件核对 · What each channel says it received, against what was registered, day by day."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    begin, end = _day("--from", first), _day("--to", last)
    with up_to_date() as app:
        axes, found = app.queries.manifests(LOCAL, wanted, begin, end)
        rows = [
            {**asdict(each), "differs": each.differs}
            for each in found
            if each.differs or not differences
        ]
        count = sum(each.differs for each in found)
        title = say(f"来件核对：{count} 处有出入", f"manifests: {count} differ")
        narrowed = {"from": first, "to": last, "differences": differences or None}
        show_list(app, "manifests", _DAYS, rows, how, title, axes, narrowed)


def _day(option: str, text: str | None) -> date | None:
    return None if text is None else read_day(option, text)
