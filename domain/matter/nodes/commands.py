"""What can be asked: feedback at key nodes, and reports in an emergency (M14)."""

from datetime import date
from typing import ClassVar, Self

from pydantic import Field, model_validator

from domain.envelope import Code, Command, Line, Moment, Prose, Value


class Milestone(Value):
    """A key node (关键节点): its name, and the day on which it is due."""

    name: Line
    on: date


class SetMilestones(Command):
    """Set key nodes, each to be fed back on at once; the office may move one not yet due."""

    ACTION: ClassVar[str] = "set-milestones"

    milestones: tuple[Milestone, ...] = Field(min_length=1, max_length=50)

    @model_validator(mode="after")
    def each_name_once(self) -> Self:
        if len({each.name for each in self.milestones}) != len(self.milestones):
            raise ValueError("each milestone may appear once")
        return self


class ReportNode(Command):
    """Feed back on a key node that has been reached, or has not (节点反馈)."""

    ACTION: ClassVar[str] = "report-node"

    node: Code = Field(description="the node's code, as the matter shows it")
    unit: Code | None = Field(None, description="your own unit if left out")
    text: Prose


class DeclareEmergency(Command):
    """Declare an emergency: a first report is owed within hours, then one after the other."""

    ACTION: ClassVar[str] = "declare-emergency"

    happened_at: Moment | None = Field(None, description="when it happened; now if left out")
    text: Prose


class ReportEmergency(Command):
    """Report on an emergency; the next report is owed from now on."""

    ACTION: ClassVar[str] = "report-emergency"

    unit: Code | None = Field(None, description="your own unit if left out")
    text: Prose


class EndEmergency(Command):
    """Declare the emergency over, as somebody who does not handle the matter."""

    ACTION: ClassVar[str] = "end-emergency"

    text: Prose
