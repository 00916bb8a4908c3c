"""What can be asked: drawing a report, and publishing it."""

from typing import ClassVar

from pydantic import Field

from domain.assessment.periods import Reported
from domain.envelope import Command, Line


class DrawReport(Command):
    """Draw the report of a month or a quarter; its figures are frozen as they are counted then
    (定期通报)."""

    ACTION: ClassVar[str] = "draw-report"

    period: Reported = Field(description="`2026-03` or `2026-Q1`")


class PublishReport(Command):
    """Say that a report has been published, and where (公布通报)."""

    ACTION: ClassVar[str] = "publish-report"

    where: Line = Field(description="where it can be read")
