"""What a verdict does in the ledger: the round it is about is judged, or counts from another time."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from domain.envelope import Fact
from domain.obligations import CountsFrom, Effect, Judges, Key, Moves
from domain.verdicts.events import BreachFound, DutyRecounted, EarlierActConfirmed


def _found(fact: BreachFound) -> Iterable[Effect]:
    yield Judges(Key(fact.duty, fact.of), fact.nth)


def _confirmed(fact: EarlierActConfirmed) -> Iterable[Effect]:
    yield CountsFrom(Key(fact.duty, fact.of), fact.nth, fact.done_at)


def _recounted(fact: DutyRecounted) -> Iterable[Effect]:
    yield Moves(Key(fact.duty, fact.of), fact.deadline)


EFFECTS: Mapping[type[Fact], Callable[[Any], Iterable[Effect]]] = {
    BreachFound: _found,
    EarlierActConfirmed: _confirmed,
    DutyRecounted: _recounted,
}
