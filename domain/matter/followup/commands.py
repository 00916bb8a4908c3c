"""What can be asked: asking the complainant after the answer, and what they say of it."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from domain.envelope import Command, Prose
from domain.vocabulary import Satisfaction


class RecordCall(Command):
    """Record a follow-up call (回访), made by somebody outside the handling unit."""

    ACTION: ClassVar[str] = "record-call"

    reached: bool
    satisfaction: Satisfaction | None = Field(None, description="needed where they were reached")
    resolved: bool | None = Field(
        None, description="whether it is solved, in the complainant's word; needed where reached"
    )
    remark: Prose | None = None

    @model_validator(mode="after")
    def says_what_was_said(self) -> Self:
        said = (self.satisfaction is not None, self.resolved is not None)
        if said != (self.reached, self.reached):
            raise ValueError("satisfaction and resolved go with a complainant who was reached")
        return self


class RateAnswer(Command):
    """Record how the complainant rates the answer on their own, once (评价)."""

    ACTION: ClassVar[str] = "rate"

    satisfaction: Satisfaction
    resolved: bool
    remark: Prose | None = None
