"""The periods of supervision: weeks, ten-day thirds of a month (旬: 1-10, 11-20, 21-end), months."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from domain.vocabulary import Cadence

TEN_DAYS_BEGIN = (1, 11, 21)


class Period(NamedTuple):
    """A period with its name: ``2026-W10``, ``2026-03-X1`` (first ten days) or ``2026-03``."""

    name: str
    first: date
    last: date


def period_of(cadence: Cadence, day: date) -> Period:
    """The period of a cadence in which a day lies; weeks begin on Monday."""
    match cadence:
        case Cadence.WEEKLY:
            year, week, weekday = day.isocalendar()
            first = day - timedelta(days=weekday - 1)
            return Period(f"{year}-W{week:02d}", first, first + timedelta(days=6))
        case Cadence.TEN_DAYS:
            third = min((day.day - 1) // 10, 2)
            first = day.replace(day=TEN_DAYS_BEGIN[third])
            last = _last_of_month(day) if third == 2 else first + timedelta(days=9)
            return Period(f"{day:%Y-%m}-X{third + 1}", first, last)
        case Cadence.MONTHLY:
            return Period(f"{day:%Y-%m}", day.replace(day=1), _last_of_month(day))


def periods_between(cadence: Cadence, since: date, until: date) -> tuple[Period, ...]:
    """Every period from the one of ``since`` to the one of ``until``, in order."""
    found = [period_of(cadence, since)]
    while found[-1].last < until:
        found.append(period_of(cadence, found[-1].last + timedelta(days=1)))
    return tuple(found)


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
