"""What can have happened to the duty of a month."""

from datetime import date
from typing import ClassVar

from domain.envelope import Code, Fact, Line
from domain.obligations import Deadline


class InspectionDutyOpened(Fact):
    """An efficiency office owes an undercover inspection in a calendar month."""

    TYPE: ClassVar[str] = "inspection_duty.opened"

    title: Line
    office: Code
    month: str
    last: date
    inspect_by: Deadline


class InspectionDutyDone(Fact):
    """One was carried out in that month."""

    TYPE: ClassVar[str] = "inspection_duty.done"

    inspection: str


FACTS: tuple[type[Fact], ...] = (InspectionDutyOpened, InspectionDutyDone)
