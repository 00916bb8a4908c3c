"""What can be asked: supervision in rounds (M19)."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Prose
from domain.vocabulary import Cadence


class PutUnderSupervision(Command):
    """Put a matter under supervision: whoever has it in charge reports in each period (督查)."""

    ACTION: ClassVar[str] = "put-under-supervision"

    cadence: Cadence
    reason: Prose


class ReleaseFromSupervision(Command):
    """Open no more rounds; reports of rounds that were opened stay owed."""

    ACTION: ClassVar[str] = "release-from-supervision"

    reason: Prose


class OpenRound(Command):
    """Open the round of the present period, once; the program's own."""

    ACTION: ClassVar[str] = "open-round"


class ReportRound(Command):
    """Report in a round how the matter stands (督查轮次报告)."""

    ACTION: ClassVar[str] = "report-round"

    period: Code | None = Field(None, description="which round; the one due first if left out")
    unit: Code | None = Field(None, description="your own unit if left out")
    text: Prose
