"""What can be asked: to have it on record that one unit waits for another."""

from typing import ClassVar

from domain.envelope import Code, Command, Prose


class ReportWaiting(Command):
    """Say that the unit waits for another, and for what (等待); no limit moves by it."""

    ACTION: ClassVar[str] = "report-waiting"

    unit: Code | None = None
    waits_for: Code
    text: Prose


class EndWaiting(Command):
    """Say that the unit waits for the other no longer."""

    ACTION: ClassVar[str] = "end-waiting"

    unit: Code | None = None
    waits_for: Code
