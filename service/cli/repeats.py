"""Which matters may say the same as one."""

from dataclasses import asdict
from typing import Annotated

import typer

from service.cli.acting import acting
from service.cli.language import language, say
from service.cli.matter_names import matter_named
from service.cli.options import AsCsv, AsJson, AsOf, KnownBy, MatterArgument, asked
from service.cli.output import Column, form
from service.cli.running import LOCAL, bring_texts_up_to_date, up_to_date
from service.cli.taking import show_part

_REPEATS = (
    Column("number", "编号", "number"),
    Column("source_number", "来源编号", "source number"),
    Column("state", "状态", "state"),
    Column("received_at", "收件时间", "received"),
    Column("lead", "牵头单位", "lead unit"),
    Column("same_contact", "同一联系方式", "same contact"),
    Column("alike", "要旨相同程度", "gist alike"),
)


def repeats(
    matter: MatterArgument,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            envvar="HUIYIN_TOKEN",
            help="登录凭证；反馈专员可见同一联系方式 · a clerk is told of the same contact, too",
        ),
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """疑似重复的事项 · Matters that may say the same: of one complainant, or alike."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        bring_texts_up_to_date(app)
        named = matter_named(app, matter)
        actor = acting(app, token) if token is not None else LOCAL
        axes, found = app.repeating.like(actor, wanted, named)
        rows = [{**asdict(each), "state": each.state.label(language())} for each in found]
        title = say(f"疑似重复 {len(rows)} 件", f"{len(rows)} may say the same")
        narrowed = {"matter": matter}
        show_part(app, "repeats", _REPEATS, rows, how, title, axes, narrowed, actor)
