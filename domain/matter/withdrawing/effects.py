"""What taking a matter back does, and taking that back."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter, in_hands
from domain.matter.withdrawing.events import (
    ComplaintResumed,
    MatterWithdrawn,
    WithdrawalRecorded,
)
from domain.matter.withdrawing.state import NEVER, Withdrawal
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.vocabulary import Duty, Ending, Party

DIFFICULTY = Key(Duty.DIFFICULTY_DECISION)


def _withdrawn(fact: MatterWithdrawn) -> Iterable[Effect]:
    for key in fact.ends:
        yield Ends(key, Ending.EXCUSED)
    if fact.close_by is not None:
        yield Opens(Key(Duty.CLOSE), Owner(fact.closing_unit), Party.OFFICE, fact.close_by)


def _resumed(fact: ComplaintResumed) -> Iterable[Effect]:
    yield Ends(Key(Duty.CLOSE), Ending.VOID)
    for each in fact.owed:
        yield Opens(each.key, Owner(each.unit, each.person), each.to, each.by)


EFFECTS: Effects = {MatterWithdrawn: _withdrawn, ComplaintResumed: _resumed}


def _wished(matter: Matter, _fact: WithdrawalRecorded, recorded: Recorded) -> dict[str, Any]:
    return {"withdrawing": replace(matter.withdrawing, recorded_by=recorded.actor.person)}


def _taken_back(_matter: Matter, fact: MatterWithdrawn, recorded: Recorded) -> dict[str, Any]:
    withdrawal = Withdrawal(fact.recorded_by, confirmed=True, position=recorded.position)
    hands = in_hands(fact.closing_unit, None, recorded.occurred_at) if fact.close_by else {}
    undecided = {"difficulty_leader": None} if DIFFICULTY in fact.ends else {}
    return {"withdrawing": withdrawal, **hands, **undecided}


def _followed_up(_matter: Matter, fact: ComplaintResumed, recorded: Recorded) -> dict[str, Any]:
    hands = in_hands(fact.unit, fact.person, recorded.occurred_at)
    leader = next((each.person for each in fact.owed if each.key == DIFFICULTY), None)
    return {"withdrawing": NEVER, **hands, **({"difficulty_leader": leader} if leader else {})}


CHANGES: Changes = {
    WithdrawalRecorded: _wished,
    MatterWithdrawn: _taken_back,
    ComplaintResumed: _followed_up,
}
