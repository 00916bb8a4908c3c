"""Who is away, who stands in for them, and what they owe meanwhile (M07)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.organisation.state import Absence
from domain.vocabulary import Duty
from projections.asking import Question
from projections.sql import Connection


@dataclass(frozen=True, slots=True)
class OwedMeanwhile:
    """One open duty of somebody who is away; ``unit`` is None for a leader."""

    subject: str
    number: str
    duty: Duty
    of: str
    unit: str | None
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who is away, and what they owe, the most pressing first."""

    absence: Absence
    owed: tuple[OwedMeanwhile, ...]


_OWED = """
SELECT o.owner_person, o.subject, coalesce(m.number, p.number), o.duty, o.of, o.owner_unit, o.due_at
  FROM obligation o
  LEFT JOIN matter_row m ON m.matter = o.subject AND {visible} AND {in_view}
  LEFT JOIN proceeding_row p
    ON p.proceeding = o.subject AND {proceeding_visible} AND {proceeding_in_view}
 WHERE {owed} AND o.ended IS NULL AND o.owner_person = ANY(%(persons)s)
   AND (m.matter IS NOT NULL OR p.proceeding IS NOT NULL)
 ORDER BY o.due_at, o.subject, o.duty, o.of"""


def absences(
    connection: Connection, question: Question, away: Sequence[Absence]
) -> tuple[Away, ...]:
    """What each of those who are away owes on the question's axes, in the asker's view."""
    axes = question.axes
    query = _OWED.format(
        visible=axes.predicate("m"),
        in_view=question.in_view("m"),
        proceeding_visible=axes.predicate("p"),
        proceeding_in_view=question.in_view_of_proceedings("p"),
        owed=axes.predicate("o"),
    )
    persons = question.parameters(persons=[each.person for each in away])
    owed: dict[str, list[OwedMeanwhile]] = defaultdict(list)
    for person, subject, number, duty, *rest in connection.execute(query.encode(), persons):
        owed[person].append(OwedMeanwhile(subject, number, Duty(duty), *rest))
    return tuple(Away(each, tuple(owed[each.person])) for each in away)
