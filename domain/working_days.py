"""Counting time as the offices do: working days of the State Council's calendar, Asia/Shanghai.

The day of the triggering event does not count. A limit of N days ends with the N-th day, so
``Due.at`` is the first instant after it, 00:00 of the next calendar day in Asia/Shanghai: done at
``Due.at`` or later is late. Every ``datetime`` that comes in carries a zone, else ValueError; every
one that goes out is in Asia/Shanghai. A limit that would end outside the years 1 to 9999 is a
ValueError as well.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from domain.day_arrangement import Arrangement, DayReason

SHANGHAI = ZoneInfo("Asia/Shanghai")

_LAST_DAY = date.max.toordinal()
_OUTSIDE = "The limit would end outside the years 1 to 9999; check its start and its length."


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit has run out: ``at`` is the first instant that is too late.

    ``provisional``: the count touched a year whose notice is not out, so the notice may move it.
    """

    at: datetime
    provisional: bool = False

    def no_later_than(self, other: "Due") -> "Due":
        """The earlier of the two; provisional if either is, since either may move."""
        return Due(min(self.at, other.at), self.provisional or other.provisional)


@dataclass(frozen=True, slots=True)
class DayStep:
    """One day of a count: ``counted`` is 1, 2, 3 ... for a working day, None for any other."""

    day: date
    counted: int | None
    reason: DayReason


@dataclass(frozen=True, eq=False)
class Calendar(Arrangement):
    """The arrangement of days, and how limits are counted on it."""

    def add_working_days(self, start: datetime, n: int) -> Due:
        """The end of the ``n``-th working day (1 or more) after the day of ``start``."""
        return self._end_of_nth_after(shanghai_day(start).toordinal(), n)

    def working_days_after(self, due: datetime, n: int) -> Due:
        """``due`` moved on by ``n`` working days (1 or more), as an extension or a pause does.

        The day that begins at ``due`` is the first that counts, for the limit has not used it.
        """
        return self._end_of_nth_after(_first_whole_day(due) - 1, n)

    def working_days_before(self, due: datetime, n: int) -> Due:
        """The limit that ends ``n`` working days (1 or more) before the one that ends at ``due``.

        It ends with a working day: 3 before the end of a Wednesday is the end of the Friday before.
        """
        _require_at_least(1, n)
        day = shanghai_day(due).toordinal()
        ends = self._nth_before(day, n + 1)
        return Due(_midnight(ends + 1), self._touches_provisional(ends, day - 1))

    def working_days_elapsed(self, due: datetime, at: datetime) -> int:
        """How many working days have fully passed from ``due`` to ``at``; 0 before ``due``.

        For a ``due`` at 00:00 of day D these are the working days in [D, day of ``at``).
        """
        begin, end = _first_whole_day(due), shanghai_day(at).toordinal()
        if end <= begin:
            return 0
        years = range(date.fromordinal(begin).year, date.fromordinal(end).year + 1)
        tables = [self.working_days_in(year) for year in years]
        return sum(bisect_left(days, end) - bisect_left(days, begin) for days in tables)

    def add_days(self, start: datetime, n: int, *, roll: bool) -> Due:
        """The end of the ``n``-th calendar day (1 or more) after the day of ``start``.

        With ``roll`` a limit ending on a day that is not worked runs to the end of the next one
        that is (limits for the public: answers, appeals). Only then has the calendar a say, so
        only then can the result be provisional.
        """
        _require_at_least(1, n)
        return self._end_of(shanghai_day(start).toordinal() + n, roll=roll)

    def add_months(self, start: datetime, n: int, *, roll: bool) -> Due:
        """The end of the same day ``n`` months (1 or more) later, or of that month's last day.

        ``roll`` as in ``add_days``. Source: 民法典 Art. 202.
        """
        _require_at_least(1, n)
        day = shanghai_day(start)
        years, month = divmod(day.month - 1 + n, 12)
        year, month = day.year + years, month + 1
        if year > MAXYEAR:
            raise ValueError(_OUTSIDE)
        ends = date(year, month, min(day.day, monthrange(year, month)[1]))
        return self._end_of(ends.toordinal(), roll=roll)

    def add_clock_days(self, start: datetime, n: int) -> Due:
        """``n`` times 24 hours after ``start``, to the second: "two days by the clock"."""
        return self.add_hours(start, 24 * n)

    def add_hours(self, start: datetime, n: int) -> Due:
        """``n`` hours (0 or more; 0 is "at once") after ``start``, holidays included."""
        return self.add_minutes(start, 60 * n)

    def add_minutes(self, start: datetime, n: int) -> Due:
        """``n`` minutes (0 or more) after ``start``, holidays included."""
        _require_at_least(0, n)
        shanghai_day(start)
        try:
            return Due((start.astimezone(UTC) + timedelta(minutes=n)).astimezone(SHANGHAI))
        except OverflowError:
            raise ValueError(_OUTSIDE) from None

    def explain(self, start: datetime, n: int) -> list[DayStep]:
        """Day by day how ``add_working_days(start, n)`` comes about.

        Begins with the day after that of ``start``; the last step is the ``n``-th counted day.
        """
        begin = shanghai_day(start).toordinal() + 1
        steps: list[DayStep] = []
        counted = 0
        for ordinal in range(begin, self.add_working_days(start, n).at.toordinal()):
            day = date.fromordinal(ordinal)
            reason = self.why(day)
            counted += reason.working
            steps.append(DayStep(day, counted if reason.working else None, reason))
        return steps

    def _nth_after(self, day: int, n: int) -> int:
        if day + n > _LAST_DAY:
            raise ValueError(_OUTSIDE)
        year = date.fromordinal(max(day, 1)).year
        days = self.working_days_in(year)
        place = bisect_right(days, day) + n - 1
        while place >= len(days):
            place -= len(days)
            year += 1
            if year > MAXYEAR:
                raise ValueError(_OUTSIDE)
            days = self.working_days_in(year)
        return days[place]

    def _nth_before(self, day: int, n: int) -> int:
        if day - n < 1:
            raise ValueError(_OUTSIDE)
        year = date.fromordinal(day).year
        days = self.working_days_in(year)
        place = bisect_left(days, day) - n
        while place < 0:
            year -= 1
            if year < MINYEAR:
                raise ValueError(_OUTSIDE)
            days = self.working_days_in(year)
            place += len(days)
        return days[place]

    def _end_of_nth_after(self, day: int, n: int) -> Due:
        _require_at_least(1, n)
        ends = self._nth_after(day, n)
        return Due(_midnight(ends + 1), self._touches_provisional(day + 1, ends))

    def _end_of(self, day: int, *, roll: bool) -> Due:
        if not roll:
            return Due(_midnight(day + 1))
        ends = self._nth_after(day - 1, 1)
        return Due(_midnight(ends + 1), self._touches_provisional(day, ends))

    def _touches_provisional(self, first: int, last: int) -> bool:
        years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
        return any(self.is_provisional(year) for year in years)


