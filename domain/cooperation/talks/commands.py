"""What can be asked of a talk."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line, Prose
from domain.vocabulary import Cause, Duty


class HoldThreePartyTalk(Command):
    """Record a talk of owner, contractor and helper unit (三方约谈), and to whom the cause is
    attributed; that has to be routed to the body that pursues that party."""

    ACTION: ClassVar[str] = "hold-three-party-talk"
    OTHER: ClassVar[str] = "matter"

    title: Line = Field(description="what it is about, in one line without private names")
    owner: Code = Field(description="the owner's unit (业主)")
    contractor: Line = Field(description="the contractor's name as an enterprise")
    helper: Code = Field(description="the helper unit (帮办单位)")
    cause: Cause
    pursuer: Code | None = Field(
        None, description="the unit that pursues that party; none where the cause lies outside"
    )
    matter: Code | None = Field(None, description="the number or id of the matter it is about")
    text: Prose


class RouteTalk(Command):
    """Say by which referral, or by which lead, the cause is being pursued."""

    ACTION: ClassVar[str] = "route-talk"
    PROCEEDINGS: ClassVar[tuple[str, ...]] = ("referral", "lead")

    referral: Code | None = None
    lead: Code | None = None


class HoldEarlyTalk(Command):
    """Record a reminder talk held before anything was missed (事前提醒谈话); it costs no points."""

    ACTION: ClassVar[str] = "hold-early-talk"
    OTHER: ClassVar[str] = "matter"

    matter: Code = Field(description="the number or id of the matter in which something is owed")
    duty: Duty
    of: Code | None = Field(None, description="whose duty, where several units owe the same")
    text: Prose
