"""Time-ordered ids (UUID version 7, RFC 9562): new streams lie side by side in the index."""

import os
import time
from uuid import UUID


def time_ordered_id() -> str:
    """A new id; later ones sort after earlier ones, to the millisecond."""
    milliseconds = time.time_ns() // 1_000_000
    value = milliseconds << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))
