"""What can be asked: papers of the complainant, named once and all."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line
from domain.vocabulary import AnswerRoute


class RequestPapers(Command):
    """Ask the complainant for papers (一次性告知); asking again is counted and listed."""

    ACTION: ClassVar[str] = "request-papers"

    unit: Code | None = None
    papers: Annotated[tuple[Line, ...], Field(min_length=1, max_length=50)] = Field(
        description="the kinds of papers, never a person's name"
    )
    told_by: AnswerRoute
