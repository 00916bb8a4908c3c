"""Any list as a file: the same items that its JSON has, whole, as CSV or as an Excel workbook.

The file is finished before the first byte is sent, so that one cut short is never taken for a whole
one and every error is told as such. Memory holds a page; the rest lies in an unnamed file.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Protocol, TypeVar, cast
from urllib.parse import quote

from fastapi import Response
from pydantic import BaseModel
from starlette.background import BackgroundTask
from starlette.responses import StreamingResponse

from domain.reading.events import ListExported
from domain.vocabulary import ReadingKind
from domain.working_days import SHANGHAI
from projections.asking import MOST_ITEMS
from service.api.accepting import MEDIA_TYPES, format_of
from service.api.asking import ExportQuery, Format, ListQuery
from service.api.callers import Caller
from service.api.refusals import ApiRefusal
from service.exporting.cells import Cell, cell_of
from service.exporting.csv_file import write_csv
from service.exporting.headings import heading, list_title
from service.exporting.xlsx_file import About, write_xlsx
from service.ids import time_ordered_id
from service.reading.marks import mark_of
from service.reading.protected import grounds_of_list
from service.reading.read_log import Read

MOST_ROWS = 100_000
IN_MEMORY = 1 << 20
CHUNK = 1 << 16

SHOWING_TEXTS = frozenset({"worklist", "search"})
"""Lists with gists or passages in the clear."""

NO_FILTERS = {"format", "cursor", "limit", "position", "as_of", "known_by"}

CONTENT_TYPES = {**MEDIA_TYPES, Format.CSV: "text/csv; charset=utf-8"}
EXPORTED: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            MEDIA_TYPES[Format.CSV]: {"schema": {"type": "string"}},
            MEDIA_TYPES[Format.XLSX]: {"schema": {"type": "string", "format": "binary"}},
        }
    }
}
"""What a list's route says of its answers besides JSON."""


class TooManyRows(ApiRefusal):
    status = 422
    code = "too-many-rows"
    zh = "清单超过 {most} 行，不能一次导出。请缩小查询范围，分几次导出。"
    en = "The list has more than {most} rows. Narrow it down and export it in parts."


class Listing(Protocol):
    """What every answer with a list has; ``next`` too, where it comes in pages."""

    as_of: datetime
    known_by: int

    @property
    def items(self) -> Sequence[BaseModel]: ...


Query = TypeVar("Query", bound=ExportQuery)


def listed(
    caller: Caller,
    name: str,
    item: type[BaseModel],
    query: Query,
    answer: Callable[[Query], Listing],
) -> Any:
    """A list in the format that the query or the ``Accept`` header asks for.

    name    what the list is called in ``service.exporting.headings``
    item    the shape of its items, whose parts are the columns
    answer  the JSON answer to a query, which gives the pages of a file as well

    That a file was taken is recorded before it is sent. Raises TooManyRows, and what ``answer``
    and recording raise.
    """
    query = query.model_copy(update={"format": format_of(query, caller.accept)})
    if query.format is Format.JSON:
        return noted(caller, name, answer(query))
    return _file(caller, name, item, query, _pages(query, answer))


Page = TypeVar("Page", bound=Listing)


def noted(caller: Caller, name: str, page: Page) -> Page:
    """A list that is answered as JSON; that somebody read it is kept, where that is: searching
    keeps its own."""
    grounds = grounds_of_list(caller.actor, shows_texts=name in SHOWING_TEXTS)
    if grounds and name != "search":
        read = Read(
            ReadingKind.LIST,
            caller.actor,
            grounds,
            list_name=name,
            found=len(page.items),
            as_of=page.as_of,
            known_by=page.known_by,
        )
        caller.app.read_log.note(read)
    return page


def _pages(query: Query, answer: Callable[[Query], Listing]) -> Iterator[Listing]:
    if isinstance(query, ListQuery):
        query = query.model_copy(update={"limit": MOST_ITEMS})
    page = answer(query)
    yield page
    while (cursor := getattr(page, "next", None)) is not None:
        page = answer(query.model_copy(update={"cursor": cursor}))
        yield page


