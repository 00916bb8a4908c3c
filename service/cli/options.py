"""The options that commands share."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from domain.envelope import in_shanghai
from service.asking import Asked
from service.cli.language import say

PAGE = 1_000

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="TIME", help="截至时间，须带时区 · the moment asked about, with its zone"
    ),
]
KnownBy = Annotated[
    str | None,
    typer.Option(
        "--known-by",
        metavar="TIME|POSITION",
        help="只计当时已记录的内容 · only what had been recorded by then",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON")]
AsXlsx = Annotated[
    Path | None, typer.Option("--xlsx", metavar="FILE", help="存为 Excel 文件 · an Excel workbook")
]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV (UTF-8)")]
UnitOption = Annotated[
    str | None, typer.Option("--unit", metavar="CODE", help="只看这个单位 · this unit only")
]
MatterArgument = Annotated[
    str,
    typer.Argument(
        metavar="MATTER",
        help="事项编号、来源编号或 ID · its number, its source's number, or its id",
    ),
]

ProceedingArgument = Annotated[
    str,
    typer.Argument(metavar="PROCEEDING", help="事务编号或 ID · its number, or its id"),
]

EitherArgument = Annotated[
    str,
    typer.Argument(
        metavar="MATTER|PROCEEDING",
        help="事项或事务的编号或 ID · a matter's or a proceeding's number or id",
    ),
]


def asked(as_of: str | None, known_by: str | None) -> Asked:
    """Both axes from their options. Raises BadParameter."""
    moment = read_moment("--as-of", as_of) if as_of is not None else None
    if known_by is None:
        return Asked(as_of=moment, limit=PAGE)
    if known_by.isascii() and known_by.isdigit() and len(known_by) < 19:
        return Asked(as_of=moment, known_by=int(known_by), limit=PAGE)
    return Asked(as_of=moment, known_by=read_moment("--known-by", known_by), limit=PAGE)


def read_moment(option: str, text: str) -> datetime:
    """A time with its zone (ISO 8601). Raises BadParameter saying what is missing."""
    example = "2020-01-10T00:00:00+08:00"
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return in_shanghai(moment)
    except (ValueError, OverflowError) as error:
        sentence = say(f"无法识别的时间，请写作 {example}。", f"no time; write it as {example}.")
        raise typer.BadParameter(sentence, param_hint=option) from error
    sentence = say(
        f"时间没有时区，请写明，如 {example}。", f"the time has no zone; write it as {example}."
    )
    raise typer.BadParameter(sentence, param_hint=option)


def read_day(option: str, text: str) -> date:
    """A day such as 2026-03-02. Raises BadParameter."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        sentence = say("无法识别的日期，请写作 2026-03-02。", "no day; write it as 2026-03-02.")
        raise typer.BadParameter(sentence, param_hint=option) from error
