"""The events of a proceeding folded: how it stands. A recorded fact is never refused."""

from collections.abc import Iterable
from dataclasses import replace

from domain.envelope import Recorded
from domain.obligations import apply
from domain.proceedings.handing_over import EFFECTS as HANDING_OVER
from domain.proceedings.kind import Effects, Kind
from domain.proceedings.state import Proceeding
from domain.verdicts.effects import EFFECTS as VERDICTS

OF_EVERY_KIND: Effects = {**VERDICTS, **HANDING_OVER}


def evolve(kind: Kind, proceeding: Proceeding, recorded: Recorded) -> Proceeding:
    """The proceeding after one more event."""
    fact = recorded.fact
    does = kind.effects.get(type(fact)) or OF_EVERY_KIND.get(type(fact))
    changes = kind.changes.get(type(fact))
    opened = {
        "number": getattr(fact, "number", None),
        "opened_at": recorded.occurred_at,
        "opened_by": recorded.actor.person,
    }
    after = {
        "version": recorded.version,
        "last_occurred_at": max(proceeding.last_occurred_at, recorded.occurred_at),
        "obligations": apply(
            proceeding.obligations,
            does(fact) if does else (),
            recorded.counted_at,
            recorded.position,
        ),
        **(opened if proceeding.version == 0 else {}),
        **(changes(proceeding, fact, recorded) if changes else {}),
    }
    return replace(proceeding, **after)


def fold(kind: Kind, stream: str, history: Iterable[Recorded]) -> Proceeding:
    """The proceeding after these events, in log order; ``exists`` is False for none."""
    state = kind.blank(id=stream)
    for recorded in history:
        state = evolve(kind, state, recorded)
    return state
