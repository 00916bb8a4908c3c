"""Erasing a complainant's data, and holding it for an audit."""

from typing import Annotated

import typer

from domain.envelope import Command
from domain.erasure.commands import LiftHold, PlaceHold
from domain.matter.errors import UnknownMatter
from service.bootstrap import Application
from service.cli.acting import acting
from service.cli.matter_names import matter_named
from service.cli.options import AsJson
from service.cli.output import Column, show_one, shown
from service.cli.reading import Token
from service.cli.running import up_to_date
from service.executing import Done

_DONE = (
    Column("person", "密钥编号", "key"),
    Column("events", "已记录", "recorded"),
    Column("position", "日志位置", "position"),
)
Person = Annotated[
    str,
    typer.Argument(
        metavar="PERSON",
        help="其事项编号，或本人密钥编号 · the number of a matter of theirs, or their key's id",
    ),
]
Reason = Annotated[
    str,
    typer.Option(
        "--reason", help="理由，不写私人姓名 · why, without private names; it stays readable"
    ),
]


def erase(person: Person, reason: Reason, token: Token = None, as_json: AsJson = False) -> None:
    """提出或确认删除个人信息 · Propose to erase a person's data, or confirm another's proposal."""
    with up_to_date() as app:
        done = app.erasing.erase(reason, acting(app, token), _named(app, person))
        for runner in app.runners:
            runner.catch_up()
    _show(done, as_json)


def hold(person: Person, reason: Reason, token: Token = None, as_json: AsJson = False) -> None:
    """审计封存 · Keep a person's data for an audit: it is not erased meanwhile."""
    _carry_out(PlaceHold(reason=reason), person, token, as_json)


def lift_hold(person: Person, reason: Reason, token: Token = None, as_json: AsJson = False) -> None:
    """解除封存 · Let go what was kept for an audit."""
    _carry_out(LiftHold(reason=reason), person, token, as_json)


def _carry_out(command: Command, person: str, token: str | None, as_json: bool) -> None:
    with up_to_date() as app:
        done = app.erasing.do(command, acting(app, token), _named(app, person))
    _show(done, as_json)


def _named(app: Application, person: str) -> str:
    """The id of a matter of that number, else what was given: the id of a key."""
    try:
        return matter_named(app, person)
    except UnknownMatter:
        return person


def _show(done: Done, as_json: bool) -> None:
    row = {
        "person": done.stream.removeprefix("person-"),
        "events": [each.fact.TYPE for each in done.recorded],
        "position": done.position,
    }
    show_one(_DONE, row, shown(as_json), "erase")
