"""A long backlog worked out by two processes: this one takes one half of the streams, a companion the other.

What a batch does is known by its streams alone, so the halves never meet before both are written,
by this process, in one transaction with the position.
"""

from collections import deque
from collections.abc import Callable
from typing import Protocol

from projections.sql import Connection, Write

LONG = 20_000
"""From so many waiting events on a companion is worth its start, about a second of work."""

OWN, OTHER = 0, 1
"""The halves of the streams: this process's, and the companion's."""

TOGETHER = 2
"""So many batches are one for both, so that each works out as many events at a time as one alone."""

AHEAD = 2
"""So many times it is asked before the first is needed, so that it never waits for the next."""


def nothing(_connection: Connection, _generation: int) -> None:
    """What a half of a batch does that has no events."""


class CompanionLeft(Exception):
    """The companion could not go on: its half is to be worked out without it."""


class Companion(Protocol):
    """A process of its own, which works out what batches do for its half of the streams."""

    def is_ready(self) -> bool:
        """Whether it has started. Raises CompanionLeft."""

    def ask(self, after: int, up_to: int) -> None:
        """Have it work out the events after a position and up to another, which must follow on what
        was asked before. Raises CompanionLeft."""

    def answer(self) -> Write:
        """What the events do that were asked for first and not answered yet; waits for it.

        Raises CompanionLeft.
        """

    def close(self) -> None:
        """End it, whatever it is doing."""


Invite = Callable[[], Companion]
"""Starts one, without waiting until it is ready. Raises CompanionLeft."""


class Company:
    """The companion of one long catching up: when there is one, and what it is asked.

    invite  starts one; None where there shall be none
    batch   how many events are worked out at a time, both halves together
    head    gives the last position of the log
    """

    def __init__(self, invite: Invite | None, batch: int, head: Callable[[], int]) -> None:
        self._invite = invite
        self._batch = batch
        self._head = head
        self._known_head = 0
        self._companion: Companion | None = None
        self._asked: deque[int] = deque()
        self._asked_last: int | None = None

    @property
    def has_half(self) -> bool:
        """Whether it was asked for anything, so that its half of the streams is not known here."""
        return self._asked_last is not None

    def come(self, position: int) -> None:
        """Have one where very much waits after a position."""
        if self._invite is None or self._companion is not None:
            return
        if self._waiting(position, LONG) >= LONG:
            try:
                self._companion = self._invite()
            except CompanionLeft:
                self._invite = None

    def shares(self, position: int) -> int | None:
        """Up to which position it works out its half of what comes after one; None where it does not,
        having not started yet."""
        if self._companion is None or self._invite is None:
            return None
        try:
            if self.has_half or self._companion.is_ready():
                self._ask(self._companion, position)
        except CompanionLeft:
            self._invite = None
            return None
        return self._asked.popleft() if self._asked else None

    def _waiting(self, position: int, enough: int) -> int:
        """How many events are there after a position; looked up anew unless enough were there."""
        if self._known_head - position < enough:
            self._known_head = self._head()
        return self._known_head - position

    def _ask(self, companion: Companion, position: int) -> None:
        """Ask for the events after a position, and for those behind them."""
        after = position if self._asked_last is None else self._asked_last
        while len(self._asked) < AHEAD and (waiting := self._waiting(after, self._batch)) > 0:
            up_to = after + min(self._batch, waiting)
            companion.ask(after, up_to)
            self._asked.append(up_to)
            after = self._asked_last = up_to

    def answer(self) -> Write:
        """What the companion's half does of what was asked for first.

        Raises CompanionLeft.
        """
        if self._companion is None:
            raise CompanionLeft
        return self._companion.answer()

    def leave(self) -> None:
        """Have no companion any more."""
        companion, self._companion, self._invite = self._companion, None, None
        self._asked_last = None
        self._asked.clear()
        if companion is not None:
            companion.close()