def shanghai_day(instant: datetime) -> date:
    """The calendar day of ``instant`` in Asia/Shanghai.

    Raises ValueError: the time has no zone, or its day lies outside the years 1 to 9999.
    """
    if instant.tzinfo is SHANGHAI:
        return instant.date()
    if instant.utcoffset() is None:
        raise ValueError(f"The time {instant} has no zone; give one, such as +08:00.")
    try:
        return instant.astimezone(SHANGHAI).date()
    except OverflowError:
        raise ValueError(_OUTSIDE) from None


@cache
def load_calendar() -> Calendar:
    """The calendar that comes with the program (``calendars/cn.toml``), read once."""
    return Calendar.parse((files("domain") / "calendars" / "cn.toml").read_text(encoding="utf-8"))


def _first_whole_day(instant: datetime) -> int:
    """The ordinal of the first day in Asia/Shanghai that begins at ``instant`` or later."""
    day = shanghai_day(instant).toordinal()
    return day if instant.astimezone(SHANGHAI).time() == time.min else day + 1


def _midnight(day: int) -> datetime:
    if not 1 < day <= _LAST_DAY:
        raise ValueError(_OUTSIDE)
    return datetime.combine(date.fromordinal(day), time.min, SHANGHAI)


def _require_at_least(least: int, n: int) -> None:
    if n < least:
        raise ValueError(f"A limit is {least} or more long, not {n}.")
