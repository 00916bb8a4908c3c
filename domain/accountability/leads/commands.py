"""What can be asked: opening a lead by hand, and ending it without a case."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line, Prose
from domain.vocabulary import Ground, LawfulGround


class OpenLead(Command):
    """Put on record that something may be somebody's fault (线索登记)."""

    ACTION: ClassVar[str] = "open-lead"
    OTHER: ClassVar[str] = "matter"

    title: Line = Field(description="what it is about, in one line without private names")
    ground: Ground
    unit: Code | None = Field(None, description="the unit it is about")
    person: Code | None = Field(None, description="the official it is about")
    matter: Code | None = Field(None, description="the number or id of the matter it comes from")
    reason: Prose


class NotHold(Command):
    """Decide, as somebody outside the line, that nobody is held to account for it (不予追究)."""

    ACTION: ClassVar[str] = "not-hold"

    ground: LawfulGround
    reason: Prose
