"""Lists on the command line: that one was looked at or taken away is on record, as in the API.

Taken away, ``--csv`` and ``--xlsx``, is the event ``reading.list_exported`` before the first byte is there;
looked at, on the screen or as JSON, is a row of the read log.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from domain.envelope import Actor
from domain.reading.events import ListExported
from domain.vocabulary import ReadingKind
from projections.two_axes import Axes
from service.bootstrap import Application
from service.cli.acting import looking
from service.cli.language import say
from service.cli.output import Column, Form, Row, csv_text, print_text, show_rows, tell
from service.cli.workbooks import save, workbook
from service.ids import time_ordered_id
from service.reading.protected import grounds_of_list
from service.reading.read_log import Read


def show_list(
    app: Application,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    how: Form | Path,
    title: str,
    axes: Axes,
    filters: Mapping[str, Any] | None = None,
) -> None:
    """Show a list, or save it.

    name     what the list is called in ``service.exporting.headings``
    filters  what it was narrowed by; nothing that names a private person

    Raises BadParameter where the file cannot be written, NoToken, and what recording raises.
    """
    actor = looking(app)
    match how:
        case Path():
            headings = {each.name: say(each.zh, each.en) for each in columns}
            content = workbook(name, headings, rows, axes)
            _record(app, actor, name, "xlsx", content, len(rows), axes, filters or {})
            save(how, content)
            tell(title)
        case Form.CSV:
            text = csv_text([column.name for column in columns], rows)
            _record(app, actor, name, "csv", text.encode(), len(rows), axes, filters or {})
            print_text(text)
        case _:
            grounds = grounds_of_list(actor, shows_texts=False)
            if grounds and name != "search":  # which keeps its own, with the words
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
            show_rows(columns, rows, how, title)


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
