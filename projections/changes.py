"""What changed between two points of the two axes: the same question asked twice, and what differs.

Between two moments known by the same position lies what happened; of the same moment known by two
positions, what was learnt later.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.vocabulary import Duty, FeedbackState, ObligationStatus
from projections import answer_status, feedback_status
from projections.answer_status import AnswerStatus
from projections.asking import Question
from projections.feedback_status import state_sql
from projections.sql import Connection


@dataclass(frozen=True, slots=True)
class Figures:
    """How many are answered, and in which state filings are, at one point."""

    answers: AnswerStatus
    states: dict[FeedbackState, int]


@dataclass(frozen=True, slots=True)
class MatterChange:
    """A matter that is not in the same state, or whose final answer is not due at the same time;
    what was not there at a point has no state there."""

    matter: str
    number: str
    unit: str | None
    state_before: FeedbackState | None
    state_after: FeedbackState | None
    due_before: datetime | None
    due_after: datetime | None


@dataclass(frozen=True, slots=True)
class ObligationChange:
    """A round of a duty of a matter that has not the same status, due date or owner."""

    matter: str
    number: str
    duty: Duty
    of: str
    nth: int
    status_before: ObligationStatus | None
    status_after: ObligationStatus | None
    due_before: datetime | None
    due_after: datetime | None
    unit_before: str | None
    unit_after: str | None
    person_before: str | None
    person_after: str | None


def figures(connection: Connection, question: Question) -> Figures:
    """The figures at one point."""
    return Figures(
        answer_status.answer_status(connection, question, Duty.FINAL_ANSWER),
        feedback_status.state_counts(connection, question),
    )


_MATTERS = """
SELECT m.matter, m.number, coalesce(m.lead, m.receiving_unit) AS unit, {state} AS state,
       m.final_due_at AS due_at
  FROM matter_row m WHERE {visible} AND {in_view}"""

_MATTER_CHANGES = """
WITH a AS ({before}), b AS ({after})
SELECT matter, coalesce(b.number, a.number), coalesce(b.unit, a.unit), a.state, b.state,
       a.due_at, b.due_at, count(*) OVER ()
  FROM a FULL JOIN b USING (matter)
 WHERE a.state IS DISTINCT FROM b.state OR a.due_at IS DISTINCT FROM b.due_at
 ORDER BY matter OFFSET %(start)s LIMIT %(most)s"""


def matter_changes(
    connection: Connection, before: Question, after: Question, start: int, limit: int
) -> tuple[list[MatterChange], int]:
    """Matters that changed between two points, from the ``start``-th on, and how many there are."""
    found, total = _differences(connection, _MATTER_CHANGES, _matters, before, after, start, limit)
    items = [
        MatterChange(
            matter,
            number,
            unit,
            FeedbackState(state) if state else None,
            FeedbackState(state_after) if state_after else None,
            *dues,
        )
        for matter, number, unit, state, state_after, *dues in found
    ]
    return items, total


_OBLIGATIONS = """
SELECT o.subject AS matter, m.number, o.duty, o.of, o.nth, o.due_at, o.owner_unit AS unit,
       o.owner_person AS person,
       CASE WHEN o.ended IS NULL OR o.ended_at > %(as_of)s
            THEN CASE WHEN o.due_at <= %(as_of)s THEN 'overdue' ELSE 'pending' END
            WHEN o.ended = 'excused' THEN 'exempt'
            WHEN o.ended = 'void' THEN 'void'
            WHEN o.ended_at < o.due_at THEN 'done_in_time'
            ELSE 'done_late' END AS status
  FROM obligation o JOIN matter_row m ON m.matter = o.subject AND {visible} AND {in_view}
 WHERE {visible_obligation}"""
"""The status is that of ``domain.obligations.status_of``."""

_OBLIGATION_CHANGES = """
WITH a AS ({before}), b AS ({after})
SELECT matter, coalesce(b.number, a.number), duty, of, nth, a.status, b.status, a.due_at, b.due_at,
       a.unit, b.unit, a.person, b.person, count(*) OVER ()
  FROM a FULL JOIN b USING (matter, duty, of, nth)
 WHERE (a.status, a.due_at, a.unit, a.person) IS DISTINCT FROM
       (b.status, b.due_at, b.unit, b.person)
 ORDER BY matter, duty, of, nth OFFSET %(start)s LIMIT %(most)s"""


def obligation_changes(
    connection: Connection, before: Question, after: Question, start: int, limit: int
) -> tuple[list[ObligationChange], int]:
    """Rounds of duties of matters that changed, likewise."""
    found, total = _differences(
        connection, _OBLIGATION_CHANGES, _obligations, before, after, start, limit
    )
    items = [
        ObligationChange(
            matter,
            number,
            Duty(duty),
            of,
            nth,
            ObligationStatus(status) if status else None,
            ObligationStatus(status_after) if status_after else None,
            *rest,
        )
        for matter, number, duty, of, nth, status, status_after, *rest in found
    ]
    return items, total


def _matters(question: Question) -> str:
    return _MATTERS.format(
        state=state_sql("m"),
        visible=question.axes.predicate("m"),
        in_view=question.in_view("m"),
    )


def _obligations(question: Question) -> str:
    return _OBLIGATIONS.format(
        visible=question.axes.predicate("m"),
        in_view=question.in_view("m"),
        visible_obligation=question.axes.predicate("o"),
    )


def _differences(
    connection: Connection,
    query: str,
    rows: Callable[[Question], str],
    before: Question,
    after: Question,
    start: int,
    limit: int,
) -> tuple[list[Sequence[Any]], int]:
    """Run a query of differences, whose rows end with how many there are."""
    earlier = rows(before)
    for name in before.axes.parameters:
        earlier = earlier.replace(f"%({name})s", f"%(from_{name})s")
    given = {
        **after.parameters(),
        **{f"from_{name}": value for name, value in before.axes.parameters.items()},
        "start": start,
        "most": limit,
    }
    statement = query.format(before=earlier, after=rows(after)).encode()
    found = connection.execute(statement, given).fetchall()
    if not found and start:
        first = connection.execute(statement, {**given, "start": 0, "most": 1}).fetchone()
        return [], first[-1] if first else 0
    return [row[:-1] for row in found], found[0][-1] if found else 0
