"""The auditor's exception feed: everything unusual, in the order of recording.

A row says what one event was just before and after, as the log had it then, so it holds for ever;
on two axes it counts from when the event happened and was recorded on. Whether an act was near a due
date is compared with the rulebook's threshold when somebody asks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from domain.envelope import Recorded
from domain.kinds import Life, blank, evolve, is_life, life_id
from domain.unusual import Unusual, unusual
from domain.vocabulary import NEAR_DUE_ONLY, Duty, ExceptionKind, ProceedingKind, Role
from projections.asking import Page, Question, cursor
from projections.lives import Lives
from projections.sql import Connection
from projections.table import Table
from projections.two_axes import Axes

TABLE = Table(
    name="exception_row",
    key=("position", "kind"),
    columns="""
    position    bigint      NOT NULL,
    kind        text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    subject     text,
    stream      text        NOT NULL,
    version     integer     NOT NULL,
    event       text        NOT NULL,
    person      text        NOT NULL,
    role        text        NOT NULL,
    actor_unit  text,
    approver    text,
    proposer    text,
    unit        text,
    duty        text,
    of          text        NOT NULL,
    due_at      timestamptz,
    due_after   timestamptz,
    days        integer,
    ground      text,
    contact_at  timestamptz""",
    indexes=(
        "CREATE INDEX ON {t} (kind, position)",
        "CREATE INDEX ON {t} (unit, position)",
        "CREATE INDEX ON {t} (subject) WHERE subject IS NOT NULL",
    ),
    axes=False,
)


def rows(batch: Sequence[Recorded], lives: Lives) -> list[tuple[Any, ...]]:
    """The rows of a batch, by position and kind."""
    return sorted(_rows(batch, lives), key=lambda row: (row[0], row[1]))


def _rows(batch: Sequence[Recorded], lives: Lives) -> Iterator[tuple[Any, ...]]:
    """Of its steps in order, of histories told anew, and of other streams."""
    begin = batch[0].position
    for step in lives.in_order:
        yield from _of_event(step.recorded, step.before)
    for _, history in lives.anew:
        for recorded, before in told_again(history):
            if recorded.position >= begin:
                yield from _of_event(recorded, before)
    for recorded in batch:
        if not is_life(recorded.stream):
            yield from _of_event(recorded, None)


def told_again(history: Iterable[Recorded]) -> Iterator[tuple[Recorded, Life]]:
    """Each event of a stream, and its matter or proceeding just before it, in log order."""
    life: Life | None = None
    for recorded in history:
        before = blank(recorded.stream) if life is None else life
        yield recorded, before
        life = evolve(before, recorded)


def _of_event(recorded: Recorded, before: Life | None) -> Iterator[tuple[Any, ...]]:
    for each in unusual(recorded, before):
        yield _values(recorded, each)


def _values(recorded: Recorded, each: Unusual) -> tuple[Any, ...]:
    """The row of an exception, in the order of the table's columns."""
    return (
        recorded.position,
        each.kind.value,
        recorded.occurred_at,
        recorded.recorded_at,
        life_id(recorded.stream) if is_life(recorded.stream) else each.matter,
        recorded.stream,
        recorded.version,
        recorded.fact.TYPE,
        recorded.actor.person,
        recorded.actor.role.value,
        recorded.actor.unit,
        each.approver,
        each.proposer,
        each.unit,
        each.duty.value if each.duty else None,
        each.of,
        each.due_at,
        each.due_after,
        each.days,
        each.ground,
        each.contact_at,
    )


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """One exception of the feed; see ``domain.unusual`` and ``domain.envelope`` for its parts.

    subject  the matter's id or the proceeding's; None for what is neither
    of_kind  the kind of proceeding
    """

    position: int
    kind: ExceptionKind
    occurred_at: datetime
    recorded_at: datetime
    subject: str | None
    of_kind: ProceedingKind | None
    number: str | None
    stream: str
    version: int
    event: str
    person: str
    role: Role
    actor_unit: str | None
    approver: str | None
    proposer: str | None
    unit: str | None
    duty: Duty | None
    of: str
    due_at: datetime | None
    due_after: datetime | None
    days: int | None
    ground: str | None
    contact_at: datetime | None

    @property
    def days_to_due(self) -> float | None:
        """Days by the clock from its recording to the due date it had; negative after it."""
        if self.due_at is None:
            return None
        return round((self.due_at - self.recorded_at) / timedelta(days=1), 2)


