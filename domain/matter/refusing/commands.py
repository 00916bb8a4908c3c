"""What can be asked: not to take a matter on, for a lawful reason told to the complainant."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from domain.envelope import Command, Line, Prose
from domain.vocabulary import AnswerRoute, RefusalGround


class ProposeRefusal(Command):
    """Propose not to take the matter on (不予受理); a second person has to confirm."""

    ACTION: ClassVar[str] = "propose-refusal"

    ground: RefusalGround
    body: Line | None = Field(None, description="which body is competent; needed with other_body")
    reason: Prose

    @model_validator(mode="after")
    def names_the_competent_body(self) -> Self:
        if (self.body is not None) is not (self.ground is RefusalGround.OTHER_BODY):
            raise ValueError("body goes with the ground other_body, which needs it")
        return self


class ConfirmRefusal(Command):
    """Confirm as a second person, the complainant being told the reason (不予受理告知)."""

    ACTION: ClassVar[str] = "confirm-refusal"

    text: Prose
    told_by: AnswerRoute
