"""What can have happened: pressing for what is owed, step by step (M21)."""

from typing import ClassVar

from domain.envelope import Code, Fact, Moment, Personal
from domain.obligations import Deadline
from domain.vocabulary import Duty, Rung


class Pressed(Fact):
    """For what somebody was pressed: the obligation as it stood, and who owed it.

    nth          which round of the duty
    due_at       when it is or was due
    fell_due_at  for a step that the program took: when the ladder had it due
    """

    duty: Duty
    of: str = ""
    nth: int
    unit: Code | None = None
    person: Code | None = None
    due_at: Moment
    fell_due_at: Moment | None = None


class DutyReminded(Pressed):
    """Whoever owes something was reminded that it is due soon (提醒)."""

    TYPE: ClassVar[str] = "matter.duty_reminded"


class DutyUrged(Pressed):
    """Whoever owes something was urged to do it (催办); without a text where the program did."""

    TYPE: ClassVar[str] = "matter.duty_urged"

    text: Personal | None = None


class SlipIssued(Pressed):
    """A supervision slip (督办单) went to the unit that owes something: it reports to the office."""

    TYPE: ClassVar[str] = "matter.supervision_slip_issued"

    text: Personal | None = None
    report_by: Deadline


class SlipReported(Fact):
    """A unit reported on its supervision slip."""

    TYPE: ClassVar[str] = "matter.slip_reported"

    of: Code
    unit: Code
    text: Personal


class StepProposed(Pressed):
    """Somebody proposed a talk, a circular or a referral; it is for people to decide."""

    TYPE: ClassVar[str] = "matter.step_proposed"

    rung: Rung
    text: Personal


FACTS: tuple[type[Fact], ...] = (
    DutyReminded,
    DutyUrged,
    SlipIssued,
    SlipReported,
    StepProposed,
)
