"""What a projection reads: the log in order, and single streams."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from domain.envelope import Recorded


class Feed(Protocol):
    """The log of one jurisdiction, as events."""

    def after(self, position: int, limit: int) -> Sequence[Recorded]:
        """Up to ``limit`` events after a position, in order.

        Raises UnreadableEvent at the first that cannot be read, if it is the very next one;
        otherwise what precedes it is returned.
        """

    def half(self, half: int, after: int, up_to: int) -> Sequence[Recorded]:
        """The events of one half of all streams, 0 or 1, after a position and up to another, in
        order. A stream is in the same half for ever. Raises UnreadableEvent."""

    def streams(self, streams: Iterable[str], up_to: int) -> dict[str, list[Recorded]]:
        """The events of each stream with position <= ``up_to``, in order."""

    def head(self) -> int:
        """The last position; 0 for an empty log."""

    def position_at(self, moment: datetime) -> int:
        """The last position recorded at or before a moment; 0 before the first."""
