"""What can be asked: deadlines that move: extensions."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Command, Prose
from domain.vocabulary import AnswerRoute


class ExtendAnswer(Command):
    """Extend the final answer once, before it is due, telling the complainant why (延期)."""

    ACTION: ClassVar[str] = "extend"

    working_days: int = Field(ge=1, le=366)
    reason: Prose
    told_by: AnswerRoute = Field(description="how the complainant was told the reason")
