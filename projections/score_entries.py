"""Every point in every ledger, on both axes: one row for each entry (M34)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.assessment.scores.entries import Entry, entries, holder_of
from domain.envelope import Recorded
from projections.asking import Question
from projections.sql import Connection
from projections.table import BatchWriter, Table
from projections.two_axes import Axes
from projections.view import PROCEEDINGS

TABLE = Table(
    name="score_entry",
    key=("ledger", "position"),
    columns="""
    ledger    text          NOT NULL,
    position  bigint        NOT NULL,
    half      text          NOT NULL,
    row       text          NOT NULL,
    rule      text          NOT NULL,
    points    numeric       NOT NULL,
    event     bigint,
    source    text,
    reverses  bigint,
    share_of  text,
    entered_at timestamptz  NOT NULL,
    entered_by text         NOT NULL""",
    indexes=(
        "CREATE INDEX ON {t} (half, ledger) WHERE cut_position IS NULL",
        "CREATE INDEX ON {t} (event) WHERE cut_position IS NULL",
        "CREATE INDEX ON {t} (reverses) WHERE cut_position IS NULL AND reverses IS NOT NULL",
    ),
)


def are_there(batch: Iterable[Recorded]) -> list[tuple[Recorded, Entry]]:
    """What the events of a batch enter."""
    return [(recorded, each) for recorded in batch for each in entries(recorded)]


def write(made: Iterable[tuple[Recorded, Entry]], writer: BatchWriter) -> None:
    """Each entry is there from its own place on, for ever: nothing ends one."""
    for recorded, each in made:
        row = (
            each.ledger,
            each.position,
            each.half,
            each.row,
            each.rule,
            each.points,
            each.event,
            each.source,
            each.reverses,
            each.share_of,
            recorded.occurred_at,
            recorded.actor.person,
        )
        writer.step((each.ledger, each.position), row, recorded.position, recorded.occurred_at)


@dataclass(frozen=True, slots=True)
class Score:
    """Where one ledger stands in a half-year; without an entry at its base.

    points  the sum of the entries, each with its sign
    """

    unit: str | None
    person: str | None
    entries: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry in a list."""

    ledger: str
    position: int
    half: str
    row: str
    rule: str
    points: Decimal
    event: int | None
    source: str | None
    reverses: int | None
    share_of: str | None
    entered_at: datetime
    entered_by: str


_COLUMNS = "ledger, position, half, row, rule, points, event, source, reverses, share_of"
_ENTRIES = """
SELECT e.{columns}, e.entered_at, e.entered_by
  FROM score_entry e
 WHERE {visible} AND {in_view} AND e.half = %(half)s
   AND (%(ledger)s::text IS NULL OR e.ledger = %(ledger)s)
 ORDER BY e.ledger, e.position"""
_SCORES = """
SELECT e.ledger, count(*), sum(e.points)
  FROM score_entry e
 WHERE {visible} AND {in_view} AND e.half = %(half)s
 GROUP BY e.ledger ORDER BY e.ledger"""


def _in_view(question: Question) -> str:
    """SQL that keeps the entries of ledgers that the asker may know of, as those stand now."""
    seen = question.view.rows_of_proceedings("p", latest=True)
    rows, name = PROCEEDINGS
    live = "p.cut_position IS NULL AND p.until_time IS NULL"
    return f"e.ledger IN (SELECT p.{name} FROM {rows} p WHERE {live} AND {seen})"


def scores(connection: Connection, question: Question, half: str) -> list[Score]:
    """The sums of every ledger with an entry in a half-year, by ledger."""
    query = _SCORES.format(visible=question.axes.predicate("e"), in_view=_in_view(question))
    rows = connection.execute(query.encode(), question.parameters(half=half)).fetchall()
    return [Score(*holder_of(ledger), count, points) for ledger, count, points in rows]


def entries_of(
    connection: Connection, question: Question, half: str, ledger: str | None = None
) -> list[EntryRow]:
    """The entries of a half-year, of one ledger or of all in view, in their order."""
    query = _ENTRIES.format(
        columns=_COLUMNS.replace(", ", ", e."),
        visible=question.axes.predicate("e"),
        in_view=_in_view(question),
    )
    given = question.parameters(half=half, ledger=ledger)
    return [EntryRow(*row) for row in connection.execute(query.encode(), given).fetchall()]


def all_entries(connection: Connection, axes: Axes, half: str) -> tuple[Entry, ...]:
    """Every entry of a half-year on the axes, whoever asks: what a settlement freezes."""
    query = f"""SELECT {_COLUMNS} FROM score_entry e
         WHERE {axes.predicate("e")} AND e.half = %(half)s ORDER BY e.ledger, e.position"""
    rows = connection.execute(query.encode(), {**axes.parameters, "half": half}).fetchall()
    return tuple(Entry(ledger, position, *rest) for ledger, position, *rest in rows)
