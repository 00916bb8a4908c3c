"""What can have happened to a clearing."""

from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Personal
from domain.obligations import Deadline
from domain.vocabulary import AnswerRoute


class ClearingOwed(Fact):
    """An accusation was found not substantiated; the office owes it to those accused to say so.

    source          the stream of the matter, or of the lead, that it was in
    persons, units  who was accused
    """

    TYPE: ClassVar[str] = "clearing.owed"
    SERIES: ClassVar[str | None] = "CQ"

    number: str = NUMBER_PENDING
    source: str
    persons: tuple[Code, ...] = ()
    units: tuple[Code, ...] = ()
    office: Code | None = None
    clear_by: Deadline


class AccusationFoundFalse(Fact):
    """Whoever accused them knew better."""

    TYPE: ClassVar[str] = "clearing.accusation_found_false"

    reason: Personal


class AccusedCleared(Fact):
    """It was said that nothing was substantiated, where the accusation was known."""

    TYPE: ClassVar[str] = "clearing.done"

    route: AnswerRoute
    where: tuple[Line, ...]
    text: Personal


FACTS: tuple[type[Fact], ...] = (ClearingOwed, AccusationFoundFalse, AccusedCleared)
