"""What each opens in the morning: a unit's people their work, a leader the leader's screen."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from domain.envelope import Actor
from domain.vocabulary import Role
from projections.desks import Heap
from projections.proceeding_register import ProceedingRow
from projections.statistics import Period, Rates
from service.asking import Asked
from service.bootstrap import Application
from service.cli.acting import acting
from service.cli.language import language, say
from service.cli.options import AsJson, AsOf, KnownBy, asked
from service.cli.output import Column, Form, plain, print_json, show_rows
from service.cli.proceedings import stage_in_words
from service.cli.running import up_to_date
from service.desks import LeaderScreen, leader_screen, my_work
from service.supervisor_desk import supervisor_screen

_OWED = (
    Column("number", "编号", "number"),
    Column("duty", "责任事项", "duty"),
    Column("due_at", "期限", "due"),
    Column("owner_unit", "责任单位", "unit"),
    Column("owner_person", "责任人", "person"),
)
_INSTRUCTIONS = (
    Column("number", "编号", "number"),
    Column("state", "状态", "state"),
    Column("lead", "牵头单位", "lead unit"),
    Column("feedback_due_at", "反馈期限", "feedback due"),
    Column("next_duty", "下一步", "next step"),
    Column("next_due_at", "下一步期限", "next step due"),
)
_UNITS = (
    Column("unit", "单位", "unit"),
    Column("received", "收件", "received"),
    Column("answered", "答复", "answered"),
    Column("late", "逾期", "late"),
    Column("received_before", "上期收件", "received before"),
    Column("answered_before", "上期答复", "answered before"),
    Column("late_before", "上期逾期", "late before"),
)
_JAMS = (
    Column("duty", "签字、决定", "signature or decision"),
    Column("unit", "单位", "unit"),
    Column("person", "人员", "person"),
    Column("waiting", "等待件数", "waiting"),
    Column("overdue", "已逾期", "overdue"),
    Column("since", "最久自", "longest since"),
    Column("number", "最久一件", "longest"),
)

_PROCEEDINGS = (
    Column("number", "编号", "number"),
    Column("title", "标题", "title"),
    Column("stage", "状态", "stage"),
    Column("unit", "单位", "unit"),
    Column("person", "人员", "person"),
    Column("next_duty", "下一步", "next step"),
    Column("next_due_at", "下一步期限", "due"),
)


def morning(
    token: Annotated[
        str | None, typer.Option("--token", envvar="HUIYIN_TOKEN", help="登录凭证 · who looks")
    ] = None,
    period: Annotated[
        Period, typer.Option("--period", help="领导：与上一期比较 · a leader: compared by what")
    ] = Period.MONTH,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
) -> None:
    """早上先看：我和本单位的责任；领导另看交办、单位和签字；督查人员另看逾期、线索、检查和重点 · What is on your desk, by your role."""
    wanted = asked(as_of, known_by)
    if period is Period.NONE:
        raise typer.BadParameter(say("请选择一个期间。", "choose a period."), param_hint="--period")
    with up_to_date() as app:
        actor = acting(app, token)
        if actor.role is Role.LEADER:
            _leader(app, actor, wanted, period, as_json)
        elif actor.role is Role.SUPERVISOR:
            _supervisor(app, actor, wanted, as_json)
        else:
            _desk(app, actor, wanted, as_json)


def _desk(app: Application, actor: Actor, wanted: Asked, as_json: bool) -> None:
    axes, heaps = my_work(app.queries, actor, wanted)
    if as_json:
        sections = {each.section.value: _heap(each) for each in heaps}
        print_json(plain({"as_of": axes.as_of, "known_by": axes.known_by, **sections}))
        return
    for each in heaps:
        _show(each)


def _leader(app: Application, actor: Actor, wanted: Asked, period: Period, as_json: bool) -> None:
    found = leader_screen(app.queries, actor, wanted, period)
    units = _units(found)
    if as_json:
        print_json(
            plain(
                {
                    "as_of": found.axes.as_of,
                    "known_by": found.axes.known_by,
                    "own": _heap(found.own),
                    "instructions": [asdict(each) for each in found.instructions],
                    "units": units,
                    "jams": [asdict(each) for each in found.jams],
                    "given": [asdict(each) for each in found.given],
                }
            )
        )
        return
    _show(found.own)
    instructions = [asdict(each) for each in found.instructions]
    show_rows(
        _INSTRUCTIONS, instructions, Form.TABLE, say("我交办未反馈", "my instructions, untold")
    )
    show_rows(_UNITS, units, Form.TABLE, say("各单位与上一期", "units against the period before"))
    show_rows(
        _JAMS, [asdict(each) for each in found.jams], Form.TABLE, say("卡在谁手里", "who waits")
    )
    _listed(found.given, say("我的批示", "my own instructions"))


def _supervisor(app: Application, actor: Actor, wanted: Asked, as_json: bool) -> None:
    axes, own = my_work(app.queries, actor, wanted)
    found = supervisor_screen(app.queries, actor, wanted)
    heaps = (*found.heaps, *own)
    if as_json:
        sections: dict[str, Any] = {each.section.value: _heap(each) for each in heaps}
        sections["inspections"] = [asdict(each) for each in found.inspections]
        sections["watchlist"] = [asdict(each) for each in found.watchlist]
        print_json(plain({"as_of": axes.as_of, "known_by": axes.known_by, **sections}))
        return
    for each in heaps:
        _show(each)
    _listed(found.inspections, say(f"{found.month} 明查暗访", f"inspections of {found.month}"))
    _listed(found.watchlist, say("重点督查、重点监控", "watchlist"))


def _listed(rows: list[ProceedingRow], title: str) -> None:
    shown = [{**asdict(each), "stage": stage_in_words(each)} for each in rows]
    show_rows(_PROCEEDINGS, shown, Form.TABLE, title)


def _show(heap: Heap) -> None:
    title = f"{heap.section.label(language())}: {heap.total}"
    show_rows(_OWED, [asdict(each) for each in heap.items], Form.TABLE, title)


def _heap(heap: Heap) -> dict[str, Any]:
    items = [asdict(each) for each in heap.items]
    return {"total": heap.total, "overdue": heap.overdue, "items": items}


def _units(found: LeaderScreen) -> list[dict[str, Any]]:
    return [
        {
            "unit": each.unit,
            **_figures(each.now, ""),
            **_figures(each.before, "_before"),
        }
        for each in found.units
    ]


def _figures(rates: Rates | None, suffix: str) -> dict[str, int]:
    names = ("received", "answered", "late")
    return {f"{name}{suffix}": getattr(rates, name) if rates else 0 for name in names}
