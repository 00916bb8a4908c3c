"""The bytes of an event that its leaf is the hash of: every column, so that none can be changed.

Seven fields, each as four bytes of length (big-endian) and its bytes, so that no two events have the
same encoding: position, stream, version, type, type version, the time of recording, and the data
exactly as stored. Numbers are decimal ASCII, the time is microseconds since 1970-01-01T00:00:00Z,
text is UTF-8. The encoding is for ever: another one would be another tree (ADR 5).
"""

from typing import NamedTuple

from service.proof.merkle import leaf_hash

MICROSECONDS_TO_2000 = 946_684_800_000_000
COLUMNS = "position, stream, version, type, type_version, timestamptz_send(recorded_at), data::text"
"""What of a row goes in. The time as PostgreSQL sends it, microseconds since 2000 in eight bytes:
even one that no calendar has can be read, and compared."""


class Row(NamedTuple):
    """An event exactly as stored, as ``COLUMNS`` gives it."""

    position: int
    stream: str
    version: int
    type: str
    type_version: int
    recorded: bytes
    data: str

    @property
    def recorded_us(self) -> int:
        """The time of recording, in microseconds since 1970."""
        return int.from_bytes(self.recorded, "big", signed=True) + MICROSECONDS_TO_2000


def encoded(row: Row) -> bytes:
    """The bytes of a leaf."""
    position, stream, version, name, type_version, recorded, data = row
    at = int.from_bytes(recorded, "big", signed=True) + MICROSECONDS_TO_2000
    text, where, kind = data.encode(), stream.encode(), name.encode()
    p, v, t, r = b"%d" % position, b"%d" % version, b"%d" % type_version, b"%d" % at
    return b"".join(
        (
            len(p).to_bytes(4, "big"), p,
            len(where).to_bytes(4, "big"), where,
            len(v).to_bytes(4, "big"), v,
            len(kind).to_bytes(4, "big"), kind,
            len(t).to_bytes(4, "big"), t,
            len(r).to_bytes(4, "big"), r,
            len(text).to_bytes(4, "big"), text,
        )
    )  # fmt: skip


def leaf_of(row: Row) -> bytes:
    """The hash of an event's leaf."""
    return leaf_hash(encoded(row))
