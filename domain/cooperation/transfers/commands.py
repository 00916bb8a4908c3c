"""What can be asked of a matter's hand-over to another jurisdiction."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line, Moment, Prose
from domain.jurisdictions.commands import JurisdictionCode
from domain.vocabulary import Finding, ReturnGround, TransferGround


class TransferMatter(Command):
    """Hand a matter over to the jurisdiction above or below (移交辖区); it owes a receipt, then to
    take it on or give it back, then the result. The complainant is still owed the answer here."""

    ACTION: ClassVar[str] = "transfer-matter"
    OTHER: ClassVar[str] = "matter"

    matter: Code = Field(description="the number or id of the matter")
    to: JurisdictionCode = Field(description="the jurisdiction, as `huiyin jurisdictions` names it")
    title: Line = Field(description="what it is about, in one line without private names")
    ground: TransferGround
    text: Prose = Field(description="why it is theirs; kept sealed")


class PressTransfer(Command):
    """Press for a hand-over that was not signed for in time."""

    ACTION: ClassVar[str] = "press-transfer"

    text: Prose


class TakeBackTransfer(Command):
    """Take a matter back that the other jurisdiction has not taken on."""

    ACTION: ClassVar[str] = "take-back-transfer"

    reason: Prose


class NoteReceiptMissing(Command):
    """Put on record that the receipt was due and is not in; the program's own."""

    ACTION: ClassVar[str] = "note-receipt-missing"


class NoteReceived(Command):
    """Put on record that it has arrived there; the program's own."""

    ACTION: ClassVar[str] = "note-transfer-received"

    received_at: Moment


class NoteAccepted(Command):
    """Put on record that it was taken on there; the program's own."""

    ACTION: ClassVar[str] = "note-transfer-accepted"

    accepted_at: Moment


class NoteReturned(Command):
    """Put on record that it was given back; the program's own."""

    ACTION: ClassVar[str] = "note-transfer-returned"

    ground: ReturnGround
    text: Prose | None = None
    returned_at: Moment


class NoteResult(Command):
    """Put on record what was found out there; the program's own."""

    ACTION: ClassVar[str] = "note-transfer-result"

    finding: Finding
    text: Prose
    evidence: Line
    reported_at: Moment


class NoteTakenBack(Command):
    """Put on record that it is taken back there as well; the program's own."""

    ACTION: ClassVar[str] = "note-transfer-taken-back"
