"""Slips of an evaluation: made here, printed once, and known to the program by their hashes alone."""

import secrets
from typing import Annotated

import typer

from domain.assessment.evaluations.commands import IssueSlips
from domain.assessment.evaluations.slips import SECRET_BYTES, hash_of, text_of
from service.cli.acting import acting
from service.cli.matter_names import proceeding_named
from service.cli.options import ProceedingArgument
from service.cli.running import up_to_date

AT_ONCE = 5_000


def slips(
    named: ProceedingArgument,
    count: Annotated[int, typer.Option("--count", min=1, max=100_000, help="张数 · how many")],
    token: Annotated[
        str | None, typer.Option("--token", envvar="HUIYIN_TOKEN", help="登录凭证 · who acts")
    ] = None,
) -> None:
    """印制评议选票，每行一张，只显示这一次 · Slips to print and hand out, a line each, shown only once."""
    made = [text_of(secrets.token_bytes(SECRET_BYTES)) for _ in range(count)]
    with up_to_date() as app:
        actor, stream = acting(app, token), proceeding_named(app, named)
        for begin in range(0, count, AT_ONCE):
            some = made[begin : begin + AT_ONCE]
            command = IssueSlips(hashes=tuple(sorted(map(hash_of, some))))
            app.handler.proceeding(command, actor, stream)
            for each in some:
                typer.echo(each)
