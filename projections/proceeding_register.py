"""Where every proceeding stands: one row for each state it has been in, on both axes.

One table for all kinds: what they have in common in columns, what is a kind's own in ``facets``.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.envelope import Recorded
from domain.kinds import blank, evolve, kind_of
from domain.proceedings.state import Proceeding
from domain.vocabulary import Duty, ProceedingKind
from projections.asking import Page, Question, page
from projections.copying import text_array
from projections.lives import Step
from projections.sql import Connection
from projections.table import Table
from projections.two_axes import Change, Span, spans
from projections.view import about

TABLE = Table(
    name="proceeding_row",
    key=("proceeding",),
    reading=2,
    columns="""
    proceeding   text        NOT NULL,
    version      integer     NOT NULL,
    kind         text        NOT NULL,
    number       text        NOT NULL,
    title        text        NOT NULL,
    stage        text        NOT NULL,
    unit         text,
    person       text,
    units        text[]      NOT NULL,
    persons      text[]      NOT NULL,
    about        text[]      NOT NULL,
    links        text[]      NOT NULL,
    facets       jsonb       NOT NULL,
    opened_at    timestamptz NOT NULL,
    opened_by    text        NOT NULL,
    closed_at    timestamptz,
    wakes_at     timestamptz,
    judgement    bigint,
    judged       text[]      NOT NULL,
    dropped      boolean     NOT NULL,
    next_duty    text,
    next_unit    text,
    next_person  text,
    next_due_at  timestamptz""",
    indexes=(
        "CREATE INDEX ON {t} (kind, opened_at, proceeding) WHERE cut_position IS NULL",
        "CREATE INDEX ON {t} (number) WHERE cut_position IS NULL",
        "CREATE INDEX ON {t} (wakes_at) WHERE cut_position IS NULL AND wakes_at IS NOT NULL",
        "CREATE INDEX ON {t} (judgement) WHERE cut_position IS NULL AND judgement IS NOT NULL",
        "CREATE INDEX ON {t} USING gin (links) WHERE cut_position IS NULL",
        "CREATE INDEX ON {t} USING gin (facets jsonb_path_ops) WHERE cut_position IS NULL",
        "CREATE INDEX ON {t} USING gin (about) WHERE cut_position IS NULL",
    ),
)


def values(proceeding: Proceeding) -> tuple[object, ...]:
    """The row of a proceeding, in the order of the table's columns."""
    kind, step = kind_of(proceeding.id), proceeding.next_obligation()
    judgement = proceeding.judgement
    return (
        proceeding.id,
        proceeding.version,
        kind.name.value if kind is not None else "",
        proceeding.number or proceeding.id,
        proceeding.title,
        str(proceeding.stage or ""),
        proceeding.unit,
        proceeding.person,
        text_array(sorted(proceeding.units)),
        text_array(sorted(proceeding.persons)),
        text_array(about(proceeding.about_persons, proceeding.about_units)),
        text_array(proceeding.links),
        json.dumps(dict(proceeding.facets), ensure_ascii=False),
        proceeding.opened_at,
        proceeding.opened_by,
        proceeding.closed_at,
        proceeding.wakes_at if proceeding.closed_at is None else None,
        judgement.event if judgement is not None else None,
        text_array(about(judgement.persons, judgement.units) if judgement is not None else ()),
        proceeding.dropped,
        str(step.key.duty) if step else None,
        step.owner.unit if step else None,
        step.owner.person if step else None,
        step.deadline.at if step else None,
    )


def step_rows(step: Step) -> list[tuple[tuple[str, ...], tuple[object, ...] | None]]:
    """What one event changes: the proceeding's key, and its new row; nothing for a matter's."""
    after = step.after
    return [((after.id,), values(after))] if isinstance(after, Proceeding) else []


def whole_life(proceeding: str, history: Sequence[Recorded]) -> list[Span[tuple[object, ...]]]:
    """Every row of one proceeding, from its whole history in log order; none for a matter's."""
    if kind_of(proceeding) is None:
        return []

    def change(recorded: Recorded) -> tuple[int, datetime, Change[Proceeding]]:
        def apply(before: Proceeding | None) -> Proceeding | None:
            after = evolve(before or blank(proceeding), recorded)
            return after if isinstance(after, Proceeding) else None

        return recorded.position, recorded.occurred_at, apply

    return [span.with_state(values(span.state)) for span in spans(map(change, history))]


@dataclass(frozen=True, slots=True)
class ProceedingRow:
    """One proceeding in a list."""

    proceeding: str
    version: int
    kind: ProceedingKind
    number: str
    title: str
    stage: str
    unit: str | None
    person: str | None
    units: list[str]
    persons: list[str]
    links: list[str]
    facets: dict[str, Any]
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    next_duty: Duty | None
    next_unit: str | None
    next_person: str | None
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class WantedProceedings:
    """Which proceedings: each given part narrows the list.

    link    that hang together with this stream
    facets  of whose own facts these are true
    open    not closed at the asked moment, or closed
    """

    kind: ProceedingKind | None = None
    stage: str | None = None
    unit: str | None = None
    person: str | None = None
    link: str | None = None
    open: bool | None = None
    facets: Mapping[str, str] | None = None


KEY = (datetime, str)
"""The order of the list: when it was opened, which."""

_ORDER = ("opened_at", "proceeding")
_ROWS = """
SELECT p.proceeding, p.version, p.kind, p.number, p.title, p.stage, p.unit, p.person, p.units,
       p.persons, p.links, p.facets, p.opened_at, p.opened_by, p.closed_at, p.next_duty,
       p.next_unit, p.next_person, p.next_due_at
  FROM proceeding_row p
 WHERE {visible} AND {in_view} AND {beyond} AND {wanted}"""

_NARROWED = {
    "kind": "p.kind = %(kind)s",
    "stage": "p.stage = %(stage)s",
    "unit": "(p.unit = %(of_unit)s OR p.units @> ARRAY[%(of_unit)s])",
    "person": "(p.person = %(person)s OR p.persons @> ARRAY[%(person)s])",
    "link": "p.links @> ARRAY[%(link)s]",
    "facets": "p.facets @> %(facets)s::jsonb",
}


def proceedings(
    connection: Connection, question: Question, wanted: WantedProceedings
) -> Page[ProceedingRow]:
    """The proceedings that are wanted, in the order in which they were opened."""
    narrowed = [text for name, text in _NARROWED.items() if getattr(wanted, name) is not None]
    if wanted.open is not None:
        over = "(p.closed_at IS NOT NULL AND p.closed_at <= %(as_of)s)"
        narrowed.append(f"NOT {over}" if wanted.open else over)

    def query(visible: str, beyond: str) -> str:
        return _ROWS.format(
            visible=visible,
            beyond=beyond,
            in_view=question.in_view_of_proceedings("p"),
            wanted=" AND ".join(narrowed) or "TRUE",
        )

    given = {name: getattr(wanted, name) for name in _NARROWED}
    given["of_unit"] = given.pop("unit")
    given["facets"] = json.dumps(dict(wanted.facets or {}), ensure_ascii=False)
    return page(connection, question, query, "p", _ORDER, given, _row)


def _row(*columns: Any) -> ProceedingRow:
    row = ProceedingRow(*columns)
    return replace(
        row,
        kind=ProceedingKind(row.kind),
        next_duty=Duty(row.next_duty) if row.next_duty else None,
    )
