"""What can have happened: a filing split, a part taken in, reported on, called off."""

from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment, Personal
from domain.matter.correcting.events import Moved
from domain.obligations import Deadline, Key
from domain.vocabulary import Channel, Conduct, Finding, Nature, Urgency


class MatterSplit(Fact):
    """Parts of it became matters of their own, due before it (分解安排, M03)."""

    TYPE: ClassVar[str] = "matter.split"

    parts: tuple[str, ...]
    """The ids of the parts, whose first event is recorded together with this."""
    inquiries: tuple[str, ...] = ()
    """Those of them that say that somebody behaved wrongly, which nothing but a finding ends."""


class PartReceived(Fact):
    """A part of another matter: registered with it, to be dispatched on its own.

    Its complainant is the whole's and is answered there, once; so no duty to tell them anything
    opens here.
    """

    TYPE: ClassVar[str] = "matter.part_received"
    SERIES: ClassVar[str | None] = ""

    matter: str
    number: str = NUMBER_PENDING
    whole: str
    complainant: str
    subject: Personal
    body: Personal
    channel: Channel | None = None
    received_at: Moment
    """When the whole came in."""
    place: Line | None = None
    address: Personal | None = None
    receiving_unit: Code
    about_units: tuple[Code, ...] = ()
    about_persons: tuple[Code, ...] = ()
    nature: Nature
    conduct: tuple[Conduct, ...] = ()
    urgency: Urgency | None = None
    """The grade of the whole, when it was split."""
    dispatch_by: Deadline
    outcome_by: Deadline


class PartFinished(Fact):
    """A part has its outcome; once all have, the whole can have its own. Again for another finding."""

    TYPE: ClassVar[str] = "matter.part_finished"

    part: str
    finding: Finding


class PartUnfinished(Fact):
    """What was found out about a part does not stand any more."""

    TYPE: ClassVar[str] = "matter.part_unfinished"

    part: str


class PartRecounted(Fact):
    """The whole is due at another time, and so is its part."""

    TYPE: ClassVar[str] = "matter.part_recounted"

    outcome_by: Deadline


class PartRegraded(Fact):
    """The whole has another grade of urgency, and so has its part; what is owed on the way is due
    sooner where the grade has it so, and never later."""

    TYPE: ClassVar[str] = "matter.part_regraded"

    urgency: Urgency
    moves: tuple[Moved, ...] = ()


class PartCalledOff(Fact):
    """A part is not needed any more; told to the whole."""

    TYPE: ClassVar[str] = "matter.part_called_off"

    part: str
    reason: Personal | None = None
    """None where the complainant took the whole back."""


class CalledOff(Fact):
    """This part is not needed any more: it owes nothing and is filed."""

    TYPE: ClassVar[str] = "matter.called_off"

    whole: str
    ends: tuple[Key, ...]


FACTS: tuple[type[Fact], ...] = (
    MatterSplit,
    PartReceived,
    PartFinished,
    PartUnfinished,
    PartRecounted,
    PartRegraded,
    PartCalledOff,
    CalledOff,
)
