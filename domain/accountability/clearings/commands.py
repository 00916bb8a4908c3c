"""What can be asked: finding an accusation false, and clearing the name of whoever was accused."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line, Prose
from domain.vocabulary import AnswerRoute

Places = Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]


class FindFalseAccusation(Command):
    """Find that a complaint accused somebody falsely, knowing better (诬告认定)."""

    ACTION: ClassVar[str] = "find-false-accusation"
    OTHER: ClassVar[str] = "matter"

    matter: Code = Field(description="the number or id of the complaint")
    reason: Prose


class ClearName(Command):
    """Say that nothing was substantiated, wherever the accusation was known (澄清正名)."""

    ACTION: ClassVar[str] = "clear-name"

    route: AnswerRoute
    where: Places = Field(description="where it was said: wherever the accusation was known")
    text: Prose
