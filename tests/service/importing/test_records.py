"""Rows of a CSV file, with the lines they begin on."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.importing.problems import BadRow, Fault
from service.importing.records import MOST_LINE_BYTES, records

FIELD = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"), max_size=20
)
ROWS = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(FIELD, min_size=width, max_size=width), min_size=1)
)


def read(content: bytes) -> list[tuple[int, list[str]] | BadRow]:
    return list(records(io.BytesIO(content), "utf-8", ","))


def good(content: bytes) -> list[tuple[int, list[str]]]:
    return [each for each in read(content) if not isinstance(each, BadRow)]


def bad(content: bytes) -> list[BadRow]:
    return [each for each in read(content) if isinstance(each, BadRow)]


@given(ROWS)
def test_whatever_a_csv_writer_writes_comes_back_with_its_line(rows: list[list[str]]) -> None:
    stream, lines = io.StringIO(), []
    writer = csv.writer(stream, lineterminator="\n")
    for fields in rows:
        lines.append(stream.getvalue().count("\n") + 1)
        writer.writerow(fields)
    expected = list(zip(lines, rows, strict=True))
    assert read(stream.getvalue().encode()) == expected


@given(
    st.binary() | st.lists(st.sampled_from([b'"', b",", b"\n", b"a", b"\r", b"\xff"])).map(b"".join)
)
def test_whatever_the_bytes_reading_ends_and_lines_only_grow(content: bytes) -> None:
    lines = [each.line if isinstance(each, BadRow) else each[0] for each in read(content)]
    assert lines == sorted(set(lines))


def test_a_quote_that_is_never_closed_costs_its_own_row_only() -> None:
    content = b'a,b\n1,"x\n2,y\n3,z\n'
    assert good(content) == [(1, ["a", "b"]), (3, ["2", "y"]), (4, ["3", "z"])]
    assert bad(content) == [BadRow(2, Fault.STRAY_QUOTE)]


def test_a_stray_quote_that_meets_a_quoted_field_costs_its_own_row_only() -> None:
    content = b'a,b\n1,"x\n2,y\n3,"z\nz"\n4,v\n'
    assert good(content) == [
        (1, ["a", "b"]),
        (3, ["2", "y"]),
        (4, ["3", "z\nz"]),
        (6, ["4", "v"]),
    ]
    assert bad(content) == [BadRow(2, Fault.STRAY_QUOTE)]


def test_a_stray_quote_that_ends_in_another_row_gives_back_the_rows_between() -> None:
    content = b'a,b,c\n1,"x,p\n2,y,q\n3,z,5"\n4,v,r\n'
    assert [fields[0] for _, fields in good(content)] == ["a", "2", "3", "4"]
    assert bad(content) == [BadRow(2, Fault.COLUMN_COUNT)]


def test_a_row_of_several_lines_with_a_column_too_few_is_reported_once() -> None:
    content = b'a,b,c\n1,"x\nmore\nand more"\n2,y,z\n'
    assert bad(content) == [BadRow(2, Fault.COLUMN_COUNT)]
    assert good(content)[1:] == [(5, ["2", "y", "z"])]


def test_rows_swallowed_by_a_quote_far_beyond_any_field_are_given_back() -> None:
    rows = b"".join(b"%d,y\n" % number for number in range(50_000))
    content = b'a,b\n0,"x\n' + rows
    assert bad(content) == [BadRow(2, Fault.STRAY_QUOTE)]
    assert len(good(content)) == 50_001


@pytest.mark.parametrize("quote", [b"", b'"'])
def test_a_line_longer_than_any_message_is_left_out(quote: bytes) -> None:
    content = b"a,b\n1," + quote + b"x" * (2 * MOST_LINE_BYTES) + quote + b"\n2,y\n"
    assert bad(content) == [BadRow(2, Fault.LINE_TOO_LONG)]
    assert good(content)[1:] == [(3, ["2", "y"])]


def test_empty_lines_and_windows_line_ends_do_no_harm() -> None:
    content = b"\xef\xbb\xbfa,b\r\n\r\n1,x\r\n"
    assert good(content) == [(1, ["a", "b"]), (3, ["1", "x"])]
