"""Watching and delivering on the command line: ``huiyin watch`` and ``huiyin outbox``."""

import threading
from typing import Annotated

import typer

from domain.labels import event_label
from service.background import Projecting
from service.cli.language import language, say
from service.cli.options import AsCsv, AsJson
from service.cli.output import Column, form, tell
from service.cli.running import LOCAL, bring_up_to_date, opened, up_to_date
from service.cli.taking import show_list
from service.outbox.box import OutboxState, Posted
from service.tending import TendedElsewhere, Tending

PAGE = 1_000

_OUTBOX = (
    Column("position", "日志位置", "position"),
    Column("kind_label", "通知", "message"),
    Column("number", "编号", "number"),
    Column("unit", "单位", "unit"),
    Column("person", "责任人", "person"),
    Column("duty", "责任事项", "duty"),
    Column("due_at", "期限", "due"),
    Column("state", "状态", "state"),
    Column("attempts", "次数", "attempts"),
    Column("failure", "故障", "trouble"),
)


def watch(
    once: Annotated[bool, typer.Option("--once", help="只办一遍 · once, then end")] = False,
) -> None:
    """自动提醒、催办、督办并发送通知 · Take the steps that are due and deliver messages.

    ``serve`` does the same by itself; this is for an installation that serves elsewhere. Beside a
    service that runs, ``--once`` says within seconds which process sees to it, and ends with 0.
    """
    with opened() as app:
        bring_up_to_date(app)
        tending = Tending(app)
        if once:
            try:
                recorded, arrived = tending.once(
                    lambda: tell(
                        say("另一进程正在办理，稍候。", "Another process is at it; a moment.")
                    )
                )
            except TendedElsewhere as seen_to:
                print(seen_to.sentence(language()))
                return
            print(
                say(
                    f"办理 {recorded} 项，送达通知 {arrived} 条。",
                    f"{recorded} steps taken, {arrived} messages delivered.",
                )
            )
            return
        keeping = Projecting(app)
        keeping.start()
        tending.start()
        try:
            tell(say("正在看护，按 Ctrl-C 停止。", "Watching; stop with Ctrl-C."))
            threading.Event().wait()
        finally:
            tending.stop()
            keeping.stop()


def outbox(
    state: Annotated[
        OutboxState | None, typer.Option("--state", help="只看这一状态 · in this state only")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """通知及其送达情况 · Messages to those who owe something, and how far they got."""
    how = form(as_json, as_csv)
    posted: list[Posted] = []
    with up_to_date() as app:
        app.outbox.collect()
        items, following = app.queries.outbox(LOCAL, state, PAGE)
        posted.extend(items)
        while following is not None:
            items, following = app.queries.outbox(LOCAL, state, PAGE, following)
            posted.extend(items)
        rows = [_row(each) for each in posted]
        title = say(f"共 {len(rows)} 条", f"{len(rows)} messages")
        narrowed = {"state": state.value if state is not None else None}
        show_list(app, "outbox", _OUTBOX, rows, how, title, None, narrowed)


def _row(posted: Posted) -> dict[str, object]:
    message = posted.message
    return {
        "id": message.id,
        "position": message.position,
        "kind": message.kind,
        "kind_label": event_label(message.kind, language()),
        "matter_id": message.matter,
        "number": message.number,
        "unit": message.unit,
        "person": message.person,
        "duty": message.duty,
        "of": message.of,
        "due_at": message.due_at,
        "recorded_at": message.recorded_at,
        "state": posted.state,
        "attempts": posted.attempts,
        "next_try_at": posted.next_try_at,
        "delivered_at": posted.delivered_at,
        "failure": posted.failure,
    }
