"""The demo's calendar: working days before its today, and days of the months before this one."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from domain.working_days import SHANGHAI, Calendar

LEAD = timedelta(days=220)
"""The demo begins so long before its today: six whole months lie in it, and the end of a half-year
that can be settled."""

SETTLED_AFTER = 13
"""More working days after its end than a half-year takes in points (``score_entry``)."""

SEEN_SETTLED = 3
"""So many working days follow the settlement at least, in which points of it are taken back."""


class Days:
    """Tells what a story's "so many working days ago" means; 1 is the last day before today."""

    def __init__(self, today: date, calendar: Calendar) -> None:
        self.today = today
        self._calendar = calendar
        back = (today - timedelta(days=each) for each in range(1, LEAD.days + 1))
        self.worked = [day for day in back if calendar.is_working_day(day)]

    def on(self, days_ago: int) -> date:
        """The day that is so many working days ago."""
        return self.worked[days_ago - 1]

    def at(self, days_ago: int, hour: int) -> datetime:
        """An hour of the day that is so many working days ago."""
        return midnight(self.on(days_ago)) + timedelta(hours=hour)

    def ahead(self, days: int) -> date:
        """A day to come, so many days of the calendar from today."""
        return self.today + timedelta(days=days)

    def in_month(self, months_ago: int, nth: int) -> int:
        """How many working days ago the nth working day of a month was; -1 is its last one."""
        month = self.month(months_ago)
        days = sorted(day for day in self.worked if f"{day:%Y-%m}" == month)
        return self.worked.index(days[nth - 1 if nth > 0 else nth]) + 1

    def before_the_sixth(self) -> Iterator[int]:
        """How many months ago those were, earlier than six months ago, in which the demo begins."""
        first = min(self.worked)
        months_ago = 7
        while self.month(months_ago) >= f"{first:%Y-%m}":
            yield months_ago
            months_ago += 1

    def month(self, months_ago: int) -> str:
        """The name of a month, ``2026-03``; 0 is that of today."""
        first = self.today.replace(day=1)
        for _ in range(months_ago):
            first = (first - timedelta(days=1)).replace(day=1)
        return f"{first:%Y-%m}"

    def settled_half(self) -> tuple[str, int]:
        """The last half-year that could be settled some days ago, and how many working days ago it
        first could."""
        for year in (self.today.year, self.today.year - 1):
            for half, end in (("H2", date(year, 12, 31)), ("H1", date(year, 6, 30))):
                after = sorted(day for day in self.worked if day > end)
                if end < self.today and len(after) >= SETTLED_AFTER + SEEN_SETTLED:
                    return f"{year}-{half}", self.worked.index(after[SETTLED_AFTER - 1]) + 1
        raise LookupError(self.today)


def midnight(day: date) -> datetime:
    """The first instant of a day."""
    return datetime.combine(day, time(), SHANGHAI)
