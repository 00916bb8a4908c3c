"""What can be asked: registering a pledge, publishing it, reporting on it, and verifying that."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line, Prose


class RegisterPledge(Command):
    """Put a public pledge on record: who promises what, by when, measured how (登记公开承诺)."""

    ACTION: ClassVar[str] = "pledge"

    title: Line = Field(description="what is promised, in one line without private names")
    unit: Code = Field(description="the unit whose head or leader promises it")
    measure: Line = Field(description="by what anybody can tell that it was kept")
    due_on: date = Field(description="the last day, Asia/Shanghai")
    text: Prose


class PublishPledge(Command):
    """Say that a pledge has been published, and where (公开承诺)."""

    ACTION: ClassVar[str] = "publish-pledge"

    where: Line = Field(description="where everybody can read it")


class ReportPledge(Command):
    """Report how a pledge was kept (公开述职)."""

    ACTION: ClassVar[str] = "report-pledge"

    text: Prose
    evidence: Prose


class VerifyPledge(Command):
    """Verify, as somebody outside, whether a pledge was kept (核验承诺)."""

    ACTION: ClassVar[str] = "verify-pledge"

    kept: bool
    text: Prose
