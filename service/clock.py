"""What time it is. Everything below ``service`` is told; nothing there asks."""

from datetime import datetime, timedelta

from domain.working_days import SHANGHAI


class Clock:
    """The system's clock, in Asia/Shanghai; the log records by the database's own."""

    def now(self) -> datetime:
        return datetime.now(SHANGHAI)

    def wall_clock(self) -> datetime | None:
        """The time the log shall record by; None: the database's own."""
        return None


class MovingClock(Clock):
    """A clock set by hand, for simulated time; the log records by it as well."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(SHANGHAI)

    def now(self) -> datetime:
        return self._now

    def wall_clock(self) -> datetime | None:
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Set the clock; forwards or back."""
        self._now = moment.astimezone(SHANGHAI)

    def advance(self, **units: float) -> None:
        """Move by a timedelta given in words: ``advance(days=3)``."""
        self._now += timedelta(**units)
