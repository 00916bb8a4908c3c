"""The events of a matter folded: how it stands, and what each event does to what is owed.

What an event does is told by its own part of a matter's life (``effects.py`` there). A recorded
fact is never refused.
"""

from collections.abc import Iterable

from domain.envelope import Fact, Recorded
from domain.matter.answering import effects as answering
from domain.matter.closing import effects as closing
from domain.matter.contesting import effects as contesting
from domain.matter.correcting import effects as correcting
from domain.matter.disputing import effects as disputing
from domain.matter.followup import effects as followup
from domain.matter.handling import effects as handling
from domain.matter.imported import effects as imported
from domain.matter.instructed import effects as instructed
from domain.matter.intake import effects as intake
from domain.matter.joining import effects as joining
from domain.matter.nodes import effects as nodes
from domain.matter.papers import effects as papers
from domain.matter.part import Changes, Effects
from domain.matter.refusing import effects as refusing
from domain.matter.rounds import effects as rounds
from domain.matter.routing import effects as routing
from domain.matter.splitting import effects as splitting
from domain.matter.state import Matter
from domain.matter.timing import effects as timing
from domain.matter.transferred import effects as transferred
from domain.matter.urging import effects as urging
from domain.matter.waiting import effects as waiting
from domain.matter.withdrawing import effects as withdrawing
from domain.obligations import Effect, apply
from domain.verdicts import effects as verdicts

_PARTS = (
    intake,
    correcting,
    splitting,
    joining,
    routing,
    disputing,
    waiting,
    handling,
    answering,
    timing,
    refusing,
    papers,
    followup,
    contesting,
    withdrawing,
    urging,
    rounds,
    nodes,
    instructed,
    transferred,
    closing,
    imported,
)
_EFFECTS: Effects = {
    **{fact: does for part in _PARTS for fact, does in part.EFFECTS.items()},
    **verdicts.EFFECTS,
}
_CHANGES: Changes = {fact: does for part in _PARTS for fact, does in part.CHANGES.items()}


def effects(fact: Fact) -> Iterable[Effect]:
    """What one event does in the obligation ledger; nothing for those that touch no obligation."""
    does = _EFFECTS.get(type(fact))
    return () if does is None else does(fact)


def fold(matter: str, history: Iterable[Recorded]) -> Matter:
    """The matter after these events, given in log order; ``exists`` is False for none."""
    state = Matter(id=matter)
    for recorded in history:
        state = evolve(state, recorded)
    return state


def evolve(matter: Matter, recorded: Recorded) -> Matter:
    """The matter after one more event."""
    fact = recorded.fact
    changes = _CHANGES.get(type(fact))
    changed = object.__new__(Matter)  # as ``replace`` would, without looking at fifty fields
    changed.__dict__.update(
        matter.__dict__,
        version=recorded.version,
        last_occurred_at=max(matter.last_occurred_at, recorded.occurred_at),
        obligations=apply(
            matter.obligations, effects(fact), recorded.counted_at, recorded.position
        ),
        **(changes(matter, fact, recorded) if changes else {}),
    )
    return changed
