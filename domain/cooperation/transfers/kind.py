"""Hand-overs to another jurisdiction, as the program runs them."""

from domain.cooperation.transfers.commands import (
    NoteReceiptMissing,
    NoteReceived,
    PressTransfer,
    TransferMatter,
)
from domain.cooperation.transfers.decisions import DECISIONS
from domain.cooperation.transfers.effects import CHANGES, EFFECTS
from domain.cooperation.transfers.events import FACTS
from domain.cooperation.transfers.state import Transfer
from domain.proceedings.kind import Kind
from domain.vocabulary import Duty, ProceedingKind, TransferStage

TRANSFER = Kind(
    name=ProceedingKind.TRANSFER,
    plural="transfers",
    blank=Transfer,
    stages=TransferStage,
    opening=(TransferMatter,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={Duty.TRANSFER_RECEIPT: NoteReceived, Duty.TRANSFER_PRESSING: PressTransfer},
    wake=NoteReceiptMissing,
)
