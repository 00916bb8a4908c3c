"""What happens to a hand-over, and what both sides owe, in the sender's ledger (M39)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from domain.cooperation.transfers.events import (
    ReceiptMissed,
    TakingBackCarried,
    TransferAccepted,
    TransferPressed,
    TransferReceived,
    TransferResultIn,
    TransferReturned,
    TransferSent,
    TransferTakenBack,
)
from domain.cooperation.transfers.state import Transfer
from domain.envelope import Recorded
from domain.matter.stream import matter_stream
from domain.obligations import CountsFrom, Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import Duty, Ending, Party, TransferStage

RECEIPT, PRESSING = Key(Duty.TRANSFER_RECEIPT), Key(Duty.TRANSFER_PRESSING)
DECISION, RESULT = Key(Duty.TRANSFER_DECISION), Key(Duty.TRANSFER_RESULT)


def there(jurisdiction: str) -> Owner:
    """Another jurisdiction as one who owes something here; no unit has such a name."""
    return Owner(f"jurisdiction:{jurisdiction}")


def _sent(fact: TransferSent) -> Iterable[Effect]:
    yield Opens(RECEIPT, there(fact.to), Party.OFFICE, fact.receipt_by)


def _missed(fact: ReceiptMissed) -> Iterable[Effect]:
    yield Opens(PRESSING, Owner(fact.desk), Party.COMPLAINANT, fact.press_by)


def _pressed(_fact: TransferPressed) -> Iterable[Effect]:
    yield Ends(PRESSING)


def _taken_back(_fact: TransferTakenBack) -> Iterable[Effect]:
    yield Ends(PRESSING)
    yield Ends(RECEIPT, Ending.VOID)
    yield Ends(DECISION, Ending.VOID)


def _received(fact: TransferReceived) -> Iterable[Effect]:
    yield from _done(RECEIPT, fact.received_at)
    yield Ends(PRESSING)
    yield Opens(DECISION, there(fact.to), Party.OFFICE, fact.decision_by)


def _accepted(fact: TransferAccepted) -> Iterable[Effect]:
    yield from _done(DECISION, fact.accepted_at)
    yield Opens(RESULT, there(fact.to), Party.OFFICE, fact.result_by)


def _returned(fact: TransferReturned) -> Iterable[Effect]:
    yield Ends(RECEIPT, Ending.VOID)
    yield Ends(PRESSING)
    yield from _done(DECISION, fact.returned_at)


def _result(fact: TransferResultIn) -> Iterable[Effect]:
    yield from _done(RESULT, fact.reported_at)


def _done(key: Key, at: datetime) -> Iterable[Effect]:
    """It was done when it was recorded there, however late the courier brought word of it."""
    yield Ends(key)
    yield CountsFrom(key, 1, at)


EFFECTS: Effects = {
    TransferSent: _sent,
    ReceiptMissed: _missed,
    TransferPressed: _pressed,
    TransferTakenBack: _taken_back,
    TransferReceived: _received,
    TransferAccepted: _accepted,
    TransferReturned: _returned,
    TransferResultIn: _result,
}


def _begun(_transfer: Transfer, fact: TransferSent, _recorded: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": TransferStage.SENT,
        "unit": fact.desk,
        "units": frozenset({fact.desk}),
        "links": (matter_stream(fact.matter),),
        "to": fact.to,
        "matter": fact.matter,
        "ground": fact.ground,
        "by": fact.by,
        "wakes_at": fact.receipt_by.at,
    }


def _looked_at(_t: Transfer, _fact: ReceiptMissed, _recorded: Recorded) -> dict[str, Any]:
    return {"wakes_at": None}


def _again(_transfer: Transfer, fact: TransferPressed, _recorded: Recorded) -> dict[str, Any]:
    return {"wakes_at": fact.again_by.at}


def _ours(_transfer: Transfer, _fact: TransferTakenBack, _recorded: Recorded) -> dict[str, Any]:
    return {"stage": TransferStage.TAKEN_BACK, "wakes_at": None}


def _arrived(_transfer: Transfer, _fact: TransferReceived, _recorded: Recorded) -> dict[str, Any]:
    return {"stage": TransferStage.RECEIVED, "wakes_at": None}


def _theirs(_transfer: Transfer, _fact: TransferAccepted, _recorded: Recorded) -> dict[str, Any]:
    return {"stage": TransferStage.ACCEPTED}


def _back(_transfer: Transfer, _fact: TransferReturned, recorded: Recorded) -> dict[str, Any]:
    return {"stage": TransferStage.RETURNED, "closed_at": recorded.occurred_at}


def _told(_transfer: Transfer, _fact: TransferResultIn, recorded: Recorded) -> dict[str, Any]:
    return {"stage": TransferStage.RESULT_IN, "closed_at": recorded.occurred_at}


def _over(_transfer: Transfer, _fact: TakingBackCarried, recorded: Recorded) -> dict[str, Any]:
    return {"closed_at": recorded.occurred_at}


CHANGES: Changes = {
    TransferSent: _begun,
    ReceiptMissed: _looked_at,
    TransferPressed: _again,
    TransferTakenBack: _ours,
    TransferReceived: _arrived,
    TransferAccepted: _theirs,
    TransferReturned: _back,
    TransferResultIn: _told,
    TakingBackCarried: _over,
}
