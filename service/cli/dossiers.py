"""``huiyin dossier``: a matter's evidence in one file, to be checked elsewhere."""

import os
from pathlib import Path
from typing import Annotated

import typer

from domain.errors import UnfitError
from service.cli.acting import acting
from service.cli.language import say
from service.cli.matter_names import matter_named
from service.cli.options import MatterArgument
from service.cli.output import tell
from service.cli.proving import Token
from service.cli.running import LOCAL, up_to_date


class UnwritableFile(UnfitError):
    code = "unwritable-file"
    zh = "文件 {what} 无法写入。请核对路径。"
    en = "The file {what} cannot be written. Check its path."


def dossier(
    matter: MatterArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE.zip", help="存为 · where to put it")
    ],
    token: Token = None,
) -> None:
    """制作证据卷宗 · A matter's events with their proofs, to be verified without Huiyin.

    Unpacked, `python3 -I verify.py` checks it offline; see docs/security-model.md.
    """
    with up_to_date() as app:
        actor = acting(app, token) if token is not None else LOCAL
        made = app.dossiers.make(actor, matter_named(app, matter))
    draft = output.with_name(f".{output.name}.new")
    try:
        draft.write_bytes(made.archive)
        os.replace(draft, output)
    except OSError as error:
        raise UnwritableFile(what=output) from error
    tell(
        say(
            f"{made.number} 的证据卷宗已存为 {output}（{made.size} 个事件的检查点）。",
            f"The dossier of {made.number} is in {output} (checkpoint of {made.size} events).",
        )
    )
