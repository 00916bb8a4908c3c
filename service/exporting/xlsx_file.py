"""A list as an Excel workbook: typed numbers and moments, texts that stay texts, a sheet that says
what it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import xlsxwriter

from service.exporting.cells import Cell, truth

MOST_CHARACTERS = 32_767
"""Excel's own limit of a cell; no text of ours is longer."""

WIDTH = 20


@dataclass(frozen=True, slots=True)
class About:
    """The sheet beside the list: its title, and what it says, in the caller's language."""

    title: str
    lines: Mapping[str, Cell]


def write_xlsx(
    file: BinaryIO,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    about: About,
    language: str,
    made_at: datetime,
) -> None:
    """Write a list row by row, keeping one row in memory, then the sheet about it.

    Sheets under way lie in a folder that only this account can enter, and which is gone afterwards.
    The same list gives the same bytes.
    """
    with TemporaryDirectory(prefix="huiyin-export-") as folder:
        book = xlsxwriter.Workbook(
            file,
            {
                "constant_memory": True,
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "remove_timezone": True,
            },
        )
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet = book.add_worksheet(title)
        sheet.set_column(0, max(0, len(headings) - 1), WIDTH)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, moment, language)
        beside = book.add_worksheet(about.title)
        beside.set_column(0, 1, WIDTH)
        for number, (name, cell) in enumerate(about.lines.items()):
            beside.write_string(number, 0, name, bold)
            _write(beside, number, 1, cell, moment, language)
        book.close()


def _write(sheet: Any, row: int, column: int, cell: Cell, moment: Any, language: str) -> None:
    match cell:
        case None:
            pass
        case bool():
            sheet.write_string(row, column, truth(cell, language))
        case int() | float():
            sheet.write_number(row, column, cell)
        case datetime():
            sheet.write_datetime(row, column, cell, moment)
        case str():
            # Never ``write``, which guesses: a text stays a text, whatever it begins with.
            sheet.write_string(row, column, cell[:MOST_CHARACTERS])
