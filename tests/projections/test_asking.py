"""Cursors: what a page ends with leads on, and nothing else is taken for one."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.asking import BadCursor, cursor, list_mark, read_cursor
from projections.two_axes import Axes
from tests.people import MORNING

KINDS = (datetime, str, str)
MARK = list_mark("obligations")
MOMENTS = st.datetimes(
    datetime(1900, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2999, 12, 30),  # noqa: DTZ001
    timezones=st.just(UTC),
)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


def written(content: object) -> str:
    """A cursor with any content, as somebody might forge it."""
    return urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@given(as_of=MOMENTS, known_by=st.integers(0, 2**62 - 1), due=MOMENTS, matter=TEXTS, duty=TEXTS)
def test_a_cursor_read_back_says_what_was_written(
    as_of: datetime, known_by: int, due: datetime, matter: str, duty: str
) -> None:
    place = read_cursor(
        cursor(Axes(as_of, known_by, latest=True), MARK, (due, matter, duty)), KINDS, MARK
    )
    assert (place.as_of, place.known_by, place.last) == (as_of, known_by, (due, matter, duty))


NOW = MORNING.isoformat()

FORGED = {
    "nothing": "",
    "no base64": "%%%",
    "not ascii": "页",
    "no JSON": urlsafe_b64encode(b"{").decode(),
    "not UTF-8": urlsafe_b64encode(b"\xff\xfe\xff").decode(),
    "another shape": written({"as_of": NOW}),
    "nested without end": urlsafe_b64encode(b"[" * 50_000).decode(),
    "a huge number": urlsafe_b64encode(b"9" * 9_000).decode(),
    "too few parts": written([MARK, NOW, 1, [NOW, "a"]]),
    "too many parts": written([MARK, NOW, 1, [NOW, "a", "b", "c"]]),
    "a part of another kind": written([MARK, NOW, 1, [NOW, 7, "b"]]),
    "no parts": written([MARK, NOW, 1, None]),
    "no time": written([MARK, "now", 1, [NOW, "a", "b"]]),
    "a time without zone": written([MARK, "2026-03-02T09:00:00", 1, [NOW, "a", "b"]]),
    "a key's time without zone": written([MARK, NOW, 1, ["2026-03-02T09:00:00", "a", "b"]]),
    "a year nobody means": written([MARK, "9999-12-31T23:59:59-14:00", 1, [NOW, "a", "b"]]),
    "a year before counting": written([MARK, "0001-01-01T00:00:00+14:00", 1, [NOW, "a", "b"]]),
    "a position that is no number": written([MARK, NOW, "1", [NOW, "a", "b"]]),
    "a position that is true": written([MARK, NOW, True, [NOW, "a", "b"]]),
    "a fraction of a position": written([MARK, NOW, 1.5, [NOW, "a", "b"]]),
    "not a number": written([MARK, NOW, float("nan"), [NOW, "a", "b"]]),
    "a negative position": written([MARK, NOW, -1, [NOW, "a", "b"]]),
    "a position past the end": written([MARK, NOW, 2**63, [NOW, "a", "b"]]),
    "a NUL": written([MARK, NOW, 1, [NOW, "a\0", "b"]]),
    "half a surrogate pair": written([MARK, NOW, 1, [NOW, "\ud800", "b"]]),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_what_no_page_ended_with_is_refused(forged: str) -> None:
    with pytest.raises(BadCursor):
        read_cursor(forged, KINDS, MARK)


@given(st.text())
def test_any_other_text_is_refused_in_the_same_way(text: str) -> None:
    with pytest.raises(BadCursor):
        read_cursor(text, KINDS, MARK)


def test_the_cursor_of_one_list_does_not_serve_another() -> None:
    mine = cursor(Axes(MORNING, 1, latest=True), MARK, (MORNING, "a", "answer"))
    assert read_cursor(mine, KINDS, MARK).known_by == 1
    for kinds, mark in ((KINDS[:2], MARK), (KINDS, list_mark("obligations", "other filters"))):
        with pytest.raises(BadCursor):
            read_cursor(mine, kinds, mark)
