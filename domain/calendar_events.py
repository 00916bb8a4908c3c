"""What is on record about the calendar: which yearly arrangement of the State Council was announced."""

from datetime import date
from typing import ClassVar

from domain.envelope import Fact, Line

STREAM = "calendar"


class NoticeRecorded(Fact):
    """The arrangement of a year was announced, or amended (节假日安排); it makes a version of the calendar.

    version  the calendar's from now on, which deadlines name
    """

    TYPE: ClassVar[str] = "calendar.notice_recorded"

    version: str
    year: int
    title: Line
    off: tuple[date, ...]
    make_up: tuple[date, ...] = ()


FACTS: tuple[type[Fact], ...] = (NoticeRecorded,)
