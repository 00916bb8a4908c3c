"""The signs of the watchlist: complaints about conduct and breaches, by whom they are about (M23)."""

from collections import defaultdict
from datetime import datetime

from domain.matter.stream import matter_stream
from domain.supervision.watchlist.signs import Sign, Signs, Subject
from domain.vocabulary import Duty, ProceedingKind, WatchSign, WatchStage, WatchSubject
from projections.sql import Connection
from projections.two_axes import LIVE

_COMPLAINTS = f"""
SELECT a.about, m.matter, m.received_at, m.finding
  FROM matter_row m, unnest(m.about) AS a(about)
 WHERE {LIVE.format(t="m")} AND m.about <> ARRAY[]::text[] AND m.received_at > %(since)s
   AND m.nature = 'conduct' AND NOT m.imported"""

_BREACHES = f"""
SELECT o.owner_unit, o.owner_person, o.subject, o.duty, o.of, o.nth, o.due_at, m.matter IS NOT NULL
  FROM obligation o LEFT JOIN matter_row m ON m.matter = o.subject AND {LIVE.format(t="m")}
 WHERE {LIVE.format(t="o")} AND o.verdict_by IS NOT NULL AND o.due_at > %(since)s
   AND (o.ended_at IS NULL OR o.due_at <= o.ended_at) AND m.imported IS NOT TRUE"""

SUBSTANTIATED = ("substantiated", "partly_substantiated")


def watch_signs(connection: Connection, since: datetime) -> Signs:
    """Every sign after a moment; those of imported matters are none (rules.md: never scores, never
    accountability)."""
    found: dict[Subject, list[Sign]] = defaultdict(list)
    given = {"since": since}
    for about, matter, received_at, finding in connection.execute(_COMPLAINTS.encode(), given):
        kind, _, code = about.partition(" ")
        subject = (WatchSubject(kind), code)
        life = matter_stream(matter)
        said = {"at": received_at, "life": life}
        found[subject].append(Sign(sign=WatchSign.COMPLAINTS_RECEIVED, **said))
        if finding in SUBSTANTIATED:
            found[subject].append(Sign(sign=WatchSign.COMPLAINTS_SUBSTANTIATED, **said))
    for row in connection.execute(_BREACHES.encode(), given):
        unit, person, life, duty, of, nth, due_at, is_matter = row
        sign = Sign(
            sign=WatchSign.BREACHES,
            at=due_at,
            life=matter_stream(life) if is_matter else life,
            duty=Duty(duty),
            of=of,
            nth=nth,
        )
        for owner in ((WatchSubject.UNIT, unit), (WatchSubject.PERSON, person)):
            if owner[1] is not None:
                found[owner].append(sign)
    return found


_ENTRIES = f"""
SELECT p.proceeding, p.stage, (p.facets->>'times')::integer,
       (p.facets->>'taken_off_at')::timestamptz
  FROM proceeding_row p
 WHERE {LIVE.format(t="p")} AND p.kind = '{ProceedingKind.WATCH.value}'"""


def watch_entries(connection: Connection) -> dict[str, tuple[bool, int, datetime | None]]:
    """Every entry there is or was: whether it is on, how often it was put on, when taken off."""
    rows = connection.execute(_ENTRIES.encode()).fetchall()
    return {each: (stage == WatchStage.ON, times, off) for each, stage, times, off in rows}
