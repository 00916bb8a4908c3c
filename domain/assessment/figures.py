"""What is counted from the log for a settlement or a report, as a decision is given it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from domain.assessment.score_rules import ScoreRules
from domain.assessment.scores.entries import Entry
from domain.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Count:
    """What the ledger of obligations says of one unit by a row of ``scores.rates``.

    base   how many were due in the period
    found  of those counted: the log positions of the events that opened them
    """

    unit: str
    row: str
    base: int
    found: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """What an evaluation declared of one unit: the points, and the evaluation's stream (M35)."""

    unit: str
    evaluation: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Assessed:
    """Everything that a settlement is made from, as known by one position."""

    jurisdiction: str
    known_by: int
    units: tuple[str, ...]
    entries: tuple[Entry, ...]
    counts: tuple[Count, ...]
    ratings: tuple[Rating, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """Everything that a periodic report says, as known by one position; plain JSON."""

    jurisdiction: str
    known_by: int
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PointDue:
    """An event on which the program has entered nothing for somebody whom it may give points.

    event         its log position
    unit, person  whose ledger: one of the two
    """

    event: int
    unit: str | None = None
    person: str | None = None


class Counting(Protocol):
    """Counts from the log. Asked again for the same moment and position, it finds the same."""

    def assessed(
        self, period: str, rules: ScoreRules, as_of: datetime, known_by: int | None = None
    ) -> Assessed:
        """For a settlement; known by everything so far, unless told otherwise."""

    def points_due(self, rulebooks: Iterable[Rulebook]) -> Sequence[PointDue]:
        """What the program may have yet to enter, by any of these rulebooks, as far as the lists are."""

    def reported(self, period: str, as_of: datetime, known_by: int | None = None) -> Reported:
        """For a periodic report, likewise."""
