"""What can have happened: handing over to another jurisdiction, and giving back (M39)."""

from typing import ClassVar

from domain.envelope import Code, Fact
from domain.obligations import Deadline


class MatterTransferred(Fact):
    """It was handed over to another jurisdiction; what is owed for it here, ``desk`` owes meanwhile.

    transfer  the stream that says how far that is
    replaces  the units whose unsigned orders it withdraws
    """

    TYPE: ClassVar[str] = "matter.transferred"

    transfer: str
    to: Code
    desk: Code
    replaces: tuple[Code, ...] = ()


class MatterBack(Fact):
    """It is here again; who is to handle it is decided anew."""

    TYPE: ClassVar[str] = "matter.back_from_transfer"

    transfer: str
    desk: Code
    dispatch_by: Deadline


class TransferArrived(Fact):
    """It came from another jurisdiction, and is to be taken on or given back."""

    TYPE: ClassVar[str] = "matter.transfer_arrived"

    takeover: str
    sender: Code


class TransferSettled(Fact):
    """The hand-over is done with: it is here to be handled, or answered with the result.

    of  the stream of the hand-over, or of what was taken over
    """

    TYPE: ClassVar[str] = "matter.transfer_settled"

    of: str


class MatterGivenBack(Fact):
    """It went back to the jurisdiction it came from; nothing is owed for it here any more."""

    TYPE: ClassVar[str] = "matter.given_back"

    takeover: str


FACTS: tuple[type[Fact], ...] = (
    MatterTransferred,
    MatterBack,
    TransferArrived,
    TransferSettled,
    MatterGivenBack,
)
