"""Rows as PostgreSQL's COPY reads them, made column by column: far cheaper than value by value."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import cast

ABSENT = r"\N"
SPECIAL = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}
ESCAPED = str.maketrans(SPECIAL)

MomentTexts = dict[int, str]
"""The text of each moment, made once: by its identity, so all moments must be kept meanwhile."""


def as_copied(
    rows: Collection[Sequence[object]], types: Sequence[str], moments: MomentTexts | None = None
) -> bytes:
    """The text format of COPY: whole rows, of columns of these SQL types.

    ``moments`` is given where other rows have the same moments, and then keeps their texts for the
    next call. Arrays are given as ``text_array`` writes them. Raises ValueError for text that no
    UTF-8 can hold, TypeError for text or a moment that is none.
    """
    if not rows:
        return b""
    texts: MomentTexts = {} if moments is None else moments
    columns = [
        _moments(column, texts) if type_ == "timestamptz" else _TEXTS.get(type_, _escaped)(column)
        for type_, column in zip(types, zip(*rows, strict=True), strict=True)
    ]
    return ("\n".join(map("\t".join, zip(*columns, strict=True))) + "\n").encode()


def _escaped(column: Sequence[object]) -> Sequence[str]:
    said = cast("list[str]", [each for each in column if each is not None])
    joined = "".join(said)
    if any(each in joined for each in SPECIAL):
        said = [each.translate(ESCAPED) for each in said]
    if len(said) == len(column):
        return said
    following = iter(said)
    return [ABSENT if each is None else next(following) for each in column]


def _numbers(column: Sequence[object]) -> Sequence[str]:
    return [ABSENT if each is None else str(each) for each in column]


def _booleans(column: Sequence[object]) -> Sequence[str]:
    return [ABSENT if each is None else "t" if each else "f" for each in column]


def _moments(column: Sequence[object], texts: MomentTexts) -> Sequence[str]:
    """The same moment stands in many rows and columns; its text, kept in ``texts``, is made once."""
    return [
        ABSENT if each is None else texts.get(id(each)) or _moment(each, texts) for each in column
    ]


def _moment(moment: object, texts: MomentTexts) -> str:
    if not isinstance(moment, datetime):
        raise TypeError(f"no moment: {type(moment).__name__}")
    texts[id(moment)] = text = moment.isoformat()
    return text


_TEXTS: Mapping[str, Callable[[Sequence[object]], Sequence[str]]] = {
    "bigint": _numbers,
    "integer": _numbers,
    "numeric": _numbers,
    "boolean": _booleans,
}
"""What a column of a type is written by; text, and arrays of it, where none is named."""


def text_array(items: Sequence[str]) -> str:
    """The text of a PostgreSQL array; far cheaper than having each item adapted."""
    if not items:
        return "{}"
    joined = '","'.join(items)
    if "\\" in joined or joined.count('"') != 2 * (len(items) - 1):
        quoted = (item.replace("\\", "\\\\").replace('"', '\\"') for item in items)
        joined = '","'.join(quoted)
    return f'{{"{joined}"}}'
