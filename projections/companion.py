"""A long backlog worked out by two processes: this one takes one half of the streams, a companion the other.

What a batch does is known by its streams alone, so the halves never meet before both are written,
by this process, in one transaction with the position.
"""

from collections.abc import Callable
from typing import Protocol

from projections.sql import Connection, Write

LONG = 20_000
"""From so many waiting events on a companion is worth its start, about a second of work."""

OWN, OTHER = 0, 1
"""The halves of the streams: this process's, and the companion's."""

TOGETHER = 2
"""So many batches are one for both, so that each works out as many events at a time as one alone."""


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
        self._asked: int | None = None

    @property
    def has_half(self) -> bool:
        """Whether it was asked for anything, so that its half of the streams is not known here."""
        return self._asked is not None

    def takes_half(self, position: int) -> bool:
        """Whether it works out its half of the whole batch after a position.

        It is started where very much waits after the position, and asked once it is ready.
        """
        if self._invite is None or not self._waits(position, self._batch):
            return False
        try:
            if self._companion is None:
                if self._waits(position, LONG):
                    self._companion = self._invite()
            elif self._companion.is_ready():
                self._ask(self._companion, position)
                return True
        except CompanionLeft:
            self._invite = None
        return False

    def _waits(self, position: int, events: int) -> bool:
        """Whether so many events are there after a position."""
        if self._known_head < position + events:
            self._known_head = self._head()
        return self._known_head >= position + events

    def _ask(self, companion: Companion, position: int) -> None:
        """Ask for the batch after a position, and for the one behind it where that is whole."""
        asked = position if self._asked is None else self._asked
        while asked <= position + self._batch and self._waits(asked, self._batch):
            self._asked = asked + self._batch
            companion.ask(asked, self._asked)
            asked = self._asked

    def answer(self) -> Write:
        """What the companion's half of the batch does that was asked for first.

        Raises CompanionLeft.
        """
        if self._companion is None:
            raise CompanionLeft
        return self._companion.answer()

    def leave(self) -> None:
        """Have no companion any more."""
        companion, self._companion, self._asked, self._invite = self._companion, None, None, None
        if companion is not None:
            companion.close()
