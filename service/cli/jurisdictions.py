"""Jurisdictions in a tree: who is above and below, and how it stands with those below."""

from dataclasses import asdict
from typing import Any

from service.cli.language import language, say
from service.cli.options import AsCsv, AsJson, AsOf, KnownBy, asked
from service.cli.output import Column, Form, form, plain, print_json, words
from service.cli.running import LOCAL, up_to_date
from service.cli.taking import show_list, show_part
from service.jurisdictions.courier import Courier
from service.jurisdictions.roll_up import RollUp
from service.jurisdictions.tree import Place

_PLACE = (
    Column("jurisdiction", "辖区", "jurisdiction"),
    Column("name", "名称", "name"),
    Column("above", "上级", "above"),
    Column("standing", "数据情况", "standing"),
)
_TREE = (*_PLACE, Column("schema_name", "数据库模式", "schema"))
_UNDELIVERED = (
    Column("number", "编号", "number"),
    Column("to", "移交至", "to"),
    Column("obstacle", "未送达原因", "why"),
    Column("since", "移交时间", "handed over"),
)
_ROLL_UP = (
    *_PLACE,
    Column("matters", "事项", "matters"),
    Column("answered_in_time", "按期答复", "answered in time"),
    Column("answered_late", "逾期答复", "answered late"),
    Column("pending", "未到期", "pending"),
    Column("overdue", "逾期未答复", "overdue"),
    Column("exempt", "依法免除", "exempt"),
    Column("overdue_duties", "逾期责任", "duties overdue"),
    Column("transfers_unreceived", "移交未签收", "not received"),
    Column("behind_since", "滞后起于", "behind since"),
)


def jurisdictions(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """县乡联动：上级与下级辖区 · The jurisdiction above this one, and those below it."""
    how = form(as_json, as_csv)
    with up_to_date() as app:
        rows = [_place(each) for each in app.rolling_up.places(LOCAL)]
        title = say(f"共 {len(rows)} 个", f"{len(rows)} jurisdictions")
        show_part(app, "jurisdictions", _TREE, rows, how, title, None)


def roll_up(
    as_of: AsOf = None, known_by: KnownBy = None, as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """下级汇总 · How it stands with this jurisdiction and each one below it, and the total."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        found = app.rolling_up.roll_up(LOCAL, wanted)
        if how is Form.JSON:
            print_json(plain(_whole(found)))
            return
        rows = [
            {**_place(each.place), **(_figures(each.figures)), "behind_since": each.behind_since}
            for each in found.rows
        ]
        if how is Form.TABLE:
            rows.append({"jurisdiction": say("合计", "total"), **asdict(found.total)})
        as_of_words = words(found.as_of)
        title = say(f"截至 {as_of_words}", f"as of {as_of_words}")
        show_part(app, "roll-up", _ROLL_UP, rows, how, title, None)


def courier(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """县乡联动：传递移交件 · Carry hand-overs to the jurisdictions above and below, once.

    ``serve`` and ``watch`` do the same by themselves. Lists what could not be delivered, and why.
    """
    how = form(as_json, as_csv)
    with up_to_date() as app:
        carried = Courier(app).carry()
        app.runner.catch_up()
        rows = [{**asdict(each), "obstacle": each.obstacle} for each in carried.undelivered]
        told = say(
            f"传递 {carried.recorded} 项，{len(rows)} 件未能送达。",
            f"{carried.recorded} things carried, {len(rows)} not delivered.",
        )
        show_list(app, "courier", _UNDELIVERED, rows, how, told, None)


def _whole(found: RollUp) -> dict[str, Any]:
    return {
        "as_of": found.as_of,
        "known_by": found.known_by,
        "items": [
            {
                **_place(each.place),
                "figures": asdict(each.figures) if each.figures is not None else None,
                "reached": each.reached,
                "head": each.head,
                "behind_since": each.behind_since,
            }
            for each in found.rows
        ],
        "total": asdict(found.total),
        "unknown": sum(each.figures is None for each in found.rows),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "jurisdiction": place.jurisdiction,
        "schema_name": place.schema,
        "name": place.name,
        "above": place.above,
        "level": place.level,
        "standing": place.standing,
        "standing_label": place.standing.label(language()),
    }


def _figures(figures: Any) -> dict[str, Any]:
    return asdict(figures) if figures is not None else {}
