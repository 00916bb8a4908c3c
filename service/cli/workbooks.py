"""Answers as Excel workbooks (``--xlsx FILE``)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import typer

from domain.working_days import SHANGHAI
from projections.two_axes import Axes
from service.cli.language import language, say
from service.exporting.cells import Cell, cell_of
from service.exporting.headings import list_title
from service.exporting.xlsx_file import About, write_xlsx


def workbook(
    name: str, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]], axes: Axes
) -> bytes:
    """A list as the bytes of a workbook.

    ``name`` is the list's in ``service.exporting.headings``; ``columns`` are headings by the name
    of what they show.
    """
    spoken, title = language(), list_title(name, language())
    as_of: datetime = axes.as_of.astimezone(SHANGHAI)
    lines: dict[str, Cell] = {
        say("清单", "list"): title,
        say("截至", "as of"): as_of,
        say("所知（日志位置）", "known by (log position)"): axes.known_by,
        say("时区", "time zone"): "Asia/Shanghai",
    }
    about = About(say("说明", "About"), lines)
    cells = ([cell_of(row.get(each), spoken) for each in columns] for row in rows)
    file = BytesIO()
    write_xlsx(file, title, [*columns.values()], cells, about, spoken, as_of)
    return file.getvalue()


def save(path: Path, content: bytes) -> None:
    """Write a file, over one that is there. Raises BadParameter where it cannot be."""
    try:
        path.write_bytes(content)
    except OSError as error:
        text = say(f"无法写入文件（{error.strerror}）。", f"cannot be written ({error.strerror}).")
        raise typer.BadParameter(text, param_hint="--xlsx") from error
