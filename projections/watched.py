"""What the program watches over by itself: what is owed soon or overdue, and matters in rounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.obligations import Deadline
from domain.vocabulary import Cadence, Duty
from projections.sql import Connection
from projections.two_axes import LIVE

PAGE = 1_000

_OPEN = f"""
SELECT o.matter, o.duty, o.of, o.nth, o.due_at, o.since, o.rule, o.rulebook, o.calendar,
       o.provisional
  FROM obligation o JOIN matter_row m ON m.matter = o.matter
 WHERE {LIVE.format(t="o")} AND {LIVE.format(t="m")} AND o.ended IS NULL
   AND NOT (m.imported AND m.nature IS NULL) AND o.due_at <= %(until)s
   AND (%(after)s::timestamptz IS NULL
        OR (o.due_at, o.matter, o.duty, o.of, o.nth)
         > (%(after)s, %(matter)s, %(duty)s, %(of)s, %(nth)s))
 ORDER BY o.due_at, o.matter, o.duty, o.of, o.nth LIMIT {PAGE}"""
"""Imported messages that nobody has taken up are none of it (rules.md: never escalations)."""

_IN_ROUNDS = f"""
SELECT m.matter, m.cadence FROM matter_row m
 WHERE {LIVE.format(t="m")} AND m.cadence IS NOT NULL ORDER BY m.matter"""


@dataclass(frozen=True, slots=True)
class Watched:
    """One open obligation."""

    matter: str
    duty: Duty
    of: str
    nth: int
    deadline: Deadline


def still_owed(connection: Connection, until: datetime) -> Iterator[Watched]:
    """Everything owed now and due by ``until``, by due date, but what was imported only."""
    last: dict[str, object] = {"after": None, "matter": "", "duty": "", "of": "", "nth": 0}
    while True:
        rows = connection.execute(_OPEN.encode(), {**last, "until": until}).fetchall()
        for matter, duty, of, nth, due_at, since, rule, rulebook, calendar, provisional in rows:
            deadline = Deadline(
                at=due_at,
                since=since,
                rule=rule,
                rulebook=rulebook,
                calendar=calendar,
                provisional=provisional,
            )
            yield Watched(matter, Duty(duty), of, nth, deadline)
        if len(rows) < PAGE:
            return
        matter, duty, of, nth, due_at = rows[-1][:5]
        last = {"after": due_at, "matter": matter, "duty": duty, "of": of, "nth": nth}


def in_rounds(connection: Connection) -> list[tuple[str, Cadence]]:
    """The matters under supervision, and how often each is reported on."""
    rows = connection.execute(_IN_ROUNDS.encode()).fetchall()
    return [(matter, Cadence(cadence)) for matter, cadence in rows]
