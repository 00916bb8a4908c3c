"""What can have happened: filing a matter in which everything owed has been done."""

from typing import ClassVar

from domain.envelope import Fact, Personal
from domain.vocabulary import Duty


class MatterClosed(Fact):
    """Somebody other than the handler found everything done and filed it (归档)."""

    TYPE: ClassVar[str] = "matter.closed"

    remark: Personal | None = None


class StepCovered(Fact):
    """A step was left out when it was filed, because an instruction covers it (M18)."""

    TYPE: ClassVar[str] = "matter.step_covered"

    duty: Duty
    of: str = ""
    instruction: str


FACTS: tuple[type[Fact], ...] = (MatterClosed, StepCovered)
