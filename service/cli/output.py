"""How answers are shown: a table for people, JSON or CSV for programs."""

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from io import StringIO
from typing import Any, Literal

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.vocabulary import Term
from domain.working_days import SHANGHAI
from service.cli.language import language, say
from service.exporting.cells import defused

Row = Mapping[str, Any]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
WIDE = 10_000
"""Columns of a table that goes into a file or a pipe: nothing is folded there."""


class Form(Enum):
    """The three ways of showing an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


Shown = Literal[Form.TABLE, Form.JSON]
"""On the screen; CSV is taken away, and goes through ``service.cli.taking``, which records it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in JSON and CSV, and its heading."""

    name: str
    zh: str
    en: str


def form(as_json: bool, as_csv: bool) -> Form:
    """The form that two flags ask for. Raises BadParameter for both."""
    if as_json and as_csv:
        text = say("--json 和 --csv 只能选一个。", "choose either --json or --csv.")
        raise typer.BadParameter(text)
    if as_json:
        return Form.JSON
    return Form.CSV if as_csv else Form.TABLE


def shown(as_json: bool) -> Shown:
    """The form of what can only be shown."""
    return Form.JSON if as_json else Form.TABLE


def show_rows(columns: Sequence[Column], rows: Sequence[Row], how: Shown, title: str) -> None:
    """Show a list: JSON is an array of objects with all their parts."""
    if how is Form.JSON:
        print_json([_plain_row(row) for row in rows])
    else:
        table = Table(title=_safe(title), title_justify="left")
        for column in columns:
            table.add_column(say(column.zh, column.en), overflow="fold")
        for row in rows:
            table.add_row(*(cell(row.get(column.name)) for column in columns))
        console().print(table)


def show_one(columns: Sequence[Column], row: Row, how: Shown, title: str) -> None:
    """Show one object: its parts below each other in a table."""
    if how is Form.JSON:
        print_json(_plain_row(row))
    else:
        table = Table(title=_safe(title), title_justify="left", show_header=False)
        for column in columns:
            table.add_row(say(column.zh, column.en), cell(row.get(column.name)))
        console().print(table)


def print_json(content: object) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=2))


def print_text(text: str) -> None:
    """Text on standard output exactly as it is."""
    sys.stdout.write(text)


def csv_text(names: Sequence[str], rows: Iterable[Row]) -> str:
    """CSV with a header. A cell that a spreadsheet would take for a formula is defused by a
    quotation mark in front."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_defused(plain(row.get(name))) for name in names])
    return text.getvalue()


def plain(value: Any) -> Any:
    """A value as JSON and CSV have it: terms as stored, times with offset."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Term):
        return value.value
    if isinstance(value, Mapping):
        return _plain_row(value)
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def _plain_row(row: Row) -> dict[str, Any]:
    return {name: plain(value) for name, value in row.items()}


def _defused(value: Any) -> Any:
    if isinstance(value, list):
        value = " ".join(str(each) for each in value)
    return defused(value) if isinstance(value, str) else value


def cell(value: Any) -> Text:
    """A value as a table has it: labels, and times of Asia/Shanghai without their offset."""
    return Text(_safe(words(value)))


def words(value: Any) -> str:
    """A value in words of the chosen language."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Term):
        return value.label(language())
    if isinstance(value, bool):
        return (say("是", "yes") if value else "") or ""
    if isinstance(value, list | tuple):
        return say("、", ", ").join(words(each) for each in value)
    return str(value)


def _safe(text: str) -> str:
    """Without control characters: what comes from files must not steer the terminal."""
    return _CONTROL.sub("\ufffd", text)


def tell(text: str) -> None:
    """A line on stderr, beside the answer."""
    print(_safe(text), file=sys.stderr)


def console() -> Console:
    """Standard output: as wide as the terminal, or as the table where there is none."""
    return Console() if sys.stdout.isatty() else Console(width=WIDE)
