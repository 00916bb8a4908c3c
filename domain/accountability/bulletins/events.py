"""What can have happened to a bulletin."""

from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Personal
from domain.obligations import Deadline
from domain.vocabulary import AppealOutcome, BulletinScope, BulletinTone


class BulletinPublished(Fact):
    """It was published. ``about``: the stream of the case or inspection that it tells of."""

    TYPE: ClassVar[str] = "bulletin.published"
    SERIES: ClassVar[str | None] = "TB"

    number: str = NUMBER_PENDING
    title: Line
    scope: BulletinScope
    tone: BulletinTone = BulletinTone.NOTICE
    units: tuple[Code, ...] = ()
    about: str | None = None
    office: Code | None = None
    text: Personal


class BulletinCorrected(Fact):
    """Another text was published in its place."""

    TYPE: ClassVar[str] = "bulletin.corrected"

    text: Personal
    reason: Personal


class BulletinOverturned(Fact):
    """The case that it tells of was decided otherwise on appeal; it is to be corrected or withdrawn."""

    TYPE: ClassVar[str] = "bulletin.overturned"

    outcome: AppealOutcome
    office: Code | None = None
    amend_by: Deadline


class BulletinWithdrawn(Fact):
    """It holds no longer."""

    TYPE: ClassVar[str] = "bulletin.withdrawn"

    reason: Personal


FACTS: tuple[type[Fact], ...] = (
    BulletinPublished,
    BulletinCorrected,
    BulletinOverturned,
    BulletinWithdrawn,
)
