"""The three rates 响应率 / 解决率 / 满意率 and what stands behind them, by group and period (M40).

Every figure is per original filing: what was split off has no final answer of its own and does not
count. Where a figure could be read two ways, it is read as the complainant would.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.vocabulary import (
    CONTENT,
    FINDINGS_THAT_SOLVE,
    Channel,
    Duty,
    Nature,
    ObligationStatus,
    Term,
)
from projections.asking import Question
from projections.obligation_ledger import status_is
from projections.sql import Connection


class Grouping(Term):
    """By what filings are grouped."""

    TOTAL = "total", "合计"
    UNIT = "unit", "单位"
    PLACE = "place", "地点"
    CHANNEL = "channel", "渠道"
    NATURE = "nature", "性质"


class Period(Term):
    """By which time of receipt, Asia/Shanghai."""

    NONE = "none", "不分期"
    MONTH = "month", "月"
    QUARTER = "quarter", "季度"
    HALF_YEAR = "half_year", "半年"
    YEAR = "year", "年"


_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}


def first_day(period: Period, day: date) -> date:
    """The first day of the month, quarter, half-year or year that a day lies in."""
    months = _MONTHS[period]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


@dataclass(frozen=True, slots=True)
class Rates:
    """One group's filings in one period.

    group, period     empty where not grouped so; None for filings without that
    received          filings received
    answered_in_time, answered_late, pending, overdue, exempt   their final answers
    responded, response_base   heard from the office within the limit of the acceptance notice (an
                      imported message: of the final answer), of those who were heard from, or should
                      have been; an interim reply is no response
    solved, solution_base      solved in the complainant's own word where that is known, otherwise by
                      the finding, of those answered; not while the answer is done again. Imported
                      answers whose finding nobody knows are left out
    satisfied, asked  satisfied or basically so, of all asked, those not reached included
    """

    group: str | None
    period: str | None
    received: int
    answered_in_time: int
    answered_late: int
    pending: int
    overdue: int
    exempt: int
    responded: int
    response_base: int
    solved: int
    solution_base: int
    satisfied: int
    asked: int

    @property
    def answered(self) -> int:
        """Filings answered, in time or late."""
        return self.answered_in_time + self.answered_late

    @property
    def late(self) -> int:
        """Filings answered late, or overdue."""
        return self.answered_late + self.overdue

    @property
    def response_rate(self) -> float | None:
        return percent(self.responded, self.response_base)

    @property
    def solution_rate(self) -> float | None:
        return percent(self.solved, self.solution_base)

    @property
    def satisfaction_rate(self) -> float | None:
        return percent(self.satisfied, self.asked)


def percent(part: int, whole: int) -> float | None:
    """With one decimal, half of it upwards; None of nothing."""
    return (2000 * part + whole) // (2 * whole) / 10 if whole else None


def group_term(by: Grouping, group: str | None) -> Term | None:
    """The term that a group's name is, where it is one: a channel or a nature."""
    kinds: dict[Grouping, type[Term]] = {Grouping.CHANNEL: Channel, Grouping.NATURE: Nature}
    return kinds[by](group) if group and by in kinds else None


