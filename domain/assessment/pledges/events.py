"""What can have happened to a pledge."""

from datetime import date
from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Personal
from domain.obligations import Deadline


class PledgeRegistered(Fact):
    """Somebody promised something in public.

    person       who promised it
    published_by the unit that owes its publication
    """

    TYPE: ClassVar[str] = "pledge.registered"
    SERIES: ClassVar[str | None] = "CN"

    number: str = NUMBER_PENDING
    title: Line
    unit: Code
    person: Code
    measure: Line
    due_on: date
    text: Personal
    published_by: Code | None = None
    publish_by: Deadline
    keep_by: Deadline


class PledgePublished(Fact):
    """It can be read by everybody."""

    TYPE: ClassVar[str] = "pledge.published"

    where: Line


class PledgeReported(Fact):
    """Whoever promised it says how it was kept; somebody outside verifies that."""

    TYPE: ClassVar[str] = "pledge.reported"

    text: Personal
    evidence: Personal
    verified_by: Code | None = None
    verify_by: Deadline


class PledgeVerified(Fact):
    """Somebody outside found whether it was kept; where it was not, it is owed again."""

    TYPE: ClassVar[str] = "pledge.verified"

    kept: bool
    text: Personal
    unit: Code | None = None
    person: Code | None = None
    keep_by: Deadline | None = None


FACTS: tuple[type[Fact], ...] = (
    PledgeRegistered,
    PledgePublished,
    PledgeReported,
    PledgeVerified,
)
