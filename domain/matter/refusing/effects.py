"""What not taking a matter on does."""

from collections.abc import Iterable
from typing import Any

from domain.envelope import Recorded
from domain.matter.answering.effects import TO_THE_COMPLAINANT
from domain.matter.part import Changes, Effects
from domain.matter.refusing.events import MatterRefused, RefusalProposed
from domain.matter.refusing.state import Refusal
from domain.matter.state import Matter, in_hands
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.vocabulary import Duty, Ending, Party


def _refused(fact: MatterRefused) -> Iterable[Effect]:
    for duty in TO_THE_COMPLAINANT:
        yield Ends(Key(duty))
    for key in fact.lapses:
        yield Ends(key, Ending.VOID)
    yield Opens(Key(Duty.CLOSE), Owner(fact.closing_unit), Party.OFFICE, fact.close_by)


EFFECTS: Effects = {MatterRefused: _refused}


def _proposed(_matter: Matter, fact: RefusalProposed, recorded: Recorded) -> dict[str, Any]:
    return {"refusing": Refusal(recorded.actor.person, fact.ground)}


def _not_taken_on(matter: Matter, fact: MatterRefused, recorded: Recorded) -> dict[str, Any]:
    at = recorded.occurred_at
    return {
        **in_hands(fact.closing_unit, None, at),
        "refusing": Refusal(fact.proposed_by, fact.ground, refused=True),
        "answered_at": at,
        "orders": {},
        "handlers": matter.handlers | {recorded.actor.person, fact.proposed_by},
    }


CHANGES: Changes = {RefusalProposed: _proposed, MatterRefused: _not_taken_on}
