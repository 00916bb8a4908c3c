"""What can be asked: pressing for what is owed, step by step (M21)."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Prose
from domain.vocabulary import Duty, Rung


class UrgeDuty(Command):
    """Urge whoever owes something (催办), as often as it takes."""

    ACTION: ClassVar[str] = "urge"

    duty: Duty | None = Field(None, description="what is owed; what is due next if left out")
    of: Code | None = Field(None, description="whose, where several units owe the same")
    text: Prose


class IssueSlip(Command):
    """Issue a supervision slip (督办单) to the unit that owes something; it owes a report then."""

    ACTION: ClassVar[str] = "issue-supervision-slip"

    duty: Duty | None = Field(None, description="what is owed; what is due next if left out")
    of: Code | None = Field(None, description="whose, where several units owe the same")
    text: Prose


class ReportOnSlip(Command):
    """Report on a supervision slip: why it came to that, and what follows (督办单报告)."""

    ACTION: ClassVar[str] = "report-on-slip"

    unit: Code | None = Field(None, description="your own unit if left out")
    text: Prose


class ProposeStep(Command):
    """Propose a talk, a circular or a referral; people decide these, also out of turn (越级)."""

    ACTION: ClassVar[str] = "propose-step"

    rung: Rung
    duty: Duty | None = Field(None, description="what is owed; what is due next if left out")
    of: Code | None = Field(None, description="whose, where several units owe the same")
    text: Prose


class ClimbRung(Command):
    """Take the step of the ladder that has fallen due for something owed; the program's own."""

    ACTION: ClassVar[str] = "climb"

    duty: Duty
    of: Code | None = None
    rung: Rung
