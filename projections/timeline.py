"""A matter's history, step by step, with what each step did to the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.envelope import Recorded
from domain.matter.effects import effects
from domain.obligations import Effect, Ends, HandsOver, Key, Moves, Obligation, Opens, apply
from projections.two_axes import Axes


@dataclass(frozen=True, slots=True)
class LedgerChange:
    """What a step did to one obligation: ``opened``, ``moved``, ``handed_over`` or an ending."""

    what: str
    key: Key
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the matter, and its changes to the ledger."""

    recorded: Recorded
    changes: tuple[LedgerChange, ...]


def timeline(history: Iterable[Recorded], axes: Axes) -> list[Entry]:
    """The events of a matter on these axes, in log order."""
    ledger: dict[Key, Obligation] = {}
    entries: list[Entry] = []
    for recorded in known(history, axes):
        before = ledger
        done = tuple(effects(recorded.fact))
        ledger = apply(before, done, recorded.counted_at)
        changes = tuple(
            _change(effect, ledger[effect.key])
            for effect in done
            if ledger.get(effect.key) is not before.get(effect.key)
        )
        entries.append(Entry(recorded, changes))
    return entries


def known(history: Iterable[Recorded], axes: Axes) -> list[Recorded]:
    """The events that count on these axes: recorded by then, and happened by then."""
    return [
        recorded
        for recorded in history
        if recorded.position <= axes.known_by and recorded.occurred_at <= axes.as_of
    ]


def _change(effect: Effect, obligation: Obligation) -> LedgerChange:
    due_at = obligation.deadline.at
    match effect:
        case Opens(key):
            return LedgerChange("opened", key, due_at)
        case Moves(key):
            return LedgerChange("moved", key, due_at)
        case HandsOver(key):
            return LedgerChange("handed_over", key, due_at)
        case Ends(key, how):
            return LedgerChange(how.value, key, due_at)
