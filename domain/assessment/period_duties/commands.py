"""What can be asked: opening the duty of a period; the program's own."""

from typing import ClassVar

from domain.assessment.periods import Period
from domain.envelope import Command
from domain.vocabulary import Duty


class OpenPeriodDuty(Command):
    """Open what is owed for a period that is over, once; the program's own."""

    ACTION: ClassVar[str] = "open-period-duty"

    duty: Duty
    period: Period
