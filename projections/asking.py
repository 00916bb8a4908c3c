"""How lists are asked for: on which axes, within whose view, page by page.

Every list is paged by keyset: a page ends with a cursor that says where the next one begins and
pins both axes, so that a list does not shift while somebody reads on.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from domain.envelope import in_shanghai
from domain.errors import UnfitError
from projections.sql import Connection
from projections.two_axes import Axes

Item = TypeVar("Item")
MOST_ITEMS = 1_000


class BadCursor(UnfitError):
    code = "bad-cursor"
    zh = "翻页标记无效。请从第一页重新查询。"
    en = "The page cursor is not valid. Start again from the first page."


@dataclass(frozen=True, slots=True)
class Question:
    """What every list is asked with.

    axes   on which moment, as known by which position
    unit   only matters this unit has to do with; None for all (from the permission table)
    after  the key of the last item of the page before, None for the first page
    limit  at most so many items
    """

    axes: Axes
    unit: str | None = None
    after: tuple[Any, ...] | None = None
    limit: int = 50

    def parameters(self, **more: object) -> dict[str, object]:
        return {**self.axes.parameters, "unit": self.unit, "limit": self.limit + 1, **more}

    def in_view(self, table: str) -> str:
        """SQL that keeps the rows of the register (an alias) that the asker may see."""
        return "TRUE" if self.unit is None else f"{table}.units @> ARRAY[%(unit)s]"

    def beyond(self, *columns: str) -> str:
        """SQL that keeps what comes after the page before, in the order of these columns."""
        if self.after is None:
            return "TRUE"
        marks = ", ".join(f"%(after{place})s" for place in range(len(columns)))
        return f"({', '.join(columns)}) > ({marks})"

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
    query: str,
    parameters: Mapping[str, object],
    make: Callable[..., Item],
    key: Callable[[Item], tuple[object, ...]],
) -> Page[Item]:
    """Run a query that asks for one item more than the page holds, and cut the page."""
    asked = {**question.parameters(**parameters), **question.after_parameters}
    rows = connection.execute(query.encode(), asked).fetchall()
    items = [make(*row) for row in rows[: question.limit]]
    more = len(rows) > question.limit
    return Page(items, question.axes, cursor(question.axes, key(items[-1])) if more else None)


def cursor(axes: Axes, last: tuple[object, ...]) -> str:
    """The text of a cursor."""
    parts = [part.isoformat() if isinstance(part, datetime) else part for part in last]
    content = [axes.as_of.isoformat(), axes.known_by, parts]
    return urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Place:
    """What a cursor says: the axes it pins, and the last item's key."""

    as_of: datetime
    known_by: int
    last: tuple[Any, ...]


def read_cursor(text: str, kinds: Sequence[type]) -> Place:
    """A cursor back from its text; ``kinds`` are the types of the list's key.

    Raises BadCursor for anything that ``cursor`` would not have made for this list.
    """
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        as_of, known_by, parts = json.loads(raw)
        last = tuple(
            datetime.fromisoformat(part) if kind is datetime else _exactly(kind, part)
            for kind, part in zip(kinds, parts, strict=True)
        )
        moment = datetime.fromisoformat(as_of)
        times = [moment, *(part for part in last if isinstance(part, datetime))]
        naive = any(each.tzinfo is None for each in times)
        place = Place(in_shanghai(moment), _exactly(int, known_by), last)
        if naive or not 0 <= place.known_by < 2**62:
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
