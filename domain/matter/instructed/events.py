"""What can have happened: a leader instructed something about the matter (M17)."""

from typing import ClassVar

from domain.envelope import Code, Fact
from domain.vocabulary import Duty


class MatterInstructed(Fact):
    """An instruction about it is on record; ``covers`` are steps that may be left out by it."""

    TYPE: ClassVar[str] = "matter.instructed"

    instruction: str
    leader: Code
    covers: tuple[Duty, ...] = ()


FACTS: tuple[type[Fact], ...] = (MatterInstructed,)
