"""Periods of assessment: half-years, years, quarters and months, by their names."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal, NamedTuple

from pydantic import StringConstraints

from domain.working_days import SHANGHAI, shanghai_day

HALF = r"20[0-9]{2}-H[12]"
YEAR = r"20[0-9]{2}"
MONTH = r"20[0-9]{2}-(0[1-9]|1[0-2])"
QUARTER = r"20[0-9]{2}-Q[1-4]"

Half = Annotated[str, StringConstraints(pattern=f"^{HALF}$")]
"""A half-year: ``2026-H1``."""

Settled = Annotated[str, StringConstraints(pattern=f"^({HALF}|{YEAR})$")]
"""What scores are settled for: a half-year, or a year."""

Reported = Annotated[str, StringConstraints(pattern=f"^({MONTH}|{QUARTER})$")]
"""What a report is about: a month ``2026-03``, or a quarter ``2026-Q1``."""


Period = Annotated[str, StringConstraints(pattern=f"^({MONTH}|{QUARTER}|{HALF}|{YEAR})$")]
"""Any of them."""

Every = Literal["month", "quarter", "half_year", "year"]


class Span(NamedTuple):
    """From the first instant to the first one past it, Asia/Shanghai."""

    since: datetime
    until: datetime

    @property
    def last_day(self) -> date:
        return shanghai_day(self.until - timedelta(microseconds=1))


def half_of(moment: datetime) -> str:
    """The half-year that a moment lies in, Asia/Shanghai."""
    day = shanghai_day(moment)
    return f"{day.year}-H{1 if day.month <= 6 else 2}"


def halves_of(year: str) -> tuple[str, str]:
    """The two half-years of a year."""
    return f"{year}-H1", f"{year}-H2"


def span_of(period: str) -> Span:
    """From when to when a period lasts; ``period`` is a name as above."""
    year, _, part = period.partition("-")
    first, months = _months(part)
    begin = int(year) * 12 + first
    return Span(_first_of(begin), _first_of(begin + months))


def before(period: str) -> Span:
    """The period of the same length before."""
    year, _, part = period.partition("-")
    first, months = _months(part)
    begin = int(year) * 12 + first
    return Span(_first_of(begin - months), _first_of(begin))


def every(period: str) -> Every:
    """How often there is a period of its length."""
    _, _, part = period.partition("-")
    by_letter: dict[str, Every] = {"": "year", "H": "half_year", "Q": "quarter"}
    return by_letter.get(part[:1], "month")


def ended(how_often: Every, since: datetime, until: datetime) -> Iterator[str]:
    """The periods that ended after a moment, and by another one, in order."""
    for year in range(shanghai_day(since).year, shanghai_day(until).year + 1):
        for name in _of_year(how_often, year):
            if since < span_of(name).until <= until:
                yield name


def _of_year(how_often: Every, year: int) -> list[str]:
    match how_often:
        case "month":
            return [f"{year}-{month:02d}" for month in range(1, 13)]
        case "quarter":
            return [f"{year}-Q{quarter}" for quarter in range(1, 5)]
        case "half_year":
            return [*halves_of(str(year))]
        case "year":
            return [str(year)]


def is_year(period: str) -> bool:
    return re.fullmatch(YEAR, period) is not None


def _months(part: str) -> tuple[int, int]:
    """With which month of the year (from 0) a part begins, and how many months it has."""
    if not part:
        return 0, 12
    if part[0] in "HQ":
        months = 6 if part[0] == "H" else 3
        return (int(part[1:]) - 1) * months, months
    return int(part) - 1, 1


def _first_of(month: int) -> datetime:
    """Midnight before the first day of a month, counted from the year 0."""
    return datetime.combine(date(month // 12, month % 12 + 1, 1), time.min, SHANGHAI)
