"""How lists are asked for: on which axes, within whose view, page by page.

Every list is paged by keyset: a page ends with a cursor that says where the next one begins and
pins both axes, so that a list does not shift while somebody reads on.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Generic, TypeVar

from domain.envelope import in_shanghai
from domain.errors import UnfitError
from projections.sql import Connection
from projections.two_axes import Axes
from projections.view import View

Item = TypeVar("Item")
MOST_ITEMS = 1_000
EVERYTHING = View()


class BadCursor(UnfitError):
    code = "bad-cursor"
    zh = "翻页标记无效。请从第一页重新查询。"
    en = "The page cursor is not valid. Start again from the first page."


@dataclass(frozen=True, slots=True)
class Question:
    """What every list is asked with.

    axes   on which moment, as known by which position
    view   what the asker may know of; everything, unless told otherwise
    after  the key of the last item of the page before, None for the first page
    limit  at most so many items
    mark   which list with which filters this is (``list_mark``), for the cursors of its pages
    """

    axes: Axes
    view: View = EVERYTHING
    after: tuple[Any, ...] | None = None
    limit: int = 50
    mark: str = ""

    def parameters(self, **more: object) -> dict[str, object]:
        limit = self.limit + 1
        return {**self.axes.parameters, **self.view.parameters, "limit": limit, **more}

    def in_view(self, table: str) -> str:
        """SQL that keeps the rows of the register (an alias) that the asker may know of."""
        return self.view.rows(table, latest=self.axes.latest)

    def of_matters_in_view(self, table: str) -> str:
        """SQL that keeps the rows of the ledger (an alias) that are of matters in view."""
        return self.view.rows(table, latest=False, column="subject")

    def in_view_of_proceedings(self, table: str) -> str:
        """SQL that keeps the rows of the register of proceedings that the asker may know of."""
        return self.view.rows_of_proceedings(table, latest=self.axes.latest)

    def beyond(self, *columns: str) -> str:
        """SQL that keeps what comes after the page before, in the order of these columns."""
        if self.after is None:
            return "TRUE"
        marks = ", ".join(f"%(after{place})s" for place in range(len(columns)))
        return f"({', '.join(columns)}) > ({marks})"

    def page_of(self, query: Callable[..., str], table: str, order: Sequence[str]) -> str:
        """The SQL of a page, as ``page`` runs it."""
        beyond = self.beyond(*(f"{table}.{column}" for column in order))
        return self.axes.first(
            lambda visible: query(visible=visible, beyond=beyond), table, ", ".join(order)
        )

    @property
    def after_parameters(self) -> dict[str, object]:
        return {f"after{place}": value for place, value in enumerate(self.after or ())}


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Items of a list, and the cursor of the next page where there is one."""

    items: Sequence[Item]
    axes: Axes
    next: str | None


def page(
    connection: Connection,
    question: Question,
    query: Callable[..., str],
    table: str,
    order: Sequence[str],
    parameters: Mapping[str, object],
    make: Callable[..., Item],
) -> Page[Item]:
    """Run a query that asks for one item more than the page holds, and cut the page.

    ``query`` gives the SQL for ``visible`` and ``beyond``, conditions on ``table`` (an alias), and
    says nothing of order or limit; ``order`` names the columns that sort the list, selected under
    the same names as the items have them.
    """
    statement = question.page_of(query, table, order)
    asked = {**question.parameters(**parameters), **question.after_parameters}
    rows = connection.execute(statement.encode(), asked).fetchall()
    items = [make(*row) for row in rows[: question.limit]]
    more = len(rows) > question.limit
    last = tuple(getattr(items[-1], column) for column in order) if more else ()
    return Page(items, question.axes, cursor(question.axes, question.mark, last) if more else None)


def list_mark(name: str, *filters: object) -> str:
    """What tells a list with its filters from every other, short enough for a cursor."""
    return sha256(repr((name, filters)).encode()).hexdigest()[:12]


def reached_by(connection: Connection, projection: str) -> int:
    """The position that a projection's tables have reached; 0 where there is none yet."""
    row = connection.execute("SELECT position FROM projection WHERE name = %s", (projection,))
    return int((row.fetchone() or (0,))[0])


def cursor(axes: Axes, mark: str, last: tuple[object, ...]) -> str:
    """The text of a cursor of the list that ``mark`` names."""
    parts = [part.isoformat() if isinstance(part, datetime) else part for part in last]
    content = [mark, axes.as_of.isoformat(), axes.known_by, parts]
    return urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Place:
    """What a cursor says: the axes it pins, and the last item's key."""

    as_of: datetime
    known_by: int
    last: tuple[Any, ...]


def read_cursor(text: str, kinds: Sequence[type], mark: str) -> Place:
    """A cursor back from its text; ``kinds`` are the types of the key of the list that ``mark`` names.

    Raises BadCursor for anything that ``cursor`` would not have made for this list.
    """
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        of, as_of, known_by, parts = json.loads(raw)
        last = tuple(
            datetime.fromisoformat(part) if kind is datetime else _exactly(kind, part)
            for kind, part in zip(kinds, parts, strict=True)
        )
        moment = datetime.fromisoformat(as_of)
        times = [moment, *(part for part in last if isinstance(part, datetime))]
        naive = any(each.tzinfo is None for each in times)
        place = Place(in_shanghai(moment), _exactly(int, known_by), last)
        if of != mark or naive or not 0 <= place.known_by < 2**62:
            raise BadCursor()
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise BadCursor() from error
    return place


def _exactly(kind: type, value: Any) -> Any:
    if type(value) is not kind or (isinstance(value, str) and "\0" in value):
        raise TypeError(kind)
    if isinstance(value, str):
        value.encode()  # raises for half a surrogate pair, which no database keeps
    return value
