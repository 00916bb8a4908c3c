"""The heart of the scores: one pure function from an event to the entries that it makes.

A ledger's fold keeps them, the read table stores them, a settlement freezes them. A score is the
base of the half-year and the sum of these, and is kept nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.assessment.scores.events import ScoreEntered, ScoreReversed
from domain.envelope import Fact, Recorded

PREFIX = "score-"


@dataclass(frozen=True, slots=True)
class Entry:
    """Points in a ledger.

    ledger    whose: the stream of the ledger
    position  log position of the event that made it; names the entry
    event     log position of the event that it stands on, where that is one
    source    the stream or the proceeding that it stands on
    reverses  the entry that it takes back
    share_of  whose points a unit's entry is a share of
    """

    ledger: str
    position: int
    half: str
    row: str
    rule: str
    points: Decimal
    event: int | None
    source: str | None
    reverses: int | None = None
    share_of: str | None = None


def _entered(recorded: Recorded, fact: ScoreEntered) -> Iterator[Entry]:
    yield Entry(
        recorded.stream,
        recorded.position,
        fact.half,
        fact.row,
        fact.rule,
        fact.points,
        fact.event,
        fact.source,
        share_of=fact.share_of,
    )


def _reversed(recorded: Recorded, fact: ScoreReversed) -> Iterator[Entry]:
    yield Entry(
        recorded.stream,
        recorded.position,
        fact.half,
        fact.row,
        fact.rule,
        fact.points,
        None,
        fact.source,
        reverses=fact.entry,
    )


ENTRIES: Mapping[type[Fact], Callable[[Recorded, Any], Iterator[Entry]]] = {
    ScoreEntered: _entered,
    ScoreReversed: _reversed,
}
"""By fact: what it enters. Nothing else changes a score."""


def entries(recorded: Recorded) -> Iterator[Entry]:
    """What one event enters; nothing for those that touch no ledger."""
    does = ENTRIES.get(type(recorded.fact))
    return iter(()) if does is None else does(recorded, recorded.fact)


def total(base: int, made: Iterable[Entry], half: str) -> Decimal:
    """The score of a half-year: the base and the sum of the entries in it."""
    return sum((each.points for each in made if each.half == half), Decimal(base))


def ledger_of_unit(unit: str) -> str:
    """The stream of a unit's ledger."""
    return f"{PREFIX}unit:{unit}"


def ledger_of_person(person: str) -> str:
    """The stream of an official's ledger."""
    return f"{PREFIX}person:{person}"


def holder_of(ledger: str) -> tuple[str | None, str | None]:
    """The unit, or the person, whose ledger a stream is."""
    kind, _, code = ledger.removeprefix(PREFIX).partition(":")
    return (code, None) if kind == "unit" else (None, code)
