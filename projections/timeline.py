"""The history of a matter or a proceeding, step by step, with what each step did to the ledger."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.envelope import Recorded
from domain.kinds import effects
from domain.obligations import (
    CountsFrom,
    Effect,
    Ends,
    HandsOver,
    Judges,
    Key,
    Moves,
    Obligation,
    Opens,
    Resumes,
    after,
)
from projections.two_axes import Axes


@dataclass(frozen=True, slots=True)
class LedgerChange:
    """What a step did to one obligation: ``opened``, ``moved``, ``handed_over`` or an ending."""

    what: str
    key: Key
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, and its changes to the ledger."""

    recorded: Recorded
    changes: tuple[LedgerChange, ...]


def timeline(history: Iterable[Recorded], axes: Axes) -> list[Entry]:
    """The events of one history on these axes, in log order."""
    ledger: dict[Key, Obligation] = {}
    entries: list[Entry] = []
    for recorded in known(history, axes):
        entries.append(Entry(recorded, tuple(_take(ledger, recorded))))
    return entries


def known(history: Iterable[Recorded], axes: Axes) -> list[Recorded]:
    """The events that count on these axes: recorded by then, and happened by then."""
    return [
        recorded
        for recorded in history
        if recorded.position <= axes.known_by and recorded.occurred_at <= axes.as_of
    ]


def _take(ledger: dict[Key, Obligation], recorded: Recorded) -> Iterator[LedgerChange]:
    """What an event does to the ledger, effect by effect; the ledger is changed by it."""
    for effect in effects(recorded.fact):
        old = ledger.get(effect.key)
        new = after(old, effect, recorded.counted_at, recorded.position)
        if new is not None and new is not old:
            ledger[effect.key] = new
            yield _change(effect, new)


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
        case Resumes(key):
            return LedgerChange("resumed", key, due_at)
        case Judges(key):
            return LedgerChange("judged", key, due_at)
        case CountsFrom(key):
            return LedgerChange("counted_from", key, due_at)
