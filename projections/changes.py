"""What changed between two points of the two axes: the same question asked twice, and what differs.

Between two moments known by the same position lies what happened; of the same moment known by two
positions, what was learnt later.
"""

from collections.abc import Sequence
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


_MATTER_CHANGES = """
WITH changed AS MATERIALIZED (
    SELECT m.matter, m.number, coalesce(m.lead, m.receiving_unit) AS unit, m.final_due_at AS due_at,
           {before} AS at_before, {after} AS at_after,
           {said_before} AS state_before, {said_after} AS state_after
      FROM matter_row m WHERE {differs} AND {in_view}),
a AS (SELECT matter, number, unit, due_at, state_before AS state FROM changed WHERE at_before),
b AS (SELECT matter, number, unit, due_at, state_after AS state FROM changed WHERE at_after)
SELECT matter, coalesce(b.number, a.number), coalesce(b.unit, a.unit), a.state, b.state,
       a.due_at, b.due_at, count(*) OVER ()
  FROM a FULL JOIN b USING (matter)
 WHERE a.state IS DISTINCT FROM b.state OR a.due_at IS DISTINCT FROM b.due_at
 ORDER BY matter OFFSET %(start)s LIMIT %(most)s"""

_DIFFERS = """
({before} OR {after}) AND NOT ({before} AND {after} AND {said_before} = {said_after})"""
"""SQL that leaves out, before anything is joined, the rows that hold and say the same at both points."""


def matter_changes(
    connection: Connection, before: Question, after: Question, start: int, limit: int
) -> tuple[list[MatterChange], int]:
    """Matters that changed between two points, from the ``start``-th on, and how many there are."""
    found, total = _differences(
        connection, _MATTER_CHANGES, "m", state_sql("m"), before, after, start, limit
    )
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


_STATUS = """
(CASE WHEN o.ended IS NULL OR o.ended_at > %(as_of)s
      THEN CASE WHEN o.due_at <= %(as_of)s THEN 'overdue' ELSE 'pending' END
      WHEN o.ended = 'excused' THEN 'exempt'
      WHEN o.ended = 'void' THEN 'void'
      WHEN o.ended_at < o.due_at THEN 'done_in_time'
      ELSE 'done_late' END)"""
"""SQL for ``domain.obligations.status_of``."""

_OBLIGATION_CHANGES = """
WITH changed AS MATERIALIZED (
    SELECT o.subject, o.duty, o.of, o.nth, o.due_at, o.owner_unit, o.owner_person,
           {before} AS at_before, {after} AS at_after,
           {said_before} AS status_before, {said_after} AS status_after
      FROM obligation o WHERE {differs}),
seen AS MATERIALIZED (
    SELECT DISTINCT m.matter, m.number FROM matter_row m
     WHERE m.matter IN (SELECT subject FROM changed) AND {in_view}),
a AS (SELECT subject, duty, of, nth, due_at, owner_unit AS unit, owner_person AS person,
             status_before AS status FROM changed WHERE at_before),
b AS (SELECT subject, duty, of, nth, due_at, owner_unit AS unit, owner_person AS person,
             status_after AS status FROM changed WHERE at_after)
SELECT s.matter, s.number, duty, of, nth, a.status, b.status, a.due_at, b.due_at,
       a.unit, b.unit, a.person, b.person, count(*) OVER ()
  FROM a FULL JOIN b USING (subject, duty, of, nth) JOIN seen s ON s.matter = subject
 WHERE (a.status, a.due_at, a.unit, a.person) IS DISTINCT FROM
       (b.status, b.due_at, b.unit, b.person)
 ORDER BY subject, duty, of, nth OFFSET %(start)s LIMIT %(most)s"""


def obligation_changes(
    connection: Connection, before: Question, after: Question, start: int, limit: int
) -> tuple[list[ObligationChange], int]:
    """Rounds of duties of matters that changed, likewise."""
    found, total = _differences(
        connection, _OBLIGATION_CHANGES, "o", _STATUS, before, after, start, limit
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


def _differences(
    connection: Connection,
    query: str,
    table: str,
    said: str,
    before: Question,
    after: Question,
    start: int,
    limit: int,
) -> tuple[list[Sequence[Any]], int]:
    """Run a query of differences, whose rows end with how many there are.

    ``said`` is SQL for what a row of ``table`` (an alias) says at the asked moment.
    """
    parts = {
        "before": _at_other(f"({before.axes.predicate(table)} IS TRUE)"),
        "after": f"({after.axes.predicate(table)} IS TRUE)",
        "said_before": _at_other(said),
        "said_after": said,
    }
    statement = query.format(
        **parts,
        differs=_DIFFERS.format(**parts),
        in_view=after.view.rows("m", latest=False),
    ).encode()
    given = {
        **after.parameters(),
        **{f"from_{name}": value for name, value in before.axes.parameters.items()},
        "start": start,
        "most": limit,
    }
    found = connection.execute(statement, given).fetchall()
    if not found and start:
        first = connection.execute(statement, {**given, "start": 0, "most": 1}).fetchone()
        return [], first[-1] if first else 0
    return [row[:-1] for row in found], found[0][-1] if found else 0


def _at_other(text: str) -> str:
    """SQL that asks about the other point."""
    return text.replace("%(as_of)s", "%(from_as_of)s").replace("%(known_by)s", "%(from_known_by)s")