def _file(
    caller: Caller, name: str, item: type[BaseModel], query: ExportQuery, pages: Iterator[Listing]
) -> Response:
    first, form = next(pages), query.format
    as_of = first.as_of.astimezone(SHANGHAI)
    columns = columns_of(item)
    headings = [heading(each.removesuffix("_label"), caller.language) for each in columns]
    rows = _Counted(_rows(first, pages, columns, caller.language))
    file = cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 - closed once it is sent
    try:
        if form is Format.CSV:
            write_csv(file, headings, rows, caller.language)
        else:
            title = list_title(name, caller.language)
            about = _about(caller, title, as_of, first.known_by)
            write_xlsx(file, title, headings, rows, about, caller.language, as_of)
        size = file.tell()
        _record(caller, name, query, first, rows.count, _digest(file))
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return StreamingResponse(
        iter(partial(file.read, CHUNK), b""),
        headers={
            "Content-Type": CONTENT_TYPES[form],
            "Content-Length": str(size),
            "Content-Disposition": _disposition(caller, name, as_of, form),
            "Content-Language": caller.language,
            "Huiyin-As-Of": as_of.isoformat(),
            "Huiyin-Known-By": str(first.known_by),
        },
        background=BackgroundTask(file.close),
    )


class _Counted(Iterator[list[Cell]]):
    """Rows that say how many they were."""

    def __init__(self, rows: Iterator[list[Cell]]) -> None:
        self._rows = rows
        self.count = 0

    def __next__(self) -> list[Cell]:
        row = next(self._rows)
        self.count += 1
        return row


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = sha256()
    for chunk in iter(partial(file.read, CHUNK), b""):
        digest.update(chunk)
    return digest.hexdigest()


def _record(
    caller: Caller, name: str, query: ExportQuery, first: Listing, rows: int, digest: str
) -> None:
    """Put on record that the list was taken away, before it is."""
    narrowed = query.model_dump(mode="json", exclude_none=True, exclude=NO_FILTERS)
    if (words := narrowed.pop("q", None)) is not None:
        narrowed["words"] = mark_of(caller.app.vault, words)
    fact = ListExported(
        list=name,
        form=query.format.value,
        filters=narrowed,
        rows=rows,
        as_of=first.as_of,
        known_by=first.known_by,
        digest=digest,
    )
    caller.app.acts.record(fact, caller.actor, time_ordered_id())


def columns_of(item: type[BaseModel]) -> list[str]:
    """The parts of an item that a file shows; of a term its label alone."""
    names = list(item.model_fields)
    return [each for each in names if f"{each}_label" not in names]


def _rows(
    first: Listing, others: Iterator[Listing], columns: Sequence[str], language: str
) -> Iterator[list[Cell]]:
    """The rows of all pages. Raises TooManyRows at the first that is too many."""
    count, page = 0, first
    while True:
        count += len(page.items)
        if count > MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
        for each in page.items:
            yield [cell_of(getattr(each, name), language) for name in columns]
        following = next(others, None)
        if following is None:
            return
        page = following


def _about(caller: Caller, title: str, as_of: datetime, known_by: int) -> About:
    """The sheet that says what the list is of; who took it stands in it."""
    if caller.language == "zh-CN":
        lines: dict[str, Cell] = {
            "清单": title,
            "截至": as_of,
            "所知（日志位置）": known_by,
            "时区": "Asia/Shanghai",
            "导出人": caller.actor.person,
        }
        return About("说明", lines)
    lines = {
        "list": title,
        "as of": as_of,
        "known by (log position)": known_by,
        "time zone": "Asia/Shanghai",
        "exported by": caller.actor.person,
    }
    return About("About", lines)


def _disposition(caller: Caller, name: str, as_of: datetime, form: Format) -> str:
    ending = f"-{as_of:%Y%m%d-%H%M}.{form.value}"
    titled = quote(list_title(name, caller.language) + ending)
    return f"attachment; filename=\"{name}{ending}\"; filename*=UTF-8''{titled}"
