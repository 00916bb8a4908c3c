"""What each channel says it received on a day, against what was registered (M10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.envelope import Recorded
from domain.manifests.events import ManifestCorrected, ManifestRecorded
from domain.manifests.state import PREFIX
from domain.vocabulary import Channel
from domain.working_days import SHANGHAI
from projections.asking import Question
from projections.copying import text_array
from projections.sql import Connection
from projections.table import BatchWriter, Table

TABLE = Table(
    name="manifest_row",
    key=("channel", "day"),
    columns="""
    channel     text    NOT NULL,
    day         text    NOT NULL,
    said        integer NOT NULL,
    numbers     text[],
    counted_by  text    NOT NULL,
    recorded_by text    NOT NULL,
    corrections integer NOT NULL""",
    indexes=("CREATE INDEX ON {t} (day) WHERE cut_position IS NULL",),
)


def write(batch: Iterable[Recorded], writer: BatchWriter) -> None:
    """Every manifest recorded or corrected in a batch. Each says the whole, so nothing is folded."""
    for each in batch:
        fact = each.fact
        if isinstance(fact, ManifestRecorded | ManifestCorrected):
            key = (fact.channel.value, fact.day.isoformat())
            numbers = None if fact.source_numbers is None else text_array(fact.source_numbers)
            said = (fact.count, numbers, fact.counted_by, each.actor.person, each.version - 1)
            writer.step(key, (*key, *said), each.position, each.occurred_at)


def are_there(batch: Iterable[Recorded]) -> list[Recorded]:
    """The events of a batch that are about manifests."""
    return [each for each in batch if each.stream.startswith(PREFIX)]


@dataclass(frozen=True, slots=True)
class ManifestDay:
    """One channel on one day, Asia/Shanghai.

    said         what the channel says it received; None where there is no manifest of that day,
                 though there is one of an earlier day
    registered   filings of that channel received on that day; None where nothing is said
    missing      its numbers that no filing has: never entered
    elsewhere    its numbers entered under another channel or day only
    surplus      numbers of filings of that channel and day that the manifest does not name
    corrections  how often the manifest was corrected
    """

    channel: Channel
    day: date
    said: int | None
    registered: int | None
    missing: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    counted_by: str | None = None
    recorded_by: str | None = None
    corrections: int = 0

    @property
    def name(self) -> str:
        """``hotline 2026-03-02``."""
        return f"{self.channel.value} {self.day.isoformat()}"

    @property
    def differs(self) -> bool:
        """Whether what is said and what was registered are not the same; also where nothing is."""
        named = self.missing or self.elsewhere or self.surplus
        return self.said is None or self.said != self.registered or bool(named)


_DAYS = """
WITH said AS (
    SELECT x.* FROM manifest_row x
     WHERE {said} AND x.day >= %(first)s AND x.day <= %(last)s),
entered AS (
    SELECT m.channel, m.number, m.source_number, {seen} AS seen,
           to_char(m.received_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day
      FROM matter_row m
     WHERE {filed} AND m.final_due_at IS NOT NULL
       AND m.received_at >= %(since)s AND m.received_at < %(until)s),
counted AS (
    SELECT channel, day, count(*) AS n FROM entered GROUP BY 1, 2),
named AS (
    SELECT x.channel, x.day, its.number, EXISTS (
               SELECT FROM matter_row m WHERE m.source_number = its.number AND {filed}) AS anywhere
      FROM said x, unnest(x.numbers) AS its(number)
     WHERE NOT EXISTS (SELECT FROM entered e WHERE e.channel = x.channel AND e.day = x.day
                          AND e.source_number = its.number)),
lacking AS (
    SELECT channel, day, array_agg(number ORDER BY number) FILTER (WHERE NOT anywhere) AS missing,
           array_agg(number ORDER BY number) FILTER (WHERE anywhere) AS elsewhere
      FROM named GROUP BY 1, 2),
more AS (
    SELECT e.channel, e.day, array_agg(e.number ORDER BY e.number) AS surplus
      FROM (SELECT *, row_number() OVER (PARTITION BY channel, day, source_number
                                         ORDER BY number) AS nth FROM entered) e
      JOIN said x ON x.channel = e.channel AND x.day = e.day AND x.numbers IS NOT NULL
     WHERE e.seen AND (e.source_number IS NULL OR e.nth > 1
                       OR e.source_number <> ALL(x.numbers))
     GROUP BY 1, 2),
begun AS (
    SELECT x.channel, min(x.day) AS first FROM manifest_row x WHERE {said} GROUP BY 1),
silent AS (
    SELECT b.channel, to_char(d, 'YYYY-MM-DD') AS day
      FROM begun b, generate_series(greatest(b.first, %(first)s)::timestamp,
                                    least(%(over)s, %(last)s)::timestamp, interval '1 day') AS d)
SELECT channel, day, x.said, CASE WHEN x.said IS NOT NULL THEN coalesce(c.n, 0) END,
       l.missing, l.elsewhere, m.surplus, x.counted_by, x.recorded_by, coalesce(x.corrections, 0)
  FROM said x FULL JOIN silent USING (channel, day)
  LEFT JOIN counted c USING (channel, day)
  LEFT JOIN lacking l USING (channel, day)
  LEFT JOIN more m USING (channel, day)
 ORDER BY day, channel"""


def manifests(
    connection: Connection, question: Question, first: date, last: date
) -> list[ManifestDay]:
    """Each channel and day from ``first`` to ``last`` that has a manifest, and each day without one
    that is over, from a channel's first manifest on.

    Counts and missing numbers are of everything registered: what was entered is not missing,
    whoever asks. Numbers of filings are shown within the asker's view only.
    """
    axes = question.axes
    query = _DAYS.format(
        said=axes.predicate("x"), filed=axes.predicate("m"), seen=question.in_view("m")
    )
    given = question.parameters(
        first=first.isoformat(),
        last=last.isoformat(),
        over=(axes.as_of.astimezone(SHANGHAI).date() - timedelta(days=1)).isoformat(),
        since=_midnight(first),
        until=_midnight(last + timedelta(days=1)),
    )
    return [_day(*row) for row in connection.execute(query.encode(), given).fetchall()]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, SHANGHAI)


def _day(
    channel: str, day: str, said: int | None, registered: int | None, *rest: Any
) -> ManifestDay:
    *numbers, counted_by, recorded_by, corrections = rest
    missing, elsewhere, surplus = (tuple(each or ()) for each in numbers)
    return ManifestDay(
        channel=Channel(channel),
        day=date.fromisoformat(day),
        said=said,
        registered=registered,
        missing=missing,
        elsewhere=elsewhere,
        surplus=surplus,
        counted_by=counted_by,
        recorded_by=recorded_by,
        corrections=corrections,
    )
