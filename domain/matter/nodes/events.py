"""What can have happened: feedback at key nodes, and reports in an emergency (M14)."""

from datetime import date
from typing import ClassVar

from domain.envelope import Code, Fact, Line, Moment, Personal, Value
from domain.obligations import Deadline


class Node(Value):
    """A key node with its code, and by when it is fed back on."""

    node: Code
    name: Line
    on: date
    feedback_by: Deadline


class MilestonesSet(Fact):
    """Key nodes were set, each to be fed back on; or, where they were there, moved."""

    TYPE: ClassVar[str] = "matter.milestones_set"

    added: tuple[Node, ...] = ()
    moved: tuple[Node, ...] = ()
    unit: Code | None = None
    person: Code | None = None


class NodeReported(Fact):
    """A key node was fed back on."""

    TYPE: ClassVar[str] = "matter.node_reported"

    node: Code
    unit: Code
    text: Personal


class EmergencyDeclared(Fact):
    """It is an emergency: the first report is owed in hours by the clock, holidays included."""

    TYPE: ClassVar[str] = "matter.emergency_declared"

    happened_at: Moment
    text: Personal
    unit: Code | None = None
    person: Code | None = None
    first_report_by: Deadline


class EmergencyReported(Fact):
    """A report in an emergency; the next one is owed from it."""

    TYPE: ClassVar[str] = "matter.emergency_reported"

    unit: Code
    person: Code | None = None
    text: Personal
    next_report_by: Deadline


class EmergencyEnded(Fact):
    """The emergency is over; no further report is owed."""

    TYPE: ClassVar[str] = "matter.emergency_ended"

    text: Personal


FACTS: tuple[type[Fact], ...] = (
    MilestonesSet,
    NodeReported,
    EmergencyDeclared,
    EmergencyReported,
    EmergencyEnded,
)
