"""The bytes of an event that its leaf is the hash of: every column, so that none can be changed.

Seven fields, each as four bytes of length (big-endian) and its bytes, so that no two events have the
same encoding: position, stream, version, type, type version, the time of recording, and the data
exactly as stored. Numbers are decimal ASCII, the time is microseconds since 1970-01-01T00:00:00Z,
text is UTF-8. The encoding is for ever: another one would be another tree (ADR 5).
"""

from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

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


Stored = tuple[int, str, int, str, int, bytes, str]
"""The same as a plain tuple, as the database gives it: making a ``Row`` costs as much as a hash."""

_LENGTHS = tuple(length.to_bytes(4, "big") for length in range(256))


def _field(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


@lru_cache(maxsize=4_096)
def _number(number: int) -> bytes:
    return _field(b"%d" % number)


@lru_cache(maxsize=4_096)
def _kind(name: str, type_version: int) -> bytes:
    return _field(name.encode()) + _field(b"%d" % type_version)


def _parts(row: Row | Stored) -> tuple[bytes, ...]:
    position, stream, version, name, type_version, recorded, data = row
    at = b"%d" % (int.from_bytes(recorded, "big", signed=True) + MICROSECONDS_TO_2000)
    place, text = b"%d" % position, data.encode()
    return (
        b"\x00",
        _LENGTHS[len(place)],
        place,
        _field(stream.encode()),
        _number(version),
        _kind(name, type_version),
        _LENGTHS[len(at)],
        at,
        len(text).to_bytes(4, "big"),
        text,
    )


def encoded(row: Row | Stored) -> bytes:
    """The bytes of a leaf."""
    return b"".join(_parts(row)[1:])


def leaf_of(row: Row | Stored) -> bytes:
    """The hash of an event's leaf: ``merkle.leaf_hash`` of its bytes, without copying them again."""
    return sha256(b"".join(_parts(row))).digest()
