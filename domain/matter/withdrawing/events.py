"""What can have happened: the complainant takes the matter back, or takes that back."""

from typing import ClassVar

from domain.envelope import Code, Fact, Personal, Value
from domain.obligations import Deadline, Key
from domain.vocabulary import AnswerRoute, Party


class WithdrawalRecorded(Fact):
    """Somebody recorded that the complainant wishes to take the matter back."""

    TYPE: ClassVar[str] = "matter.withdrawal_recorded"

    route: AnswerRoute
    text: Personal
    handled_by: tuple[Code, ...] = ()
    """Who had worked on it or was named for it by then: who may have spoken with the complainant."""


class MatterWithdrawn(Fact):
    """A second person confirmed it with the complainant: nobody is owed an answer any more.

    What is inquired into about conduct goes on (M01): then ``ends`` names the answers only.
    """

    TYPE: ClassVar[str] = "matter.withdrawn"

    recorded_by: Code
    route: AnswerRoute
    ends: tuple[Key, ...]
    close_by: Deadline | None = None
    closing_unit: Code | None = None


class OwedAgain(Value):
    """A duty that the withdrawal had ended, owed again."""

    key: Key
    unit: Code | None = None
    person: Code | None = None
    to: Party
    by: Deadline


class ComplaintResumed(Fact):
    """The complainant wants it followed up after all; what was owed is owed again."""

    TYPE: ClassVar[str] = "matter.complaint_resumed"

    text: Personal
    owed: tuple[OwedAgain, ...]
    unit: Code | None = None
    person: Code | None = None


FACTS: tuple[type[Fact], ...] = (WithdrawalRecorded, MatterWithdrawn, ComplaintResumed)
