"""Which matters may say the same as one: the same complainant, or nearly the same gist (M03).

A hint for people, never a decision. What is compared are keyed hashes, as in ``text_search``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from domain.vocabulary import FeedbackState
from projections.asking import Question
from projections.feedback_status import state_sql
from projections.sql import Connection

MOST = 20
ALIKE = 0.5
NEAR = timedelta(days=180)
"""How long before and after a receipt a gist that is alike means something."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A matter that may say the same.

    same_contact  the same way to reach the complainant was given
    alike         how much of the gist is the same, of 1: twice the pairs of characters that both
                  have, divided by the pairs of both
    """

    matter: str
    number: str
    source_number: str | None
    state: FeedbackState
    received_at: datetime
    lead: str | None
    same_contact: bool
    alike: float


_ROWS = """
WITH alike AS (
    SELECT t.matter, t.kind = 'contact' AS contact,
           2.0 * cardinality(ARRAY(
               SELECT unnest(t.grams) INTERSECT SELECT unnest(%(gist)s::int4[])))
               / (cardinality(t.grams) + cardinality(%(gist)s::int4[])) AS alike
      FROM text_row t
     WHERE t.position <= %(known_by)s AND t.occurred_at <= %(as_of)s
       AND ((t.kind = 'contact' AND t.grams && %(contact)s::int4[])
         OR (t.nth = 0 AND t.kind = ANY(%(receipts)s) AND t.grams && %(gist)s::int4[]))),
found AS (
    SELECT matter, bool_or(contact) AS same_contact,
           coalesce(max(alike) FILTER (WHERE NOT contact), 0) AS alike
      FROM alike WHERE contact OR alike >= %(least)s GROUP BY matter)
SELECT m.matter, m.number, m.source_number, {state}, m.received_at, m.lead, f.same_contact, f.alike
  FROM found f JOIN matter_row m ON m.matter = f.matter
 WHERE {visible} AND {in_view} AND m.whole IS NULL AND m.matter <> %(matter)s
   AND (f.same_contact OR m.received_at BETWEEN %(since)s AND %(until)s)
 ORDER BY f.same_contact DESC, f.alike DESC, m.received_at DESC, m.matter LIMIT %(most)s"""

RECEIPTS = ("matter.received", "matter.imported")


def repeats(
    connection: Connection,
    question: Question,
    matter: str,
    received_at: datetime,
    gist: Sequence[int],
    contact: Sequence[int],
) -> list[Repeat]:
    """Matters other than this one that may say the same, the likeliest first, at most ``MOST``.

    gist     the numbers of the pairs of characters of its gist
    contact  the number of its complainant's contact; empty where there is none
    """
    query = _ROWS.format(
        state=state_sql("m"),
        visible=question.axes.predicate("m"),
        in_view=question.in_view("m"),
    )
    given: dict[str, Any] = {
        "matter": matter,
        "gist": list(gist),
        "contact": list(contact),
        "receipts": list(RECEIPTS),
        "least": ALIKE,
        "since": received_at - NEAR,
        "until": received_at + NEAR,
        "most": MOST,
    }
    rows = connection.execute(query.encode(), question.parameters(**given)).fetchall()
    return [_repeat(*row) for row in rows]


def _repeat(*columns: Any) -> Repeat:
    row = Repeat(*columns)
    return replace(row, state=FeedbackState(row.state), alike=round(float(row.alike), 2))
