"""What did not happen, or was passed on until it need not: never answered, sent on, got rid of."""

from domain.vocabulary import ObligationStatus
from projections.obligation_ledger import status_is
from projections.patterns.row import UNIT, Asking


def never_answered(asking: Asking) -> str:
    """Filings whose final answer has been overdue for long, and that nobody answered at all."""
    axes = asking.question.axes
    return f"""
SELECT m.matter AS key, {_DAYS} AS weight, ARRAY[m.number] AS numbers, {UNIT} AS unit,
       o.owner_person AS person, {_DAYS} AS days, m.received_at AS since, o.due_at AS until,
       o.opened_by AS position
  FROM obligation o JOIN matter_row m ON m.matter = o.subject AND {asking.visible}
 WHERE {axes.predicate("o")} AND o.duty = 'final_answer' AND {status_is(ObligationStatus.OVERDUE, axes)}
   AND o.due_at <= %(as_of)s - make_interval(days => %(never_answered_days)s)
   AND o.nth = 1 AND m.answered_at IS NULL"""


_DAYS = "extract(epoch FROM %(as_of)s - o.due_at) / 86400"


def rerouted(asking: Asking) -> str:
    """Matters sent to another lead, or back to where they came from, again and again."""
    return f"""
SELECT e.subject AS key, count(*) AS weight, array_agg(DISTINCT m.number) AS numbers,
       count(*) AS count, min({UNIT}) AS unit, min(e.occurred_at) AS since,
       max(e.occurred_at) AS until, min(e.position) AS position
  FROM exception_row e JOIN matter_row m ON m.matter = e.subject AND {asking.visible}
 WHERE {asking.happened} AND e.kind IN ('rerouted', 'objection_upheld')
 GROUP BY e.subject HAVING count(*) >= %(rerouted_times)s"""


def withdrawn_after_contact(asking: Asking) -> str:
    """Withdrawals soon after a unit got, opened or signed for its order."""
    return f"""
SELECT e.position::text AS key, -{_SINCE_CONTACT} AS weight, ARRAY[m.number] AS numbers,
       e.unit, e.person, {_SINCE_CONTACT} AS days, e.contact_at AS since,
       e.occurred_at AS until, e.position
  FROM exception_row e JOIN matter_row m ON m.matter = e.subject AND {asking.visible}
 WHERE {asking.happened} AND e.kind = 'withdrawal_recorded' AND e.occurred_at >= e.contact_at
   AND e.occurred_at <= e.contact_at + make_interval(days => %(withdrawn_within_days)s)"""


_SINCE_CONTACT = "extract(epoch FROM e.occurred_at - e.contact_at) / 86400"


def read_before_withdrawn(asking: Asking) -> str:
    """Who read a protected matter, took its dossier, or was shown who its complainant is, shortly
    before a withdrawal was recorded; whoever recorded it had to look, and is left out.

    Readings that are events and those of the read log count alike, by when they were.
    """
    return f"""
WITH taken_back AS (
    SELECT e.position, e.person, e.unit, e.recorded_at, m.number, 'matter-' || e.subject AS stream
      FROM exception_row e JOIN matter_row m ON m.matter = e.subject AND {asking.visible}
     WHERE {asking.happened} AND e.kind = 'withdrawal_recorded'),
reading AS (
    SELECT stream, person, kind, read_at FROM reading_row WHERE kind IN ('identity', 'dossier')
    UNION ALL
    SELECT stream, person, kind, read_at FROM read_log
     WHERE kind = 'matter' AND grounds && ARRAY['conduct', 'about'])
SELECT t.position || ' ' || r.person AS key,
       -min(extract(epoch FROM t.recorded_at - r.read_at)) AS weight, ARRAY[t.number] AS numbers,
       CASE WHEN bool_or(r.kind = 'identity') THEN 'identity'
            WHEN bool_or(r.kind = 'dossier') THEN 'dossier' ELSE 'matter' END AS what, count(*) AS count, t.unit, r.person,
       min(extract(epoch FROM t.recorded_at - r.read_at)) / 86400 AS days,
       min(r.read_at) AS since, t.recorded_at AS until, t.position
  FROM taken_back t JOIN reading r ON r.stream = t.stream AND r.person <> t.person
   AND r.read_at < t.recorded_at
   AND r.read_at >= t.recorded_at - make_interval(days => %(read_before_days)s)
 GROUP BY t.position, t.number, t.unit, t.recorded_at, r.person"""


def beyond_authority(asking: Asking) -> str:
    """Units that refuse much of what they end as others' duty."""
    return f"""
WITH ended AS (
    SELECT m.matter, m.number, {UNIT} AS unit, m.received_at,
           m.finding IS NOT DISTINCT FROM 'beyond_authority' OR m.matter IN (
               SELECT e.subject FROM exception_row e WHERE {asking.happened}
                  AND e.kind = 'refused' AND e.ground = 'other_body') AS dumped
      FROM matter_row m
     WHERE {asking.visible} AND (m.answered_at IS NOT NULL OR m.finding IS NOT NULL))
SELECT coalesce(unit, '') AS key, count(*) FILTER (WHERE dumped) AS weight,
       (array_agg(number ORDER BY number) FILTER (WHERE dumped))[:%(shown)s] AS numbers,
       count(*) FILTER (WHERE dumped) AS count, count(*) AS of, unit,
       min(received_at) FILTER (WHERE dumped) AS since, max(received_at) FILTER (WHERE dumped) AS until
  FROM ended GROUP BY unit
HAVING count(*) FILTER (WHERE dumped) >= %(beyond_authority_matters)s
   AND count(*) FILTER (WHERE dumped) >= %(beyond_authority_share)s * count(*)"""
