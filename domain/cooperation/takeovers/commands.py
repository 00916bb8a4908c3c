"""What can be asked of a matter that another jurisdiction has handed over."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Gist, Line, Moment, Prose
from domain.vocabulary import Conduct, Nature, ReturnGround, TransferGround, Urgency


class TakeInTransfer(Command):
    """Take in what another jurisdiction has handed over; the program's own.

    transfer, number   the hand-over there, by the id in its stream; the matter's number there
    first_received_at  when the complainant turned to the sender
    answer_by          by when the sender owes the complainant the answer
    """

    ACTION: ClassVar[str] = "take-in-transfer"

    sender: Code
    transfer: Code
    number: Code
    title: Line
    ground: TransferGround
    text: Prose
    first_received_at: Moment
    answer_by: Moment | None = None
    subject: Gist
    body: Prose
    anonymous: bool = False
    name: Prose | None = None
    contact: Prose | None = None
    place: Line | None = None
    address: Prose | None = None
    urgency: Urgency | None = None
    nature: Nature
    conduct: tuple[Conduct, ...] = ()


class AcceptTakeover(Command):
    """Take a matter on that another jurisdiction has handed over (承接); it is registered by that."""

    ACTION: ClassVar[str] = "accept-takeover"

    nature: Nature | None = Field(None, description="as the sender has it if left out")
    conduct: tuple[Conduct, ...] | None = Field(
        None, description="as the sender has it if left out"
    )


class ReturnTakeover(Command):
    """Give a matter back to the jurisdiction that has handed it over, with the ground (退回)."""

    ACTION: ClassVar[str] = "return-takeover"

    ground: ReturnGround
    text: Prose


class ReportTakeoverResult(Command):
    """Tell the jurisdiction that handed it over what was found out (反馈移交结果)."""

    ACTION: ClassVar[str] = "report-takeover-result"

    text: Prose
    evidence: Line


class CallBackTakeover(Command):
    """Put on record that the sender has taken it back; the program's own."""

    ACTION: ClassVar[str] = "call-back-takeover"
