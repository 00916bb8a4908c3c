"""The rows of a CSV file with the line each begins on, whatever is broken in between.

The file is read line by line and never held as a whole. A quote that is never closed swallows the
rows after it; when that shows, the row it stands in is given up and reading goes on at the next
line, so that only what is broken is lost.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Protocol

from service.importing.problems import BadRow, Fault

MOST_LINE_BYTES = 1_048_576
"""A longer line belongs to no message; without a bound a file without line breaks fills memory."""

Record = tuple[int, list[str]]
"""The physical line a row begins on, and its fields. Bytes that the encoding does not know come as
lone surrogates, so a row with any of them can be told."""


class Lines(Protocol):
    """What is read: a binary file, or anything that gives its lines."""

    def readline(self, limit: int, /) -> bytes: ...


class _LineTooLong(Exception):
    pass


class _Lines:
    """The lines of a file as text, with those given to the row being read, to take them back."""

    def __init__(self, file: Lines, encoding: str) -> None:
        self._file = file
        self._encoding = encoding
        self._number = 0
        self._again: deque[tuple[int, str | None]] = deque()
        self.taken: list[tuple[int, str | None]] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        number, text = self._again.popleft() if self._again else self._read()
        self.taken.append((number, text))
        if text is None:
            raise _LineTooLong
        return text

    def take_back(self) -> None:
        """Give the lines after the first of this row out once more."""
        self._again.extendleft(reversed(self.taken[1:]))

    def _read(self) -> tuple[int, str | None]:
        raw = self._file.readline(MOST_LINE_BYTES)
        if not raw:
            raise StopIteration
        self._number += 1
        if len(raw) == MOST_LINE_BYTES and not raw.endswith(b"\n"):
            self._skip_line()
            return self._number, None
        text = raw.decode(self._encoding, "surrogateescape")
        return self._number, text.removeprefix("\ufeff") if self._number == 1 else text

    def _skip_line(self) -> None:
        while (more := self._file.readline(MOST_LINE_BYTES)) and not more.endswith(b"\n"):
            pass


def records(file: Lines, encoding: str, delimiter: str) -> Iterator[Record | BadRow]:
    """The rows of a file, the header first; empty lines are left out.

    A row that has not as many fields as the header, or whose quotes do not match, comes as a
    BadRow.
    """
    # The reader's own bound would call a long field a quote that does not match.
    csv.field_size_limit(MOST_LINE_BYTES)
    lines = _Lines(file, encoding)
    width: int | None = None
    reader = _reader(lines, delimiter)
    while True:
        lines.taken.clear()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except (csv.Error, _LineTooLong):
            lines.take_back()
            reader = _reader(lines, delimiter)
            yield _given_up(lines)
            continue
        if not fields:
            continue
        line = lines.taken[0][0]
        width = len(fields) if width is None else width
        if len(fields) == width:
            yield line, fields
            continue
        if _swallowed_rows(lines, width, delimiter):
            lines.take_back()
            reader = _reader(lines, delimiter)
        yield BadRow(line, Fault.COLUMN_COUNT)


def _reader(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _given_up(lines: _Lines) -> BadRow:
    line, text = lines.taken[0]
    return BadRow(line, Fault.LINE_TOO_LONG if text is None else Fault.STRAY_QUOTE)


def _swallowed_rows(lines: _Lines, width: int, delimiter: str) -> bool:
    """Whether one of the lines inside a row is a row by itself."""
    for _, text in lines.taken[1:]:
        try:
            if text is not None and len(next(_reader([text], delimiter), [])) == width:
                return True
        except csv.Error:
            continue
    return False
