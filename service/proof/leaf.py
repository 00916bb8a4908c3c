"""The bytes of an event that its leaf is the hash of: every column, so that none can be changed.

A head of thirty bytes, big-endian: position (8), version (4), type version (2), the time of recording
in microseconds since 2000-01-01T00:00:00Z (8, signed), the lengths of stream and type in bytes (4 each).
Then stream, type, and the data exactly as stored, in UTF-8. Nothing in it can be read in two ways, so
no two events have the same bytes. The encoding is for ever: another one would be another tree (ADR 5).
"""

import struct
from hashlib import sha256
from typing import NamedTuple

COLUMNS = "position, stream, version, type, type_version, timestamptz_send(recorded_at), data::text"
"""What of a row goes in. The time as PostgreSQL sends it, which is how it goes in: even one that no
calendar has can be read, and compared."""

HEAD = struct.Struct(">qih8sII")
_LEAF = struct.Struct(">Bqih8sII")
_pack = _LEAF.pack


class Row(NamedTuple):
    """An event exactly as stored, as ``COLUMNS`` gives it."""

    position: int
    stream: str
    version: int
    type: str
    type_version: int
    recorded: bytes
    data: str


Stored = tuple[int, str, int, str, int, bytes, str]
"""The same as a plain tuple, as the database gives it: making a ``Row`` costs as much as a hash."""


def encoded(row: Row | Stored) -> bytes:
    """The bytes of a leaf. Raises struct.error for numbers that the log's columns cannot hold."""
    position, stream, version, name, type_version, recorded, data = row
    where, kind = stream.encode(), name.encode()
    head = HEAD.pack(position, version, type_version, recorded, len(where), len(kind))
    return head + where + kind + data.encode()


def leaf_of(row: Row | Stored) -> bytes:
    """The hash of an event's leaf: ``merkle.leaf_hash`` of its bytes, without copying them again.

    Of an event with numbers that the log's columns cannot hold, one that no sealed event has.
    """
    position, stream, version, name, type_version, recorded, data = row
    where, kind = stream.encode(), name.encode()
    try:
        head = _pack(0, position, version, type_version, recorded, len(where), len(kind))
    except struct.error:
        return sha256(b"\x02" + repr(row).encode()).digest()
    return sha256(head + where + kind + data.encode()).digest()
