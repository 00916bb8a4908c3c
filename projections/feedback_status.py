"""Every matter in exactly one state, the three silent failures among them (M11, M12)."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from domain.vocabulary import Channel, FeedbackState, Finding, Nature, Urgency
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
    whole: str | None
    merged_into: str | None
    urgency: Urgency | None


@dataclass(frozen=True, slots=True)
class WantedMatters:
    """Which matters: each given part narrows the list.

    reference  a human number, or the number a source gave
    unit       a unit that has to do with it as receiver, lead or participant
    whole      the matter that they are parts of, by its id
    merged_into  the matter that they are handled together with, by its id
    """

    state: FeedbackState | None = None
    reference: str | None = None
    nature: Nature | None = None
    finding: Finding | None = None
    channel: Channel | None = None
    urgency: Urgency | None = None
    place: str | None = None
    unit: str | None = None
    whole: str | None = None
    merged_into: str | None = None


ALL = WantedMatters()

_COUNTS = """
SELECT {state} AS state, count(*)
  FROM matter_row m WHERE {visible} AND {in_view} AND m.whole IS NULL GROUP BY 1"""

_ROWS = """
SELECT m.matter, m.number, m.source_number, {state}, m.version, m.received_at, m.receiving_unit,
       m.lead, m.final_due_at, m.answered_at, m.closed_at, m.whole, m.merged_into,
       m.urgency
  FROM matter_row m
 WHERE {visible} AND {in_view} AND {beyond} AND {wanted}"""
_ORDER = ("received_at", "matter")

_NARROWED = {
    "state": f"{state_sql('m')} = %(state)s",
    "reference": "(m.number = %(reference)s OR m.source_number = %(reference)s)",
    "nature": "m.nature = %(nature)s",
    "urgency": "m.urgency = %(urgency)s",
    "finding": "m.finding = %(finding)s",
    "channel": "m.channel = %(channel)s",
    "place": "m.place = %(place)s",
    "unit": "m.units @> ARRAY[%(of_unit)s]",
    "whole": "m.whole = %(whole)s",
    "merged_into": "m.merged_into = %(merged_into)s",
}


def state_counts(connection: Connection, question: Question) -> dict[FeedbackState, int]:
    """How many filings are in each state; states without any are there with 0.

    Counted by original filing: the parts of one that was split count with it (M03).
    """
    query = _COUNTS.format(
        state=state_sql("m"),
        visible=question.axes.predicate("m"),
        in_view=question.in_view("m"),
    )
    rows = connection.execute(query.encode(), question.parameters()).fetchall()
    found: dict[str, int] = dict(rows)
    return {state: found.get(state.value, 0) for state in OF_FILINGS}


OF_FILINGS = tuple(each for each in FeedbackState if each is not FeedbackState.PART_FINISHED)
"""The states that a filing can be in, which parts of one are not."""


def matters(
    connection: Connection,
    question: Question,
    wanted: WantedMatters = ALL,
    among: str = "TRUE",
    **more: object,
) -> Page[MatterStatus]:
    """The matters that are wanted, each with its state, by receipt.

    ``among`` is SQL on the register (``m``) that narrows them further, with parameters ``more``.
    """
    given: dict[str, object] = {name: getattr(wanted, name) for name in _NARROWED}
    narrowed = [text for name, text in _NARROWED.items() if given[name] is not None]
    query = partial(
        _ROWS.format,
        state=state_sql("m"),
        in_view=question.in_view("m"),
        wanted=" AND ".join([*narrowed, among]),
    )
    given["of_unit"] = given.pop("unit")  # ``unit`` is the asker's
    return page(connection, question, query, "m", _ORDER, {**given, **more}, _row)


def _row(*columns: Any) -> MatterStatus:
    row = MatterStatus(*columns)
    urgency = Urgency(row.urgency) if row.urgency else None
    return replace(row, state=FeedbackState(row.state), urgency=urgency)
