"""What was done just before a due date: ended, or the due date itself changed; and who approved it."""

from domain.vocabulary import ExceptionKind, ObligationStatus
from projections.exceptions import NEAR
from projections.obligation_ledger import status_is
from projections.patterns.row import UNIT, Asking

CHANGING = tuple(
    each.value
    for each in (
        ExceptionKind.EXTENDED,
        ExceptionKind.PAUSED,
        ExceptionKind.RECLASSIFIED,
        ExceptionKind.CHANNEL_CHANGED,
        ExceptionKind.RECEIPT_MOVED,
    )
)
_CHANGING = ", ".join(f"'{each}'" for each in CHANGING)


def ended_near_due(asking: Asking) -> str:
    """By unit: final answers given shortly before they were due, of all that were given in time."""
    axes = asking.question.axes
    return f"""
WITH given AS (
    SELECT m.number, {UNIT} AS unit, o.ended_at, o.ended_by,
           o.due_at - o.ended_at AS ahead
      FROM obligation o JOIN matter_row m ON m.matter = o.subject AND {asking.visible}
     WHERE {axes.predicate("o")} AND o.duty = 'final_answer'
       AND {status_is(ObligationStatus.DONE_IN_TIME, axes)})
SELECT coalesce(unit, '') AS key, count(*) FILTER (WHERE ahead <= %(near)s) AS weight,
       (array_agg(number ORDER BY number) FILTER (WHERE ahead <= %(near)s))[:%(shown)s] AS numbers,
       count(*) FILTER (WHERE ahead <= %(near)s) AS count, count(*) AS of, unit,
       extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY ahead)) / 86400 AS days,
       min(ended_at) FILTER (WHERE ahead <= %(near)s) AS since,
       max(ended_at) FILTER (WHERE ahead <= %(near)s) AS until,
       min(ended_by) FILTER (WHERE ahead <= %(near)s) AS position
  FROM given GROUP BY unit HAVING count(*) FILTER (WHERE ahead <= %(near)s) > 0"""


def changed_near_due(asking: Asking) -> str:
    """Extensions, pauses, changes of class, channel or receipt shortly before the due date."""
    return f"""
SELECT e.position || ' ' || e.kind AS key, -{_AHEAD} AS weight, e.kind AS what,
       ARRAY[m.number] AS numbers, e.unit, e.approver AS person, {_AHEAD} AS days,
       e.recorded_at AS since, e.due_at AS until, e.position
  FROM exception_row e JOIN matter_row m ON m.matter = e.subject AND {asking.visible}
 WHERE {asking.happened} AND e.kind IN ({_CHANGING}) AND {NEAR}"""


_AHEAD = "extract(epoch FROM e.due_at - e.recorded_at) / 86400"


def extensions_by_approver(asking: Asking) -> str:
    """Who approved how many of all extensions, and how late: days before the due date, in the middle."""
    return f"""
WITH extended AS (
    SELECT e.approver, e.position, e.due_at, e.recorded_at, m.number, {NEAR} AS near
      FROM exception_row e JOIN matter_row m ON m.matter = e.subject AND {asking.visible}
     WHERE {asking.happened} AND e.kind = 'extended')
SELECT coalesce(approver, '') AS key, count(*) AS weight,
       (array_agg(DISTINCT number ORDER BY number))[:%(shown)s] AS numbers, count(*) AS count,
       (SELECT count(*) FROM extended) AS of, count(*) FILTER (WHERE near) AS near,
       approver AS person,
       extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY due_at - recorded_at))
           / 86400 AS days,
       min(recorded_at) AS since, max(recorded_at) AS until, min(position) AS position
  FROM extended GROUP BY approver"""
