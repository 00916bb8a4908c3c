"""What can have happened to a matter that another jurisdiction has handed over."""

from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment, Personal
from domain.obligations import Deadline
from domain.vocabulary import Conduct, Finding, Nature, ReturnGround, TransferGround


class TransferTakenIn(Fact):
    """A matter came from another jurisdiction: ``desk`` takes it on, or gives it back.

    transfer, their_number  the hand-over there, and the matter's number there
    matter                  the matter here, by its id
    first_received_at       when the complainant turned to the sender
    answer_by               by when the sender owes the complainant the answer
    """

    TYPE: ClassVar[str] = "takeover.taken_in"
    SERIES: ClassVar[str | None] = "CJ"

    number: str = NUMBER_PENDING
    title: Line
    sender: Code
    transfer: Code
    their_number: Code
    ground: TransferGround
    matter: str
    desk: Code
    nature: Nature
    conduct: tuple[Conduct, ...] = ()
    text: Personal
    first_received_at: Moment
    answer_by: Moment | None = None
    decision_by: Deadline


class TakeoverAccepted(Fact):
    """It was taken on: the sender is owed the result."""

    TYPE: ClassVar[str] = "takeover.accepted"

    desk: Code
    result_by: Deadline


class TakeoverReturned(Fact):
    """It was given back."""

    TYPE: ClassVar[str] = "takeover.returned"

    ground: ReturnGround
    text: Personal


class TakeoverResultReported(Fact):
    """The sender is told what was found out."""

    TYPE: ClassVar[str] = "takeover.result_reported"

    finding: Finding
    text: Personal
    evidence: Line


class TakeoverCalledBack(Fact):
    """The sender has taken it back; ``kept``: it had been taken on here, and goes on as our own."""

    TYPE: ClassVar[str] = "takeover.called_back"

    kept: bool = False


FACTS: tuple[type[Fact], ...] = (
    TransferTakenIn,
    TakeoverAccepted,
    TakeoverReturned,
    TakeoverResultReported,
    TakeoverCalledBack,
)
