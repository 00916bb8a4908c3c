"""What can be asked of a report that is sent up. None says what the report says, or about whom."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Command, Line
from domain.vocabulary import Channel


class CountReport(Command):
    """Count a disciplinary report about somebody whom a higher authority manages (上级管理干部检举件): it
    is neither copied nor entered."""

    ACTION: ClassVar[str] = "count-report"

    channel: Channel
    higher: Line = Field(description="the higher authority that it is sent to")


class ConfirmClass(Command):
    """Confirm, as a second person, that it is such a report."""

    ACTION: ClassVar[str] = "confirm-class"


class SendUp(Command):
    """Send it up, sealed, to the higher authority."""

    ACTION: ClassVar[str] = "send-up"

    receipt: Line = Field(description="the receipt's number")
