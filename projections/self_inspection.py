"""What units found themselves, beside what others found about them (不允许发现不了问题, M13)."""

from dataclasses import dataclass
from datetime import datetime

from projections.asking import Question
from projections.sql import Connection


@dataclass(frozen=True, slots=True)
class SelfInspection:
    """One unit's findings among the matters received in a period.

    by_itself      what it brought in by self-inspection (自查)
    by_inspection  what open and undercover inspections and evaluations brought in about it
    by_complaint   other matters about it that were found substantiated, at least in part
    """

    unit: str
    by_itself: int
    by_inspection: int
    by_complaint: int

    @property
    def found_nothing(self) -> bool:
        """Whether it saw nothing where others saw something."""
        return self.by_itself == 0 and self.by_inspection + self.by_complaint > 0


_FOUND = """
WITH seen AS (
    SELECT * FROM matter_row m
     WHERE {visible} AND {in_view} AND NOT m.imported
       AND m.received_at >= %(since)s AND m.received_at < %(until)s),
found AS (
    SELECT m.receiving_unit AS unit, m.channel, m.finding FROM seen m
     WHERE m.channel = 'self_inspection' AND NOT m.about @> ARRAY['unit ' || m.receiving_unit]
    UNION ALL
    SELECT substr(a.about, 6), m.channel, m.finding FROM seen m, unnest(m.about) AS a(about)
     WHERE a.about LIKE 'unit %%')
SELECT unit, by_itself, by_inspection, by_complaint FROM (
    SELECT unit,
           count(*) FILTER (WHERE channel = 'self_inspection') AS by_itself,
           count(*) FILTER (WHERE channel = ANY(%(inspections)s)) AS by_inspection,
           count(*) FILTER (WHERE channel <> 'self_inspection'
                              AND channel <> ALL(%(inspections)s)
                              AND finding = ANY(%(substantiated)s)) AS by_complaint
      FROM found WHERE unit IS NOT NULL GROUP BY unit) counted
 WHERE by_itself + by_inspection + by_complaint > 0
 ORDER BY by_itself > 0, by_inspection + by_complaint DESC, unit"""

INSPECTIONS = ["open_inspection", "undercover_inspection", "evaluation_result"]
SUBSTANTIATED = ["substantiated", "partly_substantiated"]


def self_inspection(
    connection: Connection, question: Question, since: datetime, until: datetime
) -> list[SelfInspection]:
    """Each unit that found something or about which something was found, in matters received from
    ``since`` to before ``until``; those that found nothing themselves come first."""
    query = _FOUND.format(visible=question.axes.predicate("m"), in_view=question.in_view("m"))
    given = question.parameters(
        since=since, until=until, inspections=INSPECTIONS, substantiated=SUBSTANTIATED
    )
    rows = connection.execute(query.encode(), given).fetchall()
    return [SelfInspection(*row) for row in rows]
