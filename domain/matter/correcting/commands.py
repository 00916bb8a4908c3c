"""What can be asked: mending a mistaken registration."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line, Moment, Prose
from domain.matter.intake.commands import ADDRESS, PLACE
from domain.vocabulary import Channel, Conduct, Nature, Urgency


class CorrectRegistration(Command):
    """Mend a mistaken registration (更正登记); only what is given changes."""

    ACTION: ClassVar[str] = "correct"

    reason: Prose
    channel: Channel | None = None
    nature: Nature | None = None
    conduct: tuple[Conduct, ...] | None = None
    place: Line | None = Field(None, description=PLACE)
    address: Prose | None = Field(None, description=ADDRESS)
    receiving_unit: Code | None = Field(
        None, description="another unit to receive it, where it is about the one that did"
    )
    about_units: tuple[Code, ...] | None = None
    about_persons: tuple[Code, ...] | None = None
    assigned_by: Code | None = Field(None, description="the leader who assigned it (交办领导)")
    received_at: Moment | None = None
    urgency: Urgency | None = Field(None, description="how soon it is to be answered")
