"""What can have happened to a key work."""

from datetime import date
from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment, Personal, Value
from domain.obligations import Deadline
from domain.vocabulary import Cadence


class Milestone(Value):
    """One step of the roadmap; ``code`` is its place in it, from ``1``."""

    code: Code
    name: Line
    person: Code
    reach_by: Deadline


class KeyWorkSetUp(Fact):
    """A key work has its roadmap, timetable and responsible persons."""

    TYPE: ClassVar[str] = "key_work.set_up"
    SERIES: ClassVar[str | None] = "ZD"

    number: str = NUMBER_PENDING
    title: Line
    unit: Code
    office: Code | None = None
    text: Personal
    cadence: Cadence
    milestones: tuple[Milestone, ...]


class MilestoneReached(Fact):
    """A milestone was reached."""

    TYPE: ClassVar[str] = "key_work.milestone_reached"

    milestone: Code
    text: Personal
    evidence: tuple[Line, ...]


class MilestoneSlipped(Fact):
    """A milestone was not reached in time, or was put off, so the work is reported on more often from
    now on.

    fell_due_at      when it was, or would have been, due
    before, cadence  how often it was and is reported on; the same where it is the tightest already
    """

    TYPE: ClassVar[str] = "key_work.milestone_slipped"

    milestone: Code
    fell_due_at: Moment
    before: Cadence
    cadence: Cadence


class MilestoneMoved(Fact):
    """Another day was set for a milestone, by whoever recorded it.

    before    when it was due until then
    late      it was overdue already: that it was missed stays, and it is owed anew
    """

    TYPE: ClassVar[str] = "key_work.milestone_moved"

    milestone: Code
    unit: Code
    person: Code
    before: Moment
    late: bool = False
    reach_by: Deadline
    reason: Personal


class KeyWorkRoundOpened(Fact):
    """A round began: the unit owes a report by its end.

    missed  earlier periods since the last round in which none was opened
    """

    TYPE: ClassVar[str] = "key_work.round_opened"

    cadence: Cadence
    period: Code
    first: date
    last: date
    missed: tuple[Code, ...] = ()
    unit: Code
    person: Code | None = None
    report_by: Deadline


class KeyWorkReported(Fact):
    """How the key work stands was reported in a round."""

    TYPE: ClassVar[str] = "key_work.reported"

    period: Code
    text: Personal


class KeyWorkCompleted(Fact):
    """It is complete, found so from outside the unit."""

    TYPE: ClassVar[str] = "key_work.completed"

    text: Personal


FACTS: tuple[type[Fact], ...] = (
    KeyWorkSetUp,
    MilestoneReached,
    MilestoneSlipped,
    MilestoneMoved,
    KeyWorkRoundOpened,
    KeyWorkReported,
    KeyWorkCompleted,
)
