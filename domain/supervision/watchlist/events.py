"""What can have happened on the watchlist."""

from typing import ClassVar

from domain.envelope import Code, Fact, Line, Personal
from domain.obligations import Deadline
from domain.supervision.watchlist.signs import Sign
from domain.vocabulary import WatchSubject


class WatchPutOn(Fact):
    """Somebody is watched from now on.

    unit     the unit of the subject, where it has one
    persons  whom it is about: the official, or who holds the post
    rule     the rulebook's row, ``efficiency-office/1 watch.2``; None where people did it
    count    how many signs there were, of which ``signs`` are the latest
    """

    TYPE: ClassVar[str] = "watch.put_on"

    title: Line
    subject: WatchSubject
    code: Code
    unit: Code | None = None
    persons: tuple[Code, ...] = ()
    rule: str | None = None
    count: int = 0
    signs: tuple[Sign, ...] = ()
    reason: Personal | None = None
    office: Code | None = None
    review_by: Deadline


class WatchReviewed(Fact):
    """The office looked at what watching has shown; the next look is owed."""

    TYPE: ClassVar[str] = "watch.reviewed"

    text: Personal
    office: Code | None = None
    review_by: Deadline


class WatchTakenOff(Fact):
    """Somebody is not watched any more; what lies before counts no more."""

    TYPE: ClassVar[str] = "watch.taken_off"

    reason: Personal


FACTS: tuple[type[Fact], ...] = (WatchPutOn, WatchReviewed, WatchTakenOff)
