"""What can have happened to a rectification."""

from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Personal
from domain.obligations import Deadline


class RectificationOrdered(Fact):
    """A unit was ordered to put something right by a day.

    office  the efficiency office that sees to it
    source  the stream it comes from: a matter, an inspection
    """

    TYPE: ClassVar[str] = "rectification.ordered"
    SERIES: ClassVar[str | None] = "ZG"

    number: str = NUMBER_PENDING
    title: Line
    unit: Code
    text: Personal
    office: Code | None = None
    source: str | None = None
    rectify_by: Deadline


class RectificationReported(Fact):
    """The unit says that it is put right, and shows it."""

    TYPE: ClassVar[str] = "rectification.reported"

    unit: Code
    text: Personal
    evidence: tuple[Line, ...]
    office: Code | None = None
    verify_by: Deadline


class RectificationVerified(Fact):
    """Somebody outside the unit looked, and it is put right."""

    TYPE: ClassVar[str] = "rectification.verified"

    text: Personal


class RectificationFailed(Fact):
    """Somebody outside the unit looked, and it is not put right; it is owed again.

    failures  how often by now
    lead      the lead that the second failure and each later one opens
    """

    TYPE: ClassVar[str] = "rectification.failed"

    unit: Code
    text: Personal
    failures: int
    rectify_by: Deadline
    lead: str | None = None


class RectificationWithdrawn(Fact):
    """The order should not have been given."""

    TYPE: ClassVar[str] = "rectification.withdrawn"

    reason: Personal


FACTS: tuple[type[Fact], ...] = (
    RectificationOrdered,
    RectificationReported,
    RectificationVerified,
    RectificationFailed,
    RectificationWithdrawn,
)
