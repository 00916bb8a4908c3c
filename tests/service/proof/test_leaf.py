"""The bytes of a leaf: written out once for ever, and different for whatever is different."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.proof.leaf import Row, encoded, leaf_of
from service.proof.merkle import leaf_hash

AT = (825_728_400_000_001).to_bytes(8, "big", signed=True)
ROW = Row(7, "matter-m1", 3, "matter.registered", 1, AT, '{"fact": {"n":  1}, "字": "é"}')

GOLDEN = "b9728c8c102370e719d399cf57172b30f728796996845fea69349e2911e432c2"
"""What this leaf's hash was when leaves were first written; it may never become another."""


def test_an_event_is_encoded_as_the_documents_say() -> None:
    fields = [b"7", b"matter-m1", b"3", b"matter.registered", b"1", b"1772413200000001",
              '{"fact": {"n":  1}, "字": "é"}'.encode()]  # fmt: skip
    assert encoded(ROW) == b"".join(len(each).to_bytes(4, "big") + each for each in fields)
    assert ROW.recorded_us == 1_772_413_200_000_001  # 2026-03-02T01:00:00.000001Z
    assert leaf_of(ROW).hex() == GOLDEN
    assert leaf_of(ROW) == leaf_of(tuple(ROW)) == leaf_hash(encoded(ROW))


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
    fields = []
    while leaf:
        length = int.from_bytes(leaf[:4], "big")
        fields.append(leaf[4 : 4 + length])
        leaf = leaf[4 + length :]
    position, stream, version, name, type_version, at, data = fields
    recorded = (int(at) - 946_684_800_000_000).to_bytes(8, "big", signed=True)
    return Row(
        int(position), stream.decode(), int(version), name.decode(), int(type_version),
        recorded, data.decode(),
    )  # fmt: skip
