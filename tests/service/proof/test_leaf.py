"""The bytes of a leaf: written out once for ever, and different for whatever is different."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.proof.leaf import HEAD, Row, encoded, leaf_of
from service.proof.merkle import leaf_hash

AT = (825_728_400_000_001).to_bytes(8, "big", signed=True)  # 2026-03-02T01:00:00.000001Z
ROW = Row(7, "matter-m1", 3, "matter.registered", 1, AT, '{"fact": {"n":  1}, "字": "é"}')

GOLDEN = "6b5418dff1b3600278a891d3793b09a836d6a19926723ff2793288a38137cccd"
"""What this leaf's hash was when leaves were first written; it may never become another."""


def test_an_event_is_encoded_as_the_documents_say() -> None:
    numbers = ((7, 8), (3, 4), (1, 2), (825_728_400_000_001, 8), (9, 4), (17, 4))
    head = b"".join(number.to_bytes(width, "big") for number, width in numbers)
    assert len(head) == 30
    assert encoded(ROW) == head + b"matter-m1matter.registered" + ROW.data.encode()
    assert leaf_of(ROW) == leaf_of(tuple(ROW)) == leaf_hash(encoded(ROW))
    assert leaf_of(ROW).hex() == GOLDEN


def test_numbers_that_no_column_holds_make_a_leaf_that_no_event_has() -> None:
    assert leaf_of(ROW._replace(version=2**40)) != leaf_of(ROW._replace(version=2**41))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("position", 8),
        ("stream", "matter-m2"),
        ("version", 4),
        ("type", "matter.received"),
        ("type_version", 2),
        ("recorded", (int.from_bytes(AT, "big") + 1).to_bytes(8, "big")),
        ("recorded", (2**63 - 1).to_bytes(8, "big")),
        ("recorded", (-(2**63)).to_bytes(8, "big", signed=True)),
        ("data", '{"fact": {"n": 1}, "字": "é"}'),
        ("data", '{"fact": {"n":  1}, "字": "e\u0301"}'),
    ],
)
def test_whatever_is_changed_makes_another_leaf(field: str, value: Any) -> None:
    assert leaf_of(ROW._replace(**{field: value})) != leaf_of(ROW)


ROWS = st.builds(
    Row,
    st.integers(1, 2**62),
    st.text(max_size=5),
    st.integers(1, 2**31 - 1),
    st.text(max_size=5),
    st.integers(1, 2**15 - 1),
    st.binary(min_size=8, max_size=8),
    st.text(max_size=9),
)


@given(ROWS, ROWS)
def test_no_two_events_have_the_same_bytes(one: Row, other: Row) -> None:
    assert (encoded(one) == encoded(other)) == (one == other)
    assert decoded(encoded(one)) == one


def decoded(leaf: bytes) -> Row:
    """Read a leaf back, which works only because nothing in it is ambiguous."""
    position, version, type_version, recorded, where, kind = HEAD.unpack(leaf[: HEAD.size])
    rest = leaf[HEAD.size :]
    stream, name, data = rest[:where], rest[where : where + kind], rest[where + kind :]
    return Row(
        position, stream.decode(), version, name.decode(), type_version, recorded, data.decode()
    )
