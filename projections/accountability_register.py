"""The register of accountability and its shares (三转, M30): inaction beside fault, units beside
persons, in the process beside afterwards."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.vocabulary import Gravity, Ground
from projections.asking import Question
from projections.sql import Connection

INACTION = frozenset(
    {
        Ground.INACTION,
        Ground.WEAK_EXECUTION,
        Ground.NEGLECTED_MANAGEMENT,
        Ground.UNREPORTED_DIFFICULTY,
    }
)
"""The grounds of not having acted (无为也是过); the others are faults of what was done (有错是过)."""


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A case in which somebody is held to account. ``measures``: each as ``form:subject``."""

    case: str
    number: str
    ground: Ground
    gravity: Gravity
    unit: str | None
    person: str | None
    measures: tuple[str, ...]
    in_process: bool
    decided_at: datetime

    @property
    def inaction(self) -> bool:
        return self.ground in INACTION


@dataclass(frozen=True, slots=True)
class Register:
    """The cases decided in a period, and how many reminder talks were held before a breach."""

    cases: tuple[HeldCase, ...]
    early_talks: int

    @property
    def inaction(self) -> int:
        return sum(each.inaction for each in self.cases)

    @property
    def fault(self) -> int:
        return len(self.cases) - self.inaction

    @property
    def officials(self) -> int:
        """Cases in which an official was held."""
        return sum(any(m.endswith(":official") for m in each.measures) for each in self.cases)

    @property
    def units(self) -> int:
        """Cases in which a unit was held."""
        return sum(any(m.endswith(":unit") for m in each.measures) for each in self.cases)

    @property
    def in_process(self) -> int:
        """Reminder talks, and cases opened while the matter was still under way."""
        return self.early_talks + sum(each.in_process for each in self.cases)

    @property
    def afterwards(self) -> int:
        return sum(not each.in_process for each in self.cases)


def share(part: int, other: int) -> float | None:
    """A part of both, in percent to one place; None of nothing."""
    return round(100 * part / (part + other), 1) if part + other else None


CASES = """
SELECT p.proceeding, p.number, p.facets, p.unit, p.person
  FROM proceeding_row p
 WHERE {visible} AND {in_view} AND p.kind = 'case' AND {wanted}
 ORDER BY p.facets->>'decided_at', p.proceeding"""

_HELD = """p.facets @> '{"held": "yes"}' AND
       (p.facets->>'decided_at')::timestamptz >= %(since)s AND
       (p.facets->>'decided_at')::timestamptz < %(until)s"""

_EARLY = """
SELECT count(*) FROM proceeding_row p
 WHERE {visible} AND {in_view} AND p.kind = 'talk' AND p.facets @> '{{"form": "early"}}'
   AND p.opened_at >= %(since)s AND p.opened_at < %(until)s"""


def register(
    connection: Connection, question: Question, since: datetime, until: datetime
) -> Register:
    """What was decided, and talked about early, from ``since`` to before ``until``."""
    known = {
        "visible": question.axes.predicate("p"),
        "in_view": question.in_view_of_proceedings("p"),
    }
    asked = question.parameters(since=since, until=until)
    rows = connection.execute(CASES.format(wanted=_HELD, **known).encode(), asked).fetchall()
    talks = connection.execute(_EARLY.format(**known).encode(), asked).fetchone()
    return Register(tuple(held_case(*row) for row in rows), int((talks or (0,))[0]))


def held_case(
    case: str, number: str, facets: dict[str, Any], unit: str | None, person: str | None
) -> HeldCase:
    """A case from its row."""
    return HeldCase(
        case,
        number,
        Ground(facets["ground"]),
        Gravity(facets["gravity"]),
        unit,
        person,
        tuple(facets["measures"]),
        facets["in_process"] == "yes",
        datetime.fromisoformat(facets["decided_at"]),
    )
