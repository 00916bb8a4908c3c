"""What can have happened: papers were asked of the complainant."""

from typing import ClassVar

from domain.envelope import Code, Fact, Line
from domain.vocabulary import AnswerRoute


class PapersRequested(Fact):
    """A unit asked for papers; ``nth`` from 2 on it had not said everything at once (M16)."""

    TYPE: ClassVar[str] = "matter.papers_requested"

    unit: Code
    papers: tuple[Line, ...]
    told_by: AnswerRoute
    nth: int


FACTS: tuple[type[Fact], ...] = (PapersRequested,)
