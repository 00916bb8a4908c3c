"""What a settlement counts from the ledger of obligations, unit by unit (M34).

A due date on the last day of a period is its last instant: due dates count from after the first
instant of a period up to the first one past it. Imported matters count for nothing.
"""

from collections import defaultdict

from domain.assessment.figures import Count
from domain.assessment.periods import Span
from domain.assessment.score_rules import RateRow
from domain.vocabulary import Duty
from projections.sql import Connection
from projections.two_axes import Axes

_DUE = """
SELECT o.owner_unit, o.opened_by, {counted}
  FROM obligation o
  JOIN matter_row m ON m.matter = o.subject AND NOT m.imported AND {matters}
 WHERE {visible} AND o.duty = %(duty)s AND o.owner_unit IS NOT NULL
   AND o.due_at > %(since)s AND o.due_at <= %(until)s
   AND (o.ended IN ('void', 'excused') AND o.ended_at < o.due_at) IS NOT TRUE
 ORDER BY o.owner_unit, o.opened_by"""
_LATE = "(o.ended_at IS NULL OR o.ended_at >= o.due_at)"
_UNREPORTED = f"""({_LATE} AND NOT EXISTS (
        SELECT FROM obligation d
         WHERE d.subject = o.subject AND d.duty = %(difficulty)s AND d.since < o.due_at AND {{told}}))"""


def count(connection: Connection, axes: Axes, span: Span, name: str, row: RateRow) -> list[Count]:
    """What one row counts, for each unit that had something due."""
    counted = _LATE if row.count == "late" else _UNREPORTED.format(told=axes.predicate("d"))
    query = _DUE.format(counted=counted, matters=axes.predicate("m"), visible=axes.predicate("o"))
    given = {
        **axes.parameters,
        "duty": row.duty.value,
        "difficulty": Duty.DIFFICULTY_DECISION.value,
        "since": span.since,
        "until": span.until,
    }
    base: dict[str, int] = defaultdict(int)
    found: dict[str, list[int]] = defaultdict(list)
    for unit, opened_by, counts in connection.execute(query.encode(), given).fetchall():
        base[unit] += 1
        if counts:
            found[unit].append(opened_by)
    return [Count(unit, name, base[unit], tuple(found[unit])) for unit in sorted(base)]
