"""Who owes what to whom since when, and how it ended: the obligation ledger as a table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from domain.envelope import Recorded
from domain.kinds import effects
from domain.obligations import Key, Obligation, after, breached, status_of
from domain.vocabulary import Duty, Ending, ObligationStatus, Party, ProceedingKind
from projections.asking import Page, Question, page
from projections.lives import Step
from projections.sql import Connection
from projections.table import Key as RowKey
from projections.table import Table, Values
from projections.two_axes import Axes, Change, Span, spans

UNJUDGED = "{t}.verdict_by IS NULL AND ({t}.ended_at IS NULL OR {t}.due_at <= {t}.ended_at)"
"""SQL that a row of the ledger (an alias) fulfils of which no verdict is on record, though one may be due."""

TABLE = Table(
    name="obligation",
    key=("subject", "duty", "of", "nth"),
    columns="""
    subject      text        NOT NULL,
    duty         text        NOT NULL,
    of           text        NOT NULL,
    nth          integer     NOT NULL,
    owner_unit   text,
    owner_person text,
    owed_to      text        NOT NULL,
    due_at       timestamptz NOT NULL,
    since        timestamptz NOT NULL,
    rule         text        NOT NULL,
    rulebook     text        NOT NULL,
    calendar     text        NOT NULL,
    provisional  boolean     NOT NULL,
    opened_by    bigint      NOT NULL,
    ended        text,
    ended_at     timestamptz,
    ended_by     bigint,
    verdict_by   bigint""",
    indexes=(
        "CREATE INDEX ON {t} (due_at, subject) WHERE cut_position IS NULL AND ended IS NULL",
        "CREATE INDEX ON {t} (owner_unit, due_at) WHERE cut_position IS NULL AND ended IS NULL",
        "CREATE INDEX ON {t} (owner_person, due_at)"
        " WHERE cut_position IS NULL AND ended IS NULL AND owner_person IS NOT NULL",
        "CREATE INDEX ON {t} (duty, nth) WHERE cut_position IS NULL",
        f"CREATE INDEX ON {{t}} (due_at, subject) WHERE cut_position IS NULL AND {UNJUDGED}",
    ),
)


def values(subject: str, obligation: Obligation) -> Values:
    """The row of an obligation, in the order of the table's columns."""
    deadline = obligation.deadline
    return (
        subject,
        str(obligation.key.duty),
        obligation.key.of,
        obligation.nth,
        obligation.owner.unit,
        obligation.owner.person,
        str(obligation.to),
        deadline.at,
        deadline.since,
        deadline.rule,
        deadline.rulebook,
        deadline.calendar,
        deadline.provisional,
        obligation.opened_by,
        str(obligation.ended) if obligation.ended else None,
        obligation.ended_at,
        obligation.ended_by,
        obligation.verdict_by,
    )


def step_rows(step: Step) -> list[tuple[RowKey, Values]]:
    """What one event changes: the keys and new rows of the obligations it touched.

    Every round of such an obligation gets a row, as in ``whole_life``, so that a table filled step
    by step has the very rows of one that is filled anew.
    """
    subject, before = step.after.id, step.before.obligations
    return [
        ((subject, str(key.duty), key.of, each.nth), values(subject, each))
        for key, obligation in step.after.obligations.items()
        if before.get(key) is not obligation
        for each in (obligation.rounds if obligation.earlier else (obligation,))
    ]


def whole_life(subject: str, history: Sequence[Recorded]) -> list[Span[Values]]:
    """Every row of the obligations of a matter or a proceeding, from its history in log order."""
    keys = dict.fromkeys(effect.key for each in history for effect in effects(each.fact))
    return [
        span.with_state(values(subject, each))
        for key in keys
        for span in spans(_changes(key, history))
        for each in span.state.rounds
    ]


def _changes(
    key: Key, history: Iterable[Recorded]
) -> Iterable[tuple[int, datetime, Change[Obligation]]]:
    def change(recorded: Recorded) -> Change[Obligation]:
        def apply(obligation: Obligation | None) -> Obligation | None:
            for effect in effects(recorded.fact):
                if effect.key == key:
                    obligation = after(obligation, effect, recorded.counted_at, recorded.position)
            return obligation

        return apply

    return ((each.position, each.occurred_at, change(each)) for each in history)


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation in a list, with what identifies its subject: a matter, or a proceeding.

    subject      the matter's id, or the proceeding's
    kind         the kind of proceeding; None for a matter
    received_at  when the matter came in, or the proceeding was opened
    """

    subject: str
    kind: ProceedingKind | None
    number: str
    source_number: str | None
    received_at: datetime
    duty: Duty
    of: str
    nth: int
    owner_unit: str | None
    owner_person: str | None
    owed_to: Party
    due_at: datetime
    since: datetime
    rule: str
    rulebook: str
    calendar: str
    provisional: bool
    opened_by: int
    ended: Ending | None
    ended_at: datetime | None
    ended_by: int | None
    verdict_by: int | None

    def status(self, asked_at: datetime) -> ObligationStatus:
        return status_of(self.due_at, self.ended, self.ended_at, asked_at)

    def breached(self, asked_at: datetime) -> bool:
        return breached(self.due_at, self.ended_at, asked_at)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which obligations: each given part narrows the list.

    open    still owed at the asked moment, or not
    led_by  of matters that this unit leads
    kind    of proceedings of one kind
    """

    status: ObligationStatus | None = None
    duty: Duty | None = None
    owner_unit: str | None = None
    owner_person: str | None = None
    subject: str | None = None
    breached: bool | None = None
    open: bool | None = None
    led_by: str | None = None
    kind: ProceedingKind | None = None


