"""What going from one jurisdiction to another does to a matter, and to what is owed for it."""

from collections.abc import Iterable
from typing import Any

from domain.envelope import Recorded
from domain.matter.part import Changes, Effects
from domain.matter.routing.effects import withdrawn
from domain.matter.state import Matter, in_hands
from domain.matter.transferred.events import (
    MatterBack,
    MatterGivenBack,
    MatterTransferred,
    TransferArrived,
    TransferSettled,
)
from domain.obligations import Effect, Ends, HandsOver, Key, Opens, Owner
from domain.vocabulary import Duty, Ending, Party

STAYS_OWED = (Duty.ACCEPTANCE_NOTICE, Duty.OUTCOME, Duty.FINAL_ANSWER, Duty.INTERIM_REPLY)
"""What handing over does not end: the complainant is owed it by whom they turned to."""

ALL_AT_RECEIPT = (Duty.REGISTER, Duty.DISPATCH, *STAYS_OWED)


def _transferred(fact: MatterTransferred) -> Iterable[Effect]:
    yield Ends(Key(Duty.DISPATCH))
    yield from withdrawn(fact.replaces)
    for duty in STAYS_OWED:
        yield HandsOver(Key(duty), Owner(fact.desk))


def _back(fact: MatterBack) -> Iterable[Effect]:
    yield Opens(Key(Duty.DISPATCH), Owner(fact.desk), Party.OFFICE, fact.dispatch_by)


def _given_back(_fact: MatterGivenBack) -> Iterable[Effect]:
    return (Ends(Key(duty), Ending.VOID) for duty in ALL_AT_RECEIPT)


EFFECTS: Effects = {
    MatterTransferred: _transferred,
    MatterBack: _back,
    MatterGivenBack: _given_back,
}


def _away(_matter: Matter, fact: MatterTransferred, recorded: Recorded) -> dict[str, Any]:
    return {
        **in_hands(fact.desk, None, recorded.occurred_at),
        "between": fact.transfer,
        "orders": {},
    }


def _here_again(_matter: Matter, fact: MatterBack, recorded: Recorded) -> dict[str, Any]:
    return {**in_hands(fact.desk, None, recorded.occurred_at), "between": None}


def _awaited(_matter: Matter, fact: TransferArrived, _recorded: Recorded) -> dict[str, Any]:
    return {"between": fact.takeover}


def _ours(_matter: Matter, _fact: TransferSettled, _recorded: Recorded) -> dict[str, Any]:
    return {"between": None}


def _gone(_matter: Matter, _fact: MatterGivenBack, recorded: Recorded) -> dict[str, Any]:
    at = recorded.occurred_at
    return {**in_hands(None, None, at), "between": None, "closed_at": at}


CHANGES: Changes = {
    MatterTransferred: _away,
    MatterBack: _here_again,
    TransferArrived: _awaited,
    TransferSettled: _ours,
    MatterGivenBack: _gone,
}
