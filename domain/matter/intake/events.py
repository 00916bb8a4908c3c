"""What can have happened: taking in, registering, telling the complainant that it was taken on."""

from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment, Personal
from domain.obligations import Deadline
from domain.vocabulary import AnswerRoute, Channel, Conduct, Nature, Urgency


class MatterReceived(Fact):
    """It came in: the clocks of the complainant start at ``received_at`` (M01, M02, M04)."""

    TYPE: ClassVar[str] = "matter.received"
    SERIES: ClassVar[str | None] = ""

    matter: str
    number: str = NUMBER_PENDING
    """The human number, filled in by the log when it takes the event: no gaps, no duplicates."""
    complainant: str
    anonymous: bool = False
    name: Personal | None = None
    contact: Personal | None = None
    subject: Personal
    body: Personal
    channel: Channel
    source_number: Code | None = None
    received_at: Moment
    place: Line | None = None
    """The area it is about, as lists and statistics name it; never a street and door."""
    address: Personal | None = None
    receiving_unit: Code
    about_units: tuple[Code, ...] = ()
    about_persons: tuple[Code, ...] = ()
    assigned_by: Code | None = None
    service_item: Code | None = None
    urgency: Urgency | None = None
    register_by: Deadline
    acceptance_notice_by: Deadline
    final_answer_by: Deadline
    outcome_by: Deadline
    interim_reply_by: Deadline


class MatterRegistered(Fact):
    """A clerk classified it; from now on somebody must be given the work."""

    TYPE: ClassVar[str] = "matter.registered"

    unit: Code
    nature: Nature
    conduct: tuple[Conduct, ...] = ()
    dispatch_by: Deadline
    outcome_by: Deadline | None = None
    """Given where an imported message is taken up, which owed its final answer only; and, with the
    next two, where registering it gave it another grade of urgency."""
    urgency: Urgency | None = None
    final_answer_by: Deadline | None = None
    interim_reply_by: Deadline | None = None
    acceptance_notice_by: Deadline | None = None
    """Where the grade has a limit of its own for the notice."""


class AcceptanceNotified(Fact):
    """The complainant was told that the matter has been taken on."""

    TYPE: ClassVar[str] = "matter.acceptance_notified"

    route: AnswerRoute


FACTS: tuple[type[Fact], ...] = (MatterReceived, MatterRegistered, AcceptanceNotified)
