"""What can have happened to the duty of a period."""

from typing import ClassVar

from domain.assessment.periods import Period
from domain.envelope import Code, Fact, Line
from domain.obligations import Deadline
from domain.vocabulary import Duty


class PeriodDutyOpened(Fact):
    """A period is over, and an efficiency office owes its settlement or its report."""

    TYPE: ClassVar[str] = "period_duty.opened"

    title: Line
    duty: Duty
    period: Period
    office: Code | None = None
    due_by: Deadline


class PeriodDutyDone(Fact):
    """It was settled, or drawn. ``by``: the stream of the settlement or the report."""

    TYPE: ClassVar[str] = "period_duty.done"

    by: str


FACTS: tuple[type[Fact], ...] = (PeriodDutyOpened, PeriodDutyDone)
