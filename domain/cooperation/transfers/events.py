"""What can have happened to a matter's hand-over to another jurisdiction."""

from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment, Personal
from domain.obligations import Deadline
from domain.vocabulary import Finding, ReturnGround, TransferGround


class TransferSent(Fact):
    """A matter was handed over to another jurisdiction; ``desk`` deals with that one here.

    matter  its id
    by      the official who handed it over, and owes the answer once there is a result
    """

    TYPE: ClassVar[str] = "transfer.sent"
    SERIES: ClassVar[str | None] = "YJ"

    number: str = NUMBER_PENDING
    title: Line
    matter: str
    to: Code
    ground: TransferGround
    desk: Code
    by: Code
    text: Personal
    receipt_by: Deadline


class ReceiptMissed(Fact):
    """Nobody there signed for it in time: the desk presses or takes it back."""

    TYPE: ClassVar[str] = "transfer.receipt_missed"

    desk: Code
    press_by: Deadline


class TransferPressed(Fact):
    """The other jurisdiction was pressed for the receipt; it is looked at again at ``again_by``."""

    TYPE: ClassVar[str] = "transfer.pressed"

    text: Personal
    again_by: Deadline


class TransferTakenBack(Fact):
    """The sender has it again; the other jurisdiction is told."""

    TYPE: ClassVar[str] = "transfer.taken_back"

    reason: Personal


class TransferReceived(Fact):
    """It arrived in the other jurisdiction's log."""

    TYPE: ClassVar[str] = "transfer.received"

    to: Code
    received_at: Moment
    decision_by: Deadline


class TransferAccepted(Fact):
    """The other jurisdiction has taken it on, and owes the result."""

    TYPE: ClassVar[str] = "transfer.accepted"

    to: Code
    accepted_at: Moment
    result_by: Deadline


class TransferReturned(Fact):
    """It came back; ``text`` is why, where anybody said so."""

    TYPE: ClassVar[str] = "transfer.returned"

    ground: ReturnGround
    text: Personal | None = None
    returned_at: Moment


class TransferResultIn(Fact):
    """The other jurisdiction told what was found out."""

    TYPE: ClassVar[str] = "transfer.result_in"

    finding: Finding
    text: Personal
    evidence: Line
    reported_at: Moment


class TakingBackCarried(Fact):
    """The other jurisdiction knows that it was taken back."""

    TYPE: ClassVar[str] = "transfer.taking_back_carried"


FACTS: tuple[type[Fact], ...] = (
    TransferSent,
    ReceiptMissed,
    TransferPressed,
    TransferTakenBack,
    TransferReceived,
    TransferAccepted,
    TransferReturned,
    TransferResultIn,
    TakingBackCarried,
)
