"""What can be asked: what units do: progress, difficulty, parts, outcome, word to the leader."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Prose
from domain.vocabulary import Finding, Measure


class ReportProgress(Command):
    """Report how far the unit is: first feedback and progress (反馈)."""

    ACTION: ClassVar[str] = "report-progress"

    unit: Code | None = None
    text: Prose


class ReportDifficulty(Command):
    """Say that the unit is stuck, to a named leader who then owes a decision (报告困难)."""

    ACTION: ClassVar[str] = "report-difficulty"

    unit: Code | None = None
    leader: Code
    text: Prose


class DecideDifficulty(Command):
    """Decide a reported difficulty."""

    ACTION: ClassVar[str] = "decide-difficulty"

    decision: Prose


class ReportParticipation(Command):
    """Deliver a participating unit's part."""

    ACTION: ClassVar[str] = "report-participation"

    unit: Code | None = None
    text: Prose


class ReportOutcome(Command):
    """Report what was found and done, with evidence (办结)."""

    ACTION: ClassVar[str] = "report-outcome"

    unit: Code | None = None
    finding: Finding
    measures: tuple[Measure, ...] = Field(min_length=1)
    text: Prose
    evidence: tuple[Prose, ...] = Field(
        min_length=1, description="file numbers or names of the evidence; kept sealed"
    )


class InformLeader(Command):
    """Report back to the leader who assigned the matter (事事有反馈)."""

    ACTION: ClassVar[str] = "inform-leader"

    unit: Code | None = None
    text: Prose
