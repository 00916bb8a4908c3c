"""Points that the program has yet to enter or to take back: what stands, beside what is entered (M34)."""

from collections.abc import Collection

from domain.assessment.scores.entries import PREFIX
from domain.matter.stream import PREFIX as MATTER
from domain.vocabulary import Duty, LeadStage
from projections.sql import Connection
from projections.two_axes import LIVE

_MISSED = "({o}.ended_at IS NULL OR {o}.due_at <= {o}.ended_at)"
_ENTERED_ON = (
    "SELECT FROM score_entry e"
    " WHERE e.cut_position IS NULL AND e.entered_by = %(program)s AND e.event = "
)
"""By the program: what people entered on it by another row keeps nothing of it away."""

_JUDGED = f"""
SELECT p.judgement, replace(j.who, ' ', ':')
  FROM proceeding_row p, unnest(p.judged) AS j(who)
 WHERE {LIVE.format(t="p")} AND p.judgement IS NOT NULL
   AND NOT EXISTS ({_ENTERED_ON} p.judgement
                      AND e.ledger = '{PREFIX}' || replace(j.who, ' ', ':'))
 ORDER BY p.judgement, j.who"""

_BREACHES = f"""
SELECT o.verdict_by
  FROM obligation o LEFT JOIN matter_row m ON m.matter = o.subject AND {LIVE.format(t="m")}
 WHERE {LIVE.format(t="o")} AND o.verdict_by IS NOT NULL AND o.duty = ANY(%(duties)s)
   AND {_MISSED.format(o="o")} AND m.imported IS NOT TRUE
   AND NOT EXISTS ({_ENTERED_ON} o.verdict_by)
 ORDER BY o.verdict_by"""

_FALLEN = f"""
SELECT e.ledger, e.position
  FROM score_entry e
 WHERE e.cut_position IS NULL AND e.reverses IS NULL AND e.share_of IS NULL
   AND NOT EXISTS (SELECT FROM score_entry r
                    WHERE r.cut_position IS NULL AND r.reverses = e.position AND r.ledger = e.ledger)
   AND (EXISTS (SELECT FROM obligation o
                 WHERE {LIVE.format(t="o")} AND o.verdict_by = e.event
                   AND o.subject = regexp_replace(e.source, '^{MATTER}', '')
                   AND NOT {_MISSED.format(o="o")})
     OR EXISTS (SELECT FROM proceeding_row p
                 WHERE {LIVE.format(t="p")} AND p.proceeding = e.source
                   AND (p.dropped
                     OR p.kind IN ('case', 'bulletin') AND e.entered_by = %(program)s
                        AND p.judgement IS DISTINCT FROM e.event
                     OR p.kind = 'lead' AND p.stage = '{LeadStage.CASE_OPENED}'
                        AND EXISTS (SELECT FROM proceeding_row c
                                     WHERE {LIVE.format(t="c")} AND c.kind = 'case' AND c.dropped
                                       AND c.proceeding = ANY(p.links)))))
 ORDER BY e.position"""


def judged(connection: Connection, program: str) -> list[tuple[int, str]]:
    """What stands of somebody without an entry of the program in their ledger: the event, and the
    holder as ``unit:housing`` or ``person:li-na``. What no row gives points for is always among it."""
    rows = connection.execute(_JUDGED.encode(), {"program": program})
    return [(event, who) for event, who in rows]


def unscored_breaches(connection: Connection, duties: Collection[Duty], program: str) -> list[int]:
    """The verdicts that such a duty was missed on which the program entered nothing; none of imported
    matters."""
    given = {"duties": [each.value for each in duties], "program": program}
    return [verdict for (verdict,) in connection.execute(_BREACHES.encode(), given)]


def fallen(connection: Connection, program: str) -> list[tuple[str, int]]:
    """What was entered on something that no longer stands, by ledger and position; by ``program`` also
    what its event no longer gives."""
    rows = connection.execute(_FALLEN.encode(), {"program": program})
    return [(ledger, position) for ledger, position in rows]
