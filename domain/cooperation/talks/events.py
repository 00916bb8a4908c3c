"""What can have happened to a talk."""

from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment, Personal
from domain.obligations import Deadline
from domain.vocabulary import Cause, Duty


class ThreePartyTalkHeld(Fact):
    """Owner, contractor and helper unit were talked with, and a cause was named.

    pursuer   the unit that pursues the party to whom the cause is attributed
    owed_by   who has to route it there; with no pursuer nothing is owed
    """

    TYPE: ClassVar[str] = "talk.three_party_held"
    SERIES: ClassVar[str | None] = "YT"

    number: str = NUMBER_PENDING
    title: Line
    owner: Code
    contractor: Line
    helper: Code
    cause: Cause
    pursuer: Code | None = None
    matter: str | None = None
    owed_by: Code | None = None
    route_by: Deadline | None = None
    text: Personal


class TalkRouted(Fact):
    """The cause is pursued, by a referral or in a lead (their streams)."""

    TYPE: ClassVar[str] = "talk.routed"

    to: str


class EarlyTalkHeld(Fact):
    """Whoever owes something was reminded in a talk, before it was missed (M30 由事后到事中)."""

    TYPE: ClassVar[str] = "talk.early_held"
    SERIES: ClassVar[str | None] = "YT"

    number: str = NUMBER_PENDING
    title: Line
    matter: str
    duty: Duty
    of: str = ""
    nth: int
    unit: Code | None = None
    person: Code | None = None
    due_at: Moment
    office: Code | None = None
    text: Personal


FACTS: tuple[type[Fact], ...] = (ThreePartyTalkHeld, TalkRouted, EarlyTalkHeld)
