"""Rulebooks: which holds, adopting another, and what if it had held."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from domain.adopting import AdoptRulebook
from domain.rulebook import Rulebook
from domain.rulebook_files import load_default, names
from domain.rules import in_force
from service.cli.acting import acting
from service.cli.language import say
from service.cli.options import AsJson, AsOf, KnownBy, asked
from service.cli.output import (
    Column,
    Form,
    console,
    plain,
    print_json,
    show_rows,
    shown,
    tell,
)
from service.cli.running import LOCAL, bar, up_to_date
from service.rulebooks import rulebook_of
from service.whatif import WhatIf
from service.whatif import whatif as replay

_LIMITS = (
    Column("rule", "规则", "rule"),
    Column("title", "名称", "title"),
    Column("starts", "起算", "starts"),
    Column("amount", "时限", "amount"),
    Column("unit", "单位", "unit"),
    Column("source", "依据", "source"),
)
_FIGURES = (
    Column("side", "", ""),
    Column("matters", "事项", "matters"),
    Column("answered_in_time", "按期答复", "answered in time"),
    Column("answered_late", "逾期答复", "answered late"),
    Column("pending", "未到期", "pending"),
    Column("overdue", "逾期未答复", "overdue"),
    Column("exempt", "依法免除", "exempt"),
)
_CHANGED = (
    Column("number", "编号", "number"),
    Column("duty", "责任事项", "duty"),
    Column("due_at_today", "现行期限", "due today"),
    Column("due_at_whatif", "换规则后", "due then"),
    Column("status_today", "现行情况", "stands today"),
    Column("status_whatif", "换规则后", "would stand"),
)
RulebookOption = Annotated[
    str,
    typer.Option(
        "--rulebook",
        metavar="FILE.toml|NAME",
        help="规则文件或随程序提供的名称 · a file, or a name",
    ),
]


def rulebook(
    name: Annotated[
        str | None, typer.Option("--name", help="随程序提供的规则 · one that comes with it")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """规则：各项时限与依据 · The rulebook in force, or another by name, with every source."""
    if name is not None:
        found: Rulebook | None = rulebook_of(name, None)
    else:
        with up_to_date() as app:
            axes, adopted = app.queries.rulebooks(LOCAL, asked(None, None))
            found = in_force(adopted, axes.as_of) or load_default()
    if found is None:
        return
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    rows = [{"rule": rule, **limit.model_dump()} for rule, limit in found.limits.items()]
    show_rows(_LIMITS, rows, Form.TABLE, f"{found.title} {found.id}")
    if found.completed:
        listed = ", ".join(found.completed)
        tell(
            say(
                f"通过时尚无、由随程序提供的规则补足的条目：{listed}",
                f"Not there when it was adopted, completed from the one that comes along: {listed}",
            )
        )


def adopt(
    given: Annotated[str, typer.Argument(metavar="FILE.toml|NAME")],
    starts_on: Annotated[
        datetime | None,
        typer.Option(
            "--starts-on",
            formats=["%Y-%m-%d"],
            help="施行日期，按名称通过的默认今天 · its first day; by name today if left out",
        ),
    ] = None,
    token: Annotated[
        str | None, typer.Option("--token", envvar="HUIYIN_TOKEN", help="登录凭证 · who acts")
    ] = None,
) -> None:
    """通过规则 · Adopt a rulebook; it never holds for the past."""
    name, text = _given(given)
    first = starts_on.date() if starts_on else None
    with up_to_date() as app:
        command = AdoptRulebook(name=name, text=text, starts_on=first)
        done = app.handler.adopt(command, acting(app, token))
    what = say("已通过。", "Adopted.") if done.recorded else say("已在施行。", "In force already.")
    print(what)


def whatif(
    rulebook: RulebookOption,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
) -> None:
    """如果换一套规则 · The same history under another rulebook, beside today's."""
    wanted, other = asked(as_of, known_by), rulebook_of(*_given(rulebook))
    how = shown(as_json)
    with up_to_date() as app, bar(say("重算", "counting anew")) as report:
        found = replay(app, LOCAL, other, wanted, report)
    if how is Form.JSON:
        print_json(plain(_answer(found)))
        return
    sides = (("现行", "today", found.today), ("换规则后", "then", found.whatif))
    rows = [{"side": say(zh, en), **_figures(each)} for zh, en, each in sides]
    show_rows(_FIGURES, rows, how, found.rulebook)
    show_rows(_CHANGED, [asdict(each) for each in found.changed], how, say("不同", "what differs"))
    console().print(
        say(f"共 {found.changed_in_all} 项不同。", f"{found.changed_in_all} differ in all.")
    )


def _given(text: str) -> tuple[str | None, str | None]:
    """A name, or the text of the file it names. Raises BadParameter."""
    if text in names():
        return text, None
    try:
        return None, Path(text).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join(names())
        sentence = say(
            f"没有这个文件，也不是规则名称（{known}）。",
            f"there is no such file, nor a rulebook of that name ({known}).",
        )
        raise typer.BadParameter(sentence) from error


def _figures(counts: dict[str, int]) -> dict[str, int]:
    return {column.name: counts.get(column.name, 0) for column in _FIGURES[1:]}


def _answer(found: WhatIf) -> dict[str, object]:
    return {
        "as_of": found.axes.as_of,
        "known_by": found.axes.known_by,
        "rulebook": found.rulebook,
        "today": _figures(found.today),
        "whatif": _figures(found.whatif),
        "changed_in_all": found.changed_in_all,
        "changed": [asdict(each) for each in found.changed],
    }
