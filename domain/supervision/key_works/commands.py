"""What can be asked: setting up a key work, its milestones, its reports."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from domain.envelope import Code, Command, Line, Prose, Value
from domain.vocabulary import Cadence


class PlannedMilestone(Value):
    """One step of a roadmap: what, by the end of which day, who answers for it."""

    name: Line
    on: date
    person: Code


class SetUpKeyWork(Command):
    """Set up a key work with its roadmap: milestones in order, each with its day and its responsible
    person (重点工作立项)."""

    ACTION: ClassVar[str] = "set-up-key-work"

    title: Line
    unit: Code = Field(description="the unit that leads it")
    text: Prose = Field(description="the roadmap in words")
    cadence: Cadence = Field(Cadence.MONTHLY, description="how often it is reported on at first")
    milestones: Annotated[tuple[PlannedMilestone, ...], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def each_name_once(self) -> Self:
        if len({each.name for each in self.milestones}) != len(self.milestones):
            raise ValueError("each milestone may appear once")
        return self


class ReachMilestone(Command):
    """Report that a milestone has been reached, with evidence (节点完成)."""

    ACTION: ClassVar[str] = "reach-milestone"

    milestone: Code = Field(description="the milestone's code, as the key work shows it")
    text: Prose
    evidence: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(
        description="titles of what shows it"
    )


class MoveMilestone(Command):
    """Set another day for a milestone, as somebody outside the unit's line, on a ground (节点调整)."""

    ACTION: ClassVar[str] = "move-milestone"

    milestone: Code = Field(description="the milestone's code, as the key work shows it")
    on: date
    reason: Prose


class ReportKeyWork(Command):
    """Report in a round how the key work stands (重点工作报告)."""

    ACTION: ClassVar[str] = "report-key-work"

    period: Code | None = Field(None, description="which round; the one due first if left out")
    text: Prose


class CompleteKeyWork(Command):
    """Declare, from outside the unit, that it is complete (重点工作销号)."""

    ACTION: ClassVar[str] = "complete-key-work"

    text: Prose


class TendKeyWork(Command):
    """Open the round of the present period, and tighten the cadence where a milestone slipped; the
    program's own."""

    ACTION: ClassVar[str] = "tend-key-work"
