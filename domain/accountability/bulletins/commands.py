"""What can be asked of a bulletin."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line, Prose
from domain.vocabulary import BulletinScope, BulletinTone


class PublishBulletin(Command):
    """Publish a bulletin (通报、曝光); one about a case only once somebody is held to account in it."""

    ACTION: ClassVar[str] = "publish-bulletin"
    PROCEEDINGS: ClassVar[tuple[str, ...]] = ("about",)

    title: Line = Field(description="its heading, without private names")
    scope: BulletinScope
    tone: BulletinTone = Field(
        BulletinTone.NOTICE, description="what it says of the units named: nothing, blame or praise"
    )
    units: tuple[Code, ...] = Field((), max_length=100, description="the units named in it")
    about: Code | None = Field(
        None, description="the case or inspection that it tells of, its number or id"
    )
    text: Prose


class CorrectBulletin(Command):
    """Publish a corrected text; the earlier one stays on record."""

    ACTION: ClassVar[str] = "correct-bulletin"

    text: Prose
    reason: Prose


class WithdrawBulletin(Command):
    """Withdraw a bulletin; what was published stays on record."""

    ACTION: ClassVar[str] = "withdraw-bulletin"

    reason: Prose
