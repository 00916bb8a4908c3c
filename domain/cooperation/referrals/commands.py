"""What can be asked of a referral."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line, Prose
from domain.vocabulary import PursuingBody


class Refer(Command):
    """Hand something over to the body that pursues it (移送); it owes a receipt, then a result."""

    ACTION: ClassVar[str] = "refer"
    OTHER: ClassVar[str] = "matter"
    PROCEEDINGS: ClassVar[tuple[str, ...]] = ("about",)

    title: Line = Field(description="what it is about, in one line without private names")
    body: PursuingBody
    receiver: Code = Field(description="the unit that receives it")
    matter: Code | None = Field(None, description="the number or id of the matter referred")
    about: Code | None = Field(None, description="the case, lead or talk referred")
    beyond_authority: bool = Field(
        False,
        description="the matter lies beyond our authority; so it does once this is signed for",
    )
    text: Prose
    papers: tuple[Line, ...] = Field((), max_length=100, description="what goes along")


class SignReferral(Command):
    """Sign for what was handed over, as the receiver."""

    ACTION: ClassVar[str] = "sign-referral"

    receipt: Line = Field(description="the receipt's number")


class RefuseReferral(Command):
    """Refuse what was handed over, as the receiver; it stays with the sender."""

    ACTION: ClassVar[str] = "refuse-referral"

    reason: Prose


class ReportOnReferral(Command):
    """Say how far it is, as the receiver, each quarter until there is a result."""

    ACTION: ClassVar[str] = "report-on-referral"

    text: Prose


class ReturnResult(Command):
    """Tell the sender the result, as the receiver."""

    ACTION: ClassVar[str] = "return-result"

    text: Prose
    evidence: Line
