"""What leaves by the command line is on record, as in the API, by one rule.

An export is whatever leaves as CSV or as a workbook: the event ``reading.list_exported`` stands before the
first byte is there. Only what ``TOTALS`` names is none. A table or JSON on the screen is reading: of
a list a row of the read log; of one matter it is kept where the question is answered.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from domain.envelope import Actor
from domain.reading.events import ListExported
from domain.vocabulary import ReadingKind
from projections.two_axes import Axes
from service.asking import Asked
from service.bootstrap import Application
from service.cli.acting import looking
from service.cli.language import say
from service.cli.output import Column, Form, Row, csv_text, print_text, show_rows, tell
from service.cli.workbooks import save, workbook
from service.ids import time_ordered_id
from service.reading.protected import grounds_of_list
from service.reading.read_log import Read

TOTALS = frozenset({"status", "feedback-status", "jurisdictions", "roll-up", "import"})
"""What tells of whole jurisdictions alone, of no matter, no official and no unit: no export."""


def show_list(
    app: Application,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    how: Form | Path,
    title: str,
    axes: Axes | None,
    filters: Mapping[str, Any] | None = None,
    actor: Actor | None = None,
) -> None:
    """Show a list, or let it be taken away.

    name     what the list is called in ``service.exporting.headings``
    axes     on which it was made; None for one that is as it stands now
    filters  what it was narrowed by; nothing that names a private person
    actor    who looks, where that is not the person of ``HUIYIN_TOKEN``

    Raises BadParameter where the file cannot be written, NoToken, and what recording raises.
    """
    axes, actor = axes or app.queries.axes(Asked()), actor or looking(app)
    match how:
        case Path():
            headings = {each.name: say(each.zh, each.en) for each in columns}
            content = workbook(name, headings, rows, axes)
            _record(app, actor, name, "xlsx", content, len(rows), axes, filters or {})
            save(how, content)
            tell(title)
        case Form.CSV:
            take(app, name, columns, rows, axes, filters, actor)
        case _:
            _note(app, actor, name, rows, axes)
            show_rows(columns, rows, how, title)


def show_part(
    app: Application,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    how: Form,
    title: str,
    axes: Axes | None,
    filters: Mapping[str, Any] | None = None,
    actor: Actor | None = None,
) -> None:
    """The same for figures, and for what is told of one matter: no list that somebody reads through."""
    if how is Form.CSV:
        take(app, name, columns, rows, axes, filters, actor)
    else:
        show_rows(columns, rows, how, title)


def take(
    app: Application,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    axes: Axes | None,
    filters: Mapping[str, Any] | None = None,
    actor: Actor | None = None,
) -> None:
    """Print as CSV what is on record as taken before; ``TOTALS`` are printed alone."""
    text = csv_text([column.name for column in columns], rows)
    if name not in TOTALS:
        axes, actor = axes or app.queries.axes(Asked()), actor or looking(app)
        _record(app, actor, name, "csv", text.encode(), len(rows), axes, filters or {})
    print_text(text)


def _note(app: Application, actor: Actor, name: str, rows: Sequence[Row], axes: Axes) -> None:
    """Keep that somebody read a list, where that is kept; searching keeps its own, with the words."""
    grounds = grounds_of_list(actor, shows_texts=False)
    if grounds and name != "search":
        read = Read(
            ReadingKind.LIST,
            actor,
            grounds,
            list_name=name,
            found=len(rows),
            as_of=axes.as_of,
            known_by=axes.known_by,
        )
        app.read_log.note(read)


def _record(
    app: Application,
    actor: Actor,
    name: str,
    form: str,
    content: bytes,
    rows: int,
    axes: Axes,
    filters: Mapping[str, Any],
) -> None:
    fact = ListExported(
        list=name,
        form=form,
        filters={key: value for key, value in filters.items() if value is not None},
        rows=rows,
        as_of=axes.as_of,
        known_by=axes.known_by,
        digest=sha256(content).hexdigest(),
    )
    app.acts.record(fact, actor, time_ordered_id())