_GROUPS = {
    Grouping.TOTAL: "''",
    Grouping.UNIT: "COALESCE(m.lead, m.receiving_unit)",
    Grouping.PLACE: "m.place",
    Grouping.CHANNEL: "m.channel",
    Grouping.NATURE: "m.nature",
}
_DAY = "(m.received_at AT TIME ZONE 'Asia/Shanghai')"
_PERIODS = {
    Period.NONE: "''",
    Period.MONTH: f"to_char({_DAY}, 'YYYY-MM')",
    Period.QUARTER: f"to_char({_DAY}, 'YYYY-\"Q\"Q')",
    Period.HALF_YEAR: (
        f"to_char({_DAY}, 'YYYY') || CASE WHEN extract(month FROM {_DAY}) < 7"
        " THEN '-H1' ELSE '-H2' END"
    ),
    Period.YEAR: f"to_char({_DAY}, 'YYYY')",
}
_FIGURES = """
SELECT {group} AS grouped, {period} AS period, count(*),
       {finals},
       count(*) FILTER (WHERE {heard} AND {in_time}),
       count(*) FILTER (WHERE {heard} OR {missed}),
       count(*) FILTER (WHERE {answered} AND m.answered_at IS NOT NULL
                          AND coalesce(m.resolved, m.finding = ANY(%(solving)s))),
       count(*) FILTER (WHERE {answered}
                          AND (m.resolved IS NOT NULL OR m.finding IS DISTINCT FROM 'not_recorded')),
       count(*) FILTER (WHERE m.asked AND m.satisfaction = ANY(%(content)s)),
       count(*) FILTER (WHERE m.asked)
  FROM matter_row m
  JOIN obligation o ON o.subject = m.matter AND o.duty = %(final)s AND {owed}
   AND NOT EXISTS (SELECT FROM obligation later
                    WHERE later.duty = %(final)s AND later.nth > 1 AND later.nth > o.nth
                      AND later.subject = o.subject AND {later})
  LEFT JOIN obligation n ON n.subject = m.matter AND n.duty = %(notice)s AND {noticed}
   AND NOT EXISTS (SELECT FROM obligation later
                    WHERE later.duty = %(notice)s AND later.nth > 1 AND later.nth > n.nth
                      AND later.subject = n.subject AND {later})
 WHERE {visible} AND {in_view}
   AND (%(since)s::timestamptz IS NULL OR m.received_at >= %(since)s)
   AND (%(until)s::timestamptz IS NULL OR m.received_at < %(until)s)
 GROUP BY 1, 2 ORDER BY 2 NULLS FIRST, 1 NULLS FIRST"""
_COUNTED = (
    ObligationStatus.DONE_IN_TIME,
    ObligationStatus.DONE_LATE,
    ObligationStatus.PENDING,
    ObligationStatus.OVERDUE,
    ObligationStatus.EXEMPT,
)
_FIRST_DUE = "COALESCE(n.due_at, o.due_at)"
_FIRST_END = "CASE WHEN n.subject IS NULL THEN o.ended_at ELSE n.ended_at END"
_FIRST_HOW = "CASE WHEN n.subject IS NULL THEN o.ended ELSE n.ended END"


def statistics(
    connection: Connection,
    question: Question,
    by: Grouping = Grouping.TOTAL,
    period: Period = Period.NONE,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Rates]:
    """The figures of the filings received from ``since`` to before ``until``, by group and period."""
    axes = question.axes
    heard = f"({_FIRST_HOW} = 'discharged' AND {_FIRST_END} <= %(as_of)s)"
    query = _FIGURES.format(
        group=_GROUPS[by],
        period=_PERIODS[period],
        finals=", ".join(f"count(*) FILTER (WHERE {status_is(each, axes)})" for each in _COUNTED),
        heard=heard,
        in_time=f"{_FIRST_END} < {_FIRST_DUE}",
        missed=(
            f"({_FIRST_DUE} <= %(as_of)s AND ({_FIRST_END} IS NULL OR {_FIRST_DUE} <= {_FIRST_END}))"
        ),
        answered="(o.ended = 'discharged' AND o.ended_at <= %(as_of)s)",
        owed=axes.predicate("o"),
        later=axes.predicate("later"),
        noticed=axes.predicate("n"),
        visible=axes.predicate("m"),
        in_view=question.in_view("m"),
    )
    given: dict[str, Any] = {
        "final": Duty.FINAL_ANSWER.value,
        "notice": Duty.ACCEPTANCE_NOTICE.value,
        "solving": [each.value for each in FINDINGS_THAT_SOLVE],
        "content": [each.value for each in CONTENT],
        "since": since,
        "until": until,
    }
    rows = connection.execute(query.encode(), question.parameters(**given)).fetchall()
    return [Rates(*row) for row in rows]
