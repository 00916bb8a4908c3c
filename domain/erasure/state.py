"""How a person's data stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.envelope import Recorded
from domain.erasure.events import ErasureProposed, HoldLifted, HoldPlaced, PersonErased


@dataclass(frozen=True, slots=True)
class PersonData:
    """What was proposed and decided about a person's data.

    proposed_by, reason  who proposed to erase it last, and why
    held_by              the auditor who keeps it for an audit
    erased_at            when it was erased
    """

    proposed_by: str | None = None
    reason: str = ""
    held_by: str | None = None
    erased_at: datetime | None = None


def fold(history: Iterable[Recorded]) -> PersonData:
    """The state after these events, in log order."""
    state = PersonData()
    for recorded in history:
        match recorded.fact:
            case ErasureProposed(reason=reason):
                state = replace(state, proposed_by=recorded.actor.person, reason=reason)
            case HoldPlaced():
                state = replace(state, held_by=recorded.actor.person)
            case HoldLifted():
                state = replace(state, held_by=None)
            case PersonErased():
                state = replace(state, erased_at=recorded.recorded_at)
    return state
