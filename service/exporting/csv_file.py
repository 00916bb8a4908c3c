"""A list as CSV that spreadsheets open as it is: UTF-8 with its mark, nothing to run in it."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import BinaryIO

from service.exporting.cells import Cell, defused, truth

BOM = "\ufeff"
"""Without it Excel takes the file for one of the machine's own encoding."""


def write_csv(
    file: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[Cell]], language: str
) -> None:
    """Write a list, row by row; moments without their zone (Asia/Shanghai), as Excel reads them."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    try:
        text.write(BOM)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([defused(each) for each in headings])
        for row in rows:
            writer.writerow([_written(each, language) for each in row])
        text.flush()
    finally:
        text.detach()  # the file is the caller's to close


def _written(cell: Cell, language: str) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return truth(cell, language)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    return defused(cell) if isinstance(cell, str) else cell