@dataclass(frozen=True, slots=True)
class WantedExceptions:
    """Which exceptions: each given part narrows the feed.

    since    only what was recorded after this log position, the last one the auditor has verified
    kinds    of these kinds; all where there is none
    person   acted in by this official: recorded, decided or proposed
    unit     about matters and proceedings of this unit, as it was then
    near     within how many hours before a due date an act of every day is unusual
    """

    since: int = 0
    kinds: tuple[ExceptionKind, ...] = ()
    person: str | None = None
    unit: str | None = None
    subject: str | None = None
    near: timedelta = timedelta(0)


KEY = (int, str)
"""The order of the feed: log position, kind."""

_ORDER = ("position", "kind")

NEAR = "(e.due_at > e.recorded_at AND e.due_at <= e.recorded_at + %(near)s)"
"""SQL: recorded before the due date, and near it."""

_ROWS = """
SELECT e.position, e.kind, e.occurred_at, e.recorded_at, e.subject, p.kind AS of_kind,
       coalesce(m.number, p.number), e.stream, e.version, e.event, e.person, e.role, e.actor_unit,
       e.approver, e.proposer, e.unit, e.duty, e.of, e.due_at, e.due_after, e.days, e.ground,
       e.contact_at
  FROM exception_row e
  LEFT JOIN matter_row m ON m.matter = e.subject AND {matter_visible}
  LEFT JOIN proceeding_row p ON p.proceeding = e.subject AND {proceeding_visible}
 WHERE e.position > %(since)s AND {known} AND {beyond} AND {wanted}
   AND (e.kind <> ALL(%(near_only)s) OR {near})
   AND (e.subject IS NULL
     OR (m.matter IS NOT NULL AND {in_view})
     OR (p.proceeding IS NOT NULL AND {proceeding_in_view}))
 ORDER BY e.position, e.kind LIMIT %(limit)s"""

_NARROWED = {
    "kinds": "e.kind = ANY(%(of_kinds)s)",
    "person": "%(person)s IN (e.person, e.approver, e.proposer)",
    "unit": "e.unit = %(of_unit)s",
    "subject": "e.subject = %(subject)s",
}


def known(axes: Axes) -> str:
    """SQL that keeps the exceptions (``e``) that had happened and were on record."""
    return "TRUE" if axes.latest else "e.position <= %(known_by)s AND e.occurred_at <= %(as_of)s"


def exceptions(
    connection: Connection, question: Question, wanted: WantedExceptions
) -> Page[ExceptionRow]:
    """The exceptions that are wanted, in the order of recording."""
    axes = question.axes
    narrowed = [text for name, text in _NARROWED.items() if getattr(wanted, name)]
    query = _ROWS.format(
        known=known(axes),
        matter_visible=axes.predicate("m"),
        proceeding_visible=axes.predicate("p"),
        in_view=question.in_view("m"),
        proceeding_in_view=question.in_view_of_proceedings("p"),
        beyond=question.beyond("e.position", "e.kind"),
        wanted=" AND ".join(narrowed) or "TRUE",
        near=NEAR,
    )
    given = question.parameters(
        since=wanted.since,
        of_kinds=[each.value for each in wanted.kinds],
        person=wanted.person,
        of_unit=wanted.unit,
        subject=wanted.subject,
        near=wanted.near,
        near_only=[each.value for each in NEAR_DUE_ONLY],
        **question.after_parameters,
    )
    found = connection.execute(query.encode(), given).fetchall()
    items = [_row(*row) for row in found[: question.limit]]
    if len(found) <= question.limit:
        return Page(items, axes, None)
    last = items[-1]
    return Page(items, axes, cursor(axes, question.mark, (last.position, last.kind.value)))


def _row(*columns: Any) -> ExceptionRow:
    row = ExceptionRow(*columns)
    return replace(
        row,
        kind=ExceptionKind(row.kind),
        of_kind=ProceedingKind(row.of_kind) if row.of_kind else None,
        role=Role(row.role),
        duty=Duty(row.duty) if row.duty else None,
    )
