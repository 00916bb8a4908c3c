"""What the program watches over by itself: what is owed soon or overdue, and matters in rounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.obligations import Deadline
from domain.vocabulary import Cadence, Duty
from projections.obligation_ledger import UNJUDGED
from projections.sql import Connection
from projections.two_axes import LIVE

PAGE = 1_000

_OPEN = f"""
SELECT o.subject, o.duty, o.of, o.nth, o.due_at, o.since, o.rule, o.rulebook, o.calendar,
       o.provisional
  FROM obligation o LEFT JOIN matter_row m ON m.matter = o.subject AND {LIVE.format(t="m")}
 WHERE {LIVE.format(t="o")} AND {{wanted}} AND o.due_at <= %(until)s
   AND (%(after)s::timestamptz IS NULL
        OR (o.due_at, o.subject, o.duty, o.of, o.nth)
         > (%(after)s, %(subject)s, %(duty)s, %(of)s, %(nth)s))
 ORDER BY o.due_at, o.subject, o.duty, o.of, o.nth LIMIT {PAGE}"""

_STILL_OWED = "o.ended IS NULL AND (m.imported AND m.nature IS NULL) IS NOT TRUE"
"""Imported messages that nobody has taken up are none of it (rules.md: never escalations)."""

_OUTDATED = f"""
SELECT DISTINCT o.subject FROM obligation o
 WHERE {LIVE.format(t="o")} AND o.provisional AND o.calendar <> %(calendar)s
   AND (o.ended IS NULL OR o.verdict_by IS NOT NULL) ORDER BY o.subject"""

_WAKING = f"""
SELECT p.proceeding, p.wakes_at FROM proceeding_row p
 WHERE {LIVE.format(t="p")} AND p.wakes_at <= %(now)s ORDER BY p.wakes_at, p.proceeding"""

_IN_ROUNDS = f"""
SELECT m.matter, m.cadence FROM matter_row m
 WHERE {LIVE.format(t="m")} AND m.cadence IS NOT NULL ORDER BY m.matter"""


@dataclass(frozen=True, slots=True)
class Watched:
    """One obligation; ``subject`` is the id of its matter, or of its proceeding."""

    subject: str
    duty: Duty
    of: str
    nth: int
    deadline: Deadline


def still_owed(connection: Connection, until: datetime) -> Iterator[Watched]:
    """Everything owed now and due by ``until``, by due date, but what was imported only."""
    return _watched(connection, _STILL_OWED, until)


def missed(connection: Connection, until: datetime) -> Iterator[Watched]:
    """Everything missed by ``until`` of which no verdict is on record, by due date."""
    return _watched(connection, UNJUDGED.format(t="o"), until)


def _watched(connection: Connection, wanted: str, until: datetime) -> Iterator[Watched]:
    query = _OPEN.format(wanted=wanted).encode()
    last: dict[str, object] = {"after": None, "subject": "", "duty": "", "of": "", "nth": 0}
    while True:
        rows = connection.execute(query, {**last, "until": until}).fetchall()
        for subject, duty, of, nth, due_at, since, rule, rulebook, calendar, provisional in rows:
            deadline = Deadline(
                at=due_at,
                since=since,
                rule=rule,
                rulebook=rulebook,
                calendar=calendar,
                provisional=provisional,
            )
            yield Watched(subject, Duty(duty), of, nth, deadline)
        if len(rows) < PAGE:
            return
        subject, duty, of, nth, due_at = rows[-1][:5]
        last = {"after": due_at, "subject": subject, "duty": duty, "of": of, "nth": nth}


def outdated(connection: Connection, calendar: str) -> list[str]:
    """Matters and proceedings, by id, of which something open or found missed was counted by a year not
    announced then, under another version of the calendar than this."""
    rows = connection.execute(_OUTDATED.encode(), {"calendar": calendar})
    return [str(subject) for (subject,) in rows]


def waking(connection: Connection, now: datetime) -> list[tuple[str, datetime]]:
    """The proceedings in which the program has a step of its own to take by now, and since when."""
    return [(each, at) for each, at in connection.execute(_WAKING.encode(), {"now": now})]


def in_rounds(connection: Connection) -> list[tuple[str, Cadence]]:
    """The matters under supervision, and how often each is reported on."""
    rows = connection.execute(_IN_ROUNDS.encode()).fetchall()
    return [(matter, Cadence(cadence)) for matter, cadence in rows]


_MONTHS = f"""
SELECT p.unit, array_agg(p.facets->>'month') FROM proceeding_row p
 WHERE {LIVE.format(t="p")} AND p.kind = 'inspection_duty' GROUP BY p.unit"""


def inspection_months(connection: Connection) -> dict[str, list[str]]:
    """By efficiency office, the months whose undercover inspection is or was owed."""
    return dict(connection.execute(_MONTHS.encode()).fetchall())


_TRANSFERS = f"""
SELECT p.proceeding FROM proceeding_row p
 WHERE {LIVE.format(t="p")} AND p.kind = 'transfer' AND p.closed_at IS NULL
 ORDER BY p.opened_at, p.proceeding"""


def transfers_under_way(connection: Connection) -> list[str]:
    """The streams of the hand-overs to other jurisdictions that are not over, the oldest first."""
    return [str(stream) for (stream,) in connection.execute(_TRANSFERS.encode())]
