"""What evaluations declared of units in a period (M35): what feeds the assessment's part of it (M34)."""

from decimal import Decimal

from domain.assessment.figures import Rating
from domain.assessment.periods import Span
from projections.sql import Connection
from projections.two_axes import Axes

_DECLARED = """
SELECT p.proceeding, p.facets->'points'
  FROM proceeding_row p
 WHERE {visible} AND p.kind = 'evaluation'
   AND p.closed_at >= %(since)s AND p.closed_at < %(until)s
 ORDER BY p.proceeding"""


def ratings(connection: Connection, axes: Axes, span: Span) -> tuple[Rating, ...]:
    """The points of every unit in each result declared in a period, as known on the axes."""
    query = _DECLARED.format(visible=axes.predicate("p"))
    given = {**axes.parameters, "since": span.since, "until": span.until}
    rows = connection.execute(query.encode(), given).fetchall()
    return tuple(
        Rating(unit, evaluation, Decimal(points))
        for evaluation, by_unit in rows
        for unit, points in sorted((by_unit or {}).items())
    )