KEY = (datetime, str, str, str, int)
"""The order of the list: due date, subject, duty, whose, which round."""

_ROWS = """
SELECT o.subject, p.kind, coalesce(m.number, p.number) AS number, m.source_number,
       coalesce(m.received_at, p.opened_at) AS received_at, o.duty, o.of, o.nth,
       o.owner_unit, o.owner_person, o.owed_to, o.due_at, o.since, o.rule, o.rulebook, o.calendar,
       o.provisional, o.opened_by, o.ended, o.ended_at, o.ended_by, o.verdict_by
  FROM obligation o
  LEFT JOIN matter_row m ON m.matter = o.subject AND {matter_visible}
  LEFT JOIN proceeding_row p ON p.proceeding = o.subject AND {proceeding_visible}
 WHERE {visible} AND {beyond} AND {wanted}
   AND ((m.matter IS NOT NULL AND {in_view})
     OR (p.proceeding IS NOT NULL AND {proceeding_in_view}))"""
_ORDER = ("due_at", "subject", "duty", "of", "nth")

_NARROWED = {
    "duty": "o.duty = %(duty)s",
    "owner_unit": "o.owner_unit = %(owner_unit)s",
    "owner_person": "o.owner_person = %(owner_person)s",
    "subject": "o.subject = %(subject)s",
    "led_by": "m.lead = %(led_by)s",
    "kind": "p.kind = %(kind)s",
}


def obligations(connection: Connection, question: Question, wanted: Wanted) -> Page[Owed]:
    """The obligations that are wanted, by due date."""
    query, given = _asking(question, wanted)
    return page(connection, question, query, "o", _ORDER, given, _owed)


_COUNT = "SELECT count(*), count(*) FILTER (WHERE due_at <= %(as_of)s) FROM ({rows}) counted"


def counted(connection: Connection, question: Question, wanted: Wanted) -> tuple[int, int]:
    """How many obligations are wanted, and how many of them were due by the asked moment."""
    query, given = _asking(question, wanted)
    rows = query(visible=question.axes.predicate("o"), beyond="TRUE")
    found = connection.execute(
        _COUNT.format(rows=rows).encode(), question.parameters(**given)
    ).fetchone()
    return found or (0, 0)


def _asking(question: Question, wanted: Wanted) -> tuple[Callable[..., str], dict[str, object]]:
    """The query of the list, and its own parameters."""
    narrowed = [text for name, text in _NARROWED.items() if getattr(wanted, name) is not None]
    if wanted.status is not None:
        narrowed.append(status_is(wanted.status, question.axes))
    if wanted.breached is not None:
        narrowed.append(BREACHED if wanted.breached else f"NOT {BREACHED}")
    if wanted.open is not None:
        still = is_open(question.axes)
        narrowed.append(still if wanted.open else f"NOT {still}")
    query = partial(
        _ROWS.format,
        matter_visible=question.axes.predicate("m"),
        proceeding_visible=question.axes.predicate("p"),
        in_view=question.in_view("m"),
        proceeding_in_view=question.in_view_of_proceedings("p"),
        wanted=" AND ".join(narrowed) or "TRUE",
    )
    return query, {name: getattr(wanted, name) for name in _NARROWED}


BREACHED = "(o.due_at <= %(as_of)s AND (o.ended_at IS NULL OR o.due_at <= o.ended_at))"
"""SQL for ``domain.obligations.breached``, on rows of the ledger called ``o``."""


def is_open(axes: Axes) -> str:
    """SQL: whether something is still owed at the asked moment, on rows called ``o``."""
    past = not (axes.latest or axes.recent)
    return "(o.ended IS NULL OR o.ended_at > %(as_of)s)" if past else "(o.ended IS NULL)"


def status_is(status: ObligationStatus, axes: Axes) -> str:
    """SQL for ``domain.obligations.status_of``, on rows of the ledger called ``o``."""
    past = not (axes.latest or axes.recent)
    still = is_open(axes)
    over = "(o.ended = '{}' AND o.ended_at <= %(as_of)s)" if past else "o.ended = '{}'"
    done = over.format(Ending.DISCHARGED)
    return {
        ObligationStatus.OVERDUE: f"({still} AND o.due_at <= %(as_of)s)",
        ObligationStatus.PENDING: f"({still} AND o.due_at > %(as_of)s)",
        ObligationStatus.EXEMPT: over.format(Ending.EXCUSED),
        ObligationStatus.VOID: over.format(Ending.VOID),
        ObligationStatus.DONE_IN_TIME: f"({done} AND o.ended_at < o.due_at)",
        ObligationStatus.DONE_LATE: f"({done} AND o.ended_at >= o.due_at)",
    }[status]


def _owed(*row: Any) -> Owed:
    item = Owed(*row)
    return replace(
        item,
        kind=ProceedingKind(item.kind) if item.kind else None,
        duty=Duty(item.duty),
        owed_to=Party(item.owed_to),
        ended=Ending(item.ended) if item.ended else None,
    )
