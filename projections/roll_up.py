"""The roll-up (M39): how it stands with each jurisdiction of a tree, from each one's own read tables.

One row for each, united with UNION ALL: nothing is joined across jurisdictions, and only counts come
out of another one's tables.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from psycopg import ClientCursor

from domain.vocabulary import Duty, ObligationStatus
from projections.answer_status import NAMES, counting
from projections.asking import Question
from projections.obligation_ledger import status_is
from projections.sql import Connection
from projections.two_axes import Axes

_ROW = """
SELECT %(jurisdiction)s::text, {names},
       (SELECT count(*) FROM {schema}obligation o WHERE {visible} AND {overdue}),
       (SELECT count(*) FROM {schema}proceeding_row p
         WHERE {handed_over} AND p.kind = 'transfer' AND p.stage = 'sent')
  FROM ({answers}) answers"""


@dataclass(frozen=True, slots=True)
class Figures:
    """One jurisdiction's figures: those of its own ``status``, and its own ledger.

    matters         received, and owing an answer
    overdue_duties  duties of any kind, of matters and proceedings, that are overdue
    transfers_unreceived  hand-overs to other jurisdictions that have not arrived there
    """

    matters: int
    answered_in_time: int
    answered_late: int
    pending: int
    overdue: int
    exempt: int
    overdue_duties: int
    transfers_unreceived: int


@dataclass(frozen=True, slots=True)
class Source:
    """Whose tables, and on which axes; ``schema`` is that jurisdiction's."""

    jurisdiction: str
    schema: str
    axes: Axes


def roll_up(connection: Connection, sources: Sequence[Source]) -> dict[str, Figures]:
    """The figures of each jurisdiction."""
    if not sources:
        return {}
    cursor = ClientCursor(connection)
    rows = [cursor.mogrify(_row(each).encode(), _parameters(each)) for each in sources]
    found = connection.execute(" UNION ALL ".join(rows).encode()).fetchall()
    return {row[0]: Figures(sum(row[1 : len(NAMES) + 1]), *row[1:]) for row in found}


def total(figures: Sequence[Figures]) -> Figures:
    """Those of several together."""
    columns = zip(*map(astuple, figures), strict=True)
    return Figures(*map(sum, columns)) if figures else Figures(0, 0, 0, 0, 0, 0, 0, 0)


def _row(source: Source) -> str:
    schema = f"{source.schema}."
    return _ROW.format(
        names=", ".join(NAMES),
        schema=schema,
        visible=source.axes.predicate("o"),
        handed_over=source.axes.predicate("p"),
        overdue=status_is(ObligationStatus.OVERDUE, source.axes),
        answers=counting(Question(source.axes), schema),
    )


def _parameters(source: Source) -> dict[str, object]:
    duty = Duty.FINAL_ANSWER.value
    return Question(source.axes).parameters(duty=duty, jurisdiction=source.jurisdiction)
