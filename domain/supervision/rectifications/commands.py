"""What can be asked: ordering rectification, reporting it, verifying it."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line, Prose


class OrderRectification(Command):
    """Order a unit to put something right within a limit (责令限期改正)."""

    ACTION: ClassVar[str] = "order-rectification"
    OTHER: ClassVar[str] = "matter"
    PROCEEDINGS: ClassVar[tuple[str, ...]] = ("source",)

    title: Line = Field(description="what is to be put right, in one line without private names")
    unit: Code
    text: Prose
    by: date | None = Field(None, description="by the end of which day; the rulebook's if left out")
    matter: Code | None = Field(None, description="the number or id of the matter it comes from")
    source: Code | None = Field(None, description="the proceeding it comes from")


class ReportRectification(Command):
    """Report what was put right, with evidence (整改报告)."""

    ACTION: ClassVar[str] = "report-rectification"

    text: Prose
    evidence: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(
        description="titles of what shows it: photographs, records"
    )


class VerifyRectification(Command):
    """Verify, as somebody outside the unit, whether it was put right (整改核查)."""

    ACTION: ClassVar[str] = "verify-rectification"

    passed: bool
    text: Prose
    by: date | None = Field(None, description="where it was not: by when it is to be done again")


class WithdrawRectification(Command):
    """Take back an order of rectification that should not have been given (撤回责令改正)."""

    ACTION: ClassVar[str] = "withdraw-rectification"

    reason: Prose
