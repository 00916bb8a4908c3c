"""What can have happened: one unit waits for another."""

from typing import ClassVar

from domain.envelope import Code, Fact, Personal


class WaitingReported(Fact):
    """A unit said that it waits for another. It excuses nothing and moves no limit."""

    TYPE: ClassVar[str] = "matter.waiting_reported"

    unit: Code
    waits_for: Code
    text: Personal


class WaitingEnded(Fact):
    """It waits no longer."""

    TYPE: ClassVar[str] = "matter.waiting_ended"

    unit: Code
    waits_for: Code


FACTS: tuple[type[Fact], ...] = (WaitingReported, WaitingEnded)
