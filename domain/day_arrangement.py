"""Which days are worked, by the State Council's yearly arrangement (节假日安排)."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Self

from domain.vocabulary import Term


class DayKind(Term):
    """Why a day is worked or not."""

    WEEKDAY = "weekday", "工作日"
    WEEKEND = "weekend", "公休日"
    PUBLIC_HOLIDAY = "public_holiday", "节假日"
    MAKE_UP_DAY = "make_up_day", "调休上班"


@dataclass(frozen=True, slots=True)
class DayReason:
    """Why a day is worked or not, and the notice or regulation that says so, where one does."""

    kind: DayKind
    notice: str | None
    provisional: bool

    @property
    def working(self) -> bool:
        return self.kind in (DayKind.WEEKDAY, DayKind.MAKE_UP_DAY)


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice of the State Council: days of rest, and days worked that would be off."""

    year: int
    title: str
    off: frozenset[date]
    make_up: frozenset[date]


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Which days are worked, under one version of the calendar.

    A year with a notice of its own is certain, any other provisional: there Monday to Friday are
    worked save ``fixed_days`` (month, day), the holidays that ``fixed_rule`` sets by date.
    Of two notices naming the same day the later in ``notices`` holds.
    """

    version: str
    notices: tuple[Notice, ...]
    fixed_rule: str
    fixed_days: frozenset[tuple[int, int]]
    _worked: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the TOML that ``calendars/cn.toml`` explains.

        Raises ValueError for days that ``with_year`` would refuse, KeyError for a missing key.
        """
        data = tomllib.loads(text)
        fixed = frozenset((int(day[:2]), int(day[3:])) for day in data["provisional"]["off"])
        arrangement = cls(data["version"], (), data["provisional"]["title"], fixed)
        for each in data["notice"]:
            off = frozenset(day for entry in each["off"] for day in _days_in(entry))
            make_up = frozenset(date.fromisoformat(day) for day in each.get("make_up", ()))
            added = Notice(each["year"], each["title"], off, make_up)
            arrangement = arrangement._with_notice(added)
        return arrangement

    def is_working_day(self, day: date) -> bool:
        """Whether the offices work on ``day``, a date in Asia/Shanghai."""
        return self.why(day).working

    def is_provisional(self, day_or_year: date | int) -> bool:
        """Whether the year (or the year of the day) has no notice yet.

        A notice may reach into the December before its year: the last days of an announced year
        can still change when the next notice comes.
        """
        year = day_or_year if isinstance(day_or_year, int) else day_or_year.year
        return year not in self._announced

    def notice(self, year: int) -> str | None:
        """The title of the year's own notice, without later amendments; None if there is none."""
        return next((each.title for each in self.notices if each.year == year), None)

    def why(self, day: date) -> DayReason:
        """Why ``day`` is worked or not.

        Raises ValueError for a datetime: its day depends on the zone, see ``shanghai_day``.
        """
        if isinstance(day, datetime):
            raise ValueError(f"{day} is a time, not a day; take its day in Asia/Shanghai first.")
        named = self._named.get(day)
        if named is not None:
            return named
        provisional = self.is_provisional(day)
        if provisional and (day.month, day.day) in self.fixed_days:
            return DayReason(DayKind.PUBLIC_HOLIDAY, self.fixed_rule, provisional=True)
        kind = DayKind.WEEKDAY if day.weekday() < 5 else DayKind.WEEKEND
        return DayReason(kind, None, provisional)

    def working_days_in(self, year: int) -> tuple[int, ...]:
        """The year's working days as ordinals (``date.toordinal``), ascending; kept once made."""
        days = self._worked.get(year)
        if days is None:
            every = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
            days = tuple(o for o in every if self.is_working_day(date.fromordinal(o)))
            self._worked[year] = days
        return days

    def with_year(
        self,
        year: int,
        notice: str,
        holidays: Iterable[date],
        make_up_days: Iterable[date],
        version: str,
    ) -> Self:
        """The same with one more notice, as a new ``version``.

        For the arrangement of a year to come, or an amendment of one already here: days the notice
        does not name stay as they are. ``make_up_days`` are worked though they would be off.

        Raises ValueError: the version is not new, a day lies outside the year and the December
        before it, a day is named twice, or a make-up day is worked anyway.
        """
        if version == self.version:
            raise ValueError(f"The calendar is already version {version}; give the new one a name.")
        added = Notice(year, notice, frozenset(holidays), frozenset(make_up_days))
        return replace(self._with_notice(added), version=version)

    def _with_notice(self, added: Notice) -> Self:
        for day in sorted(added.off | added.make_up):
            if day.year != added.year and (day.year, day.month) != (added.year - 1, 12):
                raise ValueError(
                    f"{day} lies neither in {added.year} nor in the December before; check the day."
                )
            if day in added.off and day in added.make_up:
                raise ValueError(f"{day} cannot be both a holiday and a make-up day; choose one.")
            if day in added.make_up and day.weekday() < 5 and self.is_working_day(day):
                raise ValueError(f"{day} is worked anyway; a make-up day is one that would be off.")
        return replace(self, notices=(*self.notices, added))

    @cached_property
    def _announced(self) -> frozenset[int]:
        return frozenset(each.year for each in self.notices)

    @cached_property
    def _named(self) -> dict[date, DayReason]:
        reasons: dict[date, DayReason] = {}
        for notice in self.notices:
            for day in notice.off | notice.make_up:
                kind = DayKind.MAKE_UP_DAY if day in notice.make_up else DayKind.PUBLIC_HOLIDAY
                reasons[day] = DayReason(kind, notice.title, self.is_provisional(day))
        return reasons


def _days_in(entry: str) -> list[date]:
    """The days of ``2020-01-24`` or ``2020-01-24..2020-01-30``, both ends included."""
    first, _, last = entry.partition("..")
    begin = date.fromisoformat(first).toordinal()
    end = date.fromisoformat(last or first).toordinal()
    return [date.fromordinal(ordinal) for ordinal in range(begin, end + 1)]
