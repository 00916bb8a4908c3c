"""What happens to what another jurisdiction handed over, and what is owed to it (M39)."""

from collections.abc import Iterable
from typing import Any

from domain.cooperation.takeovers.events import (
    TakeoverAccepted,
    TakeoverCalledBack,
    TakeoverResultReported,
    TakeoverReturned,
    TransferTakenIn,
)
from domain.cooperation.takeovers.state import Takeover
from domain.envelope import Recorded
from domain.matter.stream import matter_stream
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import Duty, Ending, Party, TakeoverStage

DECISION, RESULT = Key(Duty.TRANSFER_DECISION), Key(Duty.TRANSFER_RESULT)


def _taken_in(fact: TransferTakenIn) -> Iterable[Effect]:
    yield Opens(DECISION, Owner(fact.desk), Party.JURISDICTION, fact.decision_by)


def _accepted(fact: TakeoverAccepted) -> Iterable[Effect]:
    yield Ends(DECISION)
    yield Opens(RESULT, Owner(fact.desk), Party.JURISDICTION, fact.result_by)


def _returned(_fact: TakeoverReturned) -> Iterable[Effect]:
    yield Ends(DECISION)


def _reported(_fact: TakeoverResultReported) -> Iterable[Effect]:
    yield Ends(RESULT)


def _called_back(_fact: TakeoverCalledBack) -> Iterable[Effect]:
    yield Ends(DECISION, Ending.VOID)
    yield Ends(RESULT, Ending.VOID)


EFFECTS: Effects = {
    TransferTakenIn: _taken_in,
    TakeoverAccepted: _accepted,
    TakeoverReturned: _returned,
    TakeoverResultReported: _reported,
    TakeoverCalledBack: _called_back,
}


def _begun(_takeover: Takeover, fact: TransferTakenIn, _recorded: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": TakeoverStage.TO_DECIDE,
        "unit": fact.desk,
        "units": frozenset({fact.desk}),
        "links": (matter_stream(fact.matter),),
        "sender": fact.sender,
        "their_number": fact.their_number,
        "matter": fact.matter,
        "ground": fact.ground,
        "nature": fact.nature,
        "conduct": fact.conduct,
        "first_received_at": fact.first_received_at,
    }


def _ours(_takeover: Takeover, _fact: TakeoverAccepted, _recorded: Recorded) -> dict[str, Any]:
    return {"stage": TakeoverStage.ACCEPTED}


def _gone(_takeover: Takeover, _fact: TakeoverReturned, recorded: Recorded) -> dict[str, Any]:
    return {"stage": TakeoverStage.RETURNED, "closed_at": recorded.occurred_at}


def _told(_t: Takeover, _fact: TakeoverResultReported, recorded: Recorded) -> dict[str, Any]:
    return {"stage": TakeoverStage.RESULT_REPORTED, "closed_at": recorded.occurred_at}


def _over(_takeover: Takeover, _fact: TakeoverCalledBack, recorded: Recorded) -> dict[str, Any]:
    return {"stage": TakeoverStage.CALLED_BACK, "closed_at": recorded.occurred_at}


CHANGES: Changes = {
    TransferTakenIn: _begun,
    TakeoverAccepted: _ours,
    TakeoverReturned: _gone,
    TakeoverResultReported: _told,
    TakeoverCalledBack: _over,
}
