"""Every matter in exactly one state, the three silent failures among them (M11, M12)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.vocabulary import FeedbackState
from projections.asking import Page, Question, page
from projections.sql import Connection

KEY = (datetime, str)
"""The order of the list: receipt, matter."""


def state_sql(table: str) -> str:
    """SQL for ``domain.matter.standing.standing`` on the register: events decide, then time."""
    return (
        f"CASE WHEN {table}.state = 'in_hand' AND {table}.stuck_from <= %(as_of)s"
        f" THEN 'stuck_not_reported' ELSE {table}.state END"
    )


@dataclass(frozen=True, slots=True)
class MatterStatus:
    """One matter's state."""

    matter: str
    number: str
    source_number: str | None
    state: FeedbackState
    version: int
    received_at: datetime
    receiving_unit: str | None
    lead: str | None
    final_due_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None


_COUNTS = """
SELECT {state} AS state, count(*)
  FROM matter_row m WHERE {visible} AND {in_view} GROUP BY 1"""

_ROWS = """
SELECT m.matter, m.number, m.source_number, {state}, m.version, m.received_at, m.receiving_unit,
       m.lead, m.final_due_at, m.answered_at, m.closed_at
  FROM matter_row m
 WHERE {visible} AND {in_view} AND {beyond}
   AND (%(state)s::text IS NULL OR {state} = %(state)s)
   AND (%(reference)s::text IS NULL OR m.number = %(reference)s OR m.source_number = %(reference)s)
 ORDER BY m.received_at, m.matter
 LIMIT %(limit)s"""


def state_counts(connection: Connection, question: Question) -> dict[FeedbackState, int]:
    """How many matters are in each state; states without any are there with 0."""
    query = _COUNTS.format(
        state=state_sql("m"),
        visible=question.axes.predicate("m"),
        in_view=question.in_view("m"),
    )
    rows = connection.execute(query.encode(), question.parameters()).fetchall()
    found: dict[str, int] = dict(rows)
    return {state: found.get(state.value, 0) for state in FeedbackState}


def matters(
    connection: Connection,
    question: Question,
    state: FeedbackState | None = None,
    reference: str | None = None,
) -> Page[MatterStatus]:
    """Matters with their state, by receipt; ``reference`` is a human or a source number."""
    query = _ROWS.format(
        state=state_sql("m"),
        visible=question.axes.predicate("m"),
        in_view=question.in_view("m"),
        beyond=question.beyond("m.received_at", "m.matter"),
    )
    given: dict[str, object] = {"state": state.value if state else None, "reference": reference}
    return page(connection, question, query, given, _row, lambda row: (row.received_at, row.matter))


def _row(*columns: Any) -> MatterStatus:
    row = MatterStatus(*columns)
    return replace(row, state=FeedbackState(row.state))
