"""What can have happened to a referral."""

from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Personal
from domain.obligations import Deadline
from domain.vocabulary import PursuingBody


class ReferralMade(Fact):
    """Something was handed over to another body.

    matter  the id of the matter referred
    about   the stream of the case, lead or talk referred
    """

    TYPE: ClassVar[str] = "referral.made"
    SERIES: ClassVar[str | None] = "YS"

    number: str = NUMBER_PENDING
    title: Line
    body: PursuingBody
    sender: Code | None = None
    receiver: Code
    matter: str | None = None
    about: str | None = None
    beyond_authority: bool = False
    text: Personal
    papers: tuple[Line, ...] = ()
    receipt_by: Deadline


class ReferralSigned(Fact):
    """The receiver signed for it, and owes a result."""

    TYPE: ClassVar[str] = "referral.signed"

    receiver: Code
    receipt: Line
    result_by: Deadline


class ReferralRefused(Fact):
    """The receiver refused it; it stays with the sender."""

    TYPE: ClassVar[str] = "referral.refused"

    reason: Personal


class ReferralProgressed(Fact):
    """The receiver said how far it is; the next word is owed a quarter later."""

    TYPE: ClassVar[str] = "referral.progressed"

    receiver: Code
    text: Personal
    result_by: Deadline


class ReferralResultReturned(Fact):
    """The sender was told the result."""

    TYPE: ClassVar[str] = "referral.result_returned"

    text: Personal
    evidence: Line


FACTS: tuple[type[Fact], ...] = (
    ReferralMade,
    ReferralSigned,
    ReferralRefused,
    ReferralProgressed,
    ReferralResultReturned,
)
