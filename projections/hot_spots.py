"""Where most filings come from: places, channels and classes of conduct, against the period before
(热点跟踪, M38)."""

from dataclasses import dataclass

from domain.assessment.periods import Span
from projections.asking import Question
from projections.sql import Connection
from projections.statistics import percent

MOST_SPOTS = 10

_BY = {
    "place": ("m.place", ""),
    "channel": ("m.channel", ""),
    "conduct": ("its.conduct", "CROSS JOIN LATERAL unnest(m.conduct) AS its(conduct)"),
}
_SPOTS = """
SELECT {name} AS name,
       count(*) FILTER (WHERE m.received_at >= %(since)s) AS now,
       count(*) FILTER (WHERE m.received_at < %(since)s) AS before
  FROM matter_row m {more}
 WHERE {visible} AND {in_view} AND m.whole IS NULL AND {name} IS NOT NULL
   AND m.received_at >= %(earlier)s AND m.received_at < %(until)s
 GROUP BY 1
HAVING count(*) FILTER (WHERE m.received_at >= %(since)s) > 0
 ORDER BY 2 DESC, 1 LIMIT %(most)s"""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place, channel or class: filings received in the period, and in the one before."""

    name: str
    matters: int
    before: int

    @property
    def change(self) -> float | None:
        """How much more, in percent of the period before; None where there were none."""
        more = self.matters - self.before
        part = percent(abs(more), self.before)
        return None if part is None else part if more >= 0 else -part


def hot_spots(
    connection: Connection, question: Question, by: str, span: Span, earlier: Span
) -> list[Spot]:
    """The places, channels or classes of conduct (``by``) with most filings in a period, those
    split off not counted; ``earlier`` is the period before."""
    name, more = _BY[by]
    query = _SPOTS.format(
        name=name,
        more=more,
        visible=question.axes.predicate("m"),
        in_view=question.in_view("m"),
    )
    given = question.parameters(
        since=span.since, until=span.until, earlier=earlier.since, most=MOST_SPOTS
    )
    return [Spot(*row) for row in connection.execute(query.encode(), given).fetchall()]
