"""What a clearing opens, and what ends it."""

from collections.abc import Iterable
from typing import Any

from domain.accountability.clearings.events import (
    AccusationFoundFalse,
    AccusedCleared,
    ClearingOwed,
)
from domain.accountability.clearings.state import Clearing
from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import ClearingStage, Duty, Party

CLEARING = Key(Duty.CLEARING)


def _owed(fact: ClearingOwed) -> Iterable[Effect]:
    yield Opens(CLEARING, Owner(fact.office), Party.SUBJECT, fact.clear_by)


def _done(_fact: AccusedCleared) -> Iterable[Effect]:
    yield Ends(CLEARING)


EFFECTS: Effects = {ClearingOwed: _owed, AccusedCleared: _done}


def _taken_in(_before: Clearing, fact: ClearingOwed, _recorded: Recorded) -> dict[str, Any]:
    return {
        "title": "澄清正名",
        "stage": ClearingStage.OWED,
        "unit": fact.office,
        "units": frozenset(filter(None, (fact.office,))),
        "about_persons": fact.persons,
        "about_units": fact.units,
        "links": (fact.source,),
    }


def _false(_before: Clearing, _fact: AccusationFoundFalse, _recorded: Recorded) -> dict[str, Any]:
    return {"false": True}


def _over(_before: Clearing, fact: AccusedCleared, recorded: Recorded) -> dict[str, Any]:
    return {
        "stage": ClearingStage.CLEARED,
        "where": fact.where,
        "closed_at": recorded.occurred_at,
    }


CHANGES: Changes = {ClearingOwed: _taken_in, AccusationFoundFalse: _false, AccusedCleared: _over}
