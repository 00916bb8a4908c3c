"""What can have happened to a report that is sent up."""

from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line
from domain.obligations import Deadline
from domain.vocabulary import Channel


class ReportCounted(Fact):
    """There is such a report; more than that is not entered."""

    TYPE: ClassVar[str] = "upward.counted"
    SERIES: ClassVar[str | None] = "SJ"

    number: str = NUMBER_PENDING
    channel: Channel
    higher: Line
    owed_by: Code | None = None
    send_by: Deadline


class ClassConfirmed(Fact):
    """A second person says so, too."""

    TYPE: ClassVar[str] = "upward.class_confirmed"


class ReportSentUp(Fact):
    """It went up, sealed."""

    TYPE: ClassVar[str] = "upward.sent"

    receipt: Line


FACTS: tuple[type[Fact], ...] = (ReportCounted, ClassConfirmed, ReportSentUp)
