"""What can be asked about a verdict."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Moment, Prose
from domain.vocabulary import Duty


class FindBreach(Command):
    """Put on record that something owed was missed, once for each round; the program's own."""

    ACTION: ClassVar[str] = "find-breach"

    duty: Duty
    of: Code | None = None
    nth: int = Field(ge=1)


class ConfirmEarlierAct(Command):
    """Confirm, as somebody outside the unit, that a duty had been done earlier than was recorded
    (外部送达凭证)."""

    ACTION: ClassVar[str] = "confirm-earlier-act"

    duty: Duty
    of: Code | None = None
    nth: int = Field(1, ge=1, description="which round of the duty")
    done_at: Moment = Field(description="when it was done, by the evidence of delivery")
    evidence: Prose = Field(description="what shows it: a stamp, a register, a receipt")
