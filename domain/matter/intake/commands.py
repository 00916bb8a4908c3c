"""What can be asked: taking in, registering, telling the complainant that it was taken on."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Gist, Line, Moment, Prose
from domain.vocabulary import AnswerRoute, Channel, Conduct, Nature, Urgency

PLACE = "the area it is about, without street and door: it is stored readable"


ADDRESS = "where exactly: street and door; kept sealed"


class ReceiveMatter(Command):
    """Take in a matter (收件). With ``nature`` given it is registered in the same step."""

    ACTION: ClassVar[str] = "receive"

    channel: Channel
    subject: Gist = Field(description="the gist, in one line; kept sealed")
    body: Prose
    received_at: Moment | None = Field(None, description="when it came in; now if left out")
    anonymous: bool = False
    name: Prose | None = Field(None, description="the complainant's name; kept sealed")
    contact: Prose | None = Field(None, description="how to reach the complainant; kept sealed")
    place: Line | None = Field(None, description=PLACE)
    address: Prose | None = Field(None, description=ADDRESS)
    receiving_unit: Code | None = Field(None, description="your own unit if left out")
    about_units: tuple[Code, ...] = Field(
        (), description="units complained about; they can never handle it"
    )
    about_persons: tuple[Code, ...] = ()
    assigned_by: Code | None = Field(None, description="the leader who assigned it (交办领导)")
    source_number: Code | None = None
    service_item: Code | None = Field(
        None, description="the service it is about, by whose published commitment it is answered"
    )
    urgency: Urgency | None = Field(
        None, description="how soon it is to be answered, where the rulebook has grades"
    )
    nature: Nature | None = None
    conduct: tuple[Conduct, ...] = ()


class RegisterMatter(Command):
    """Register and classify a matter that was taken in (登记)."""

    ACTION: ClassVar[str] = "register"

    nature: Nature
    conduct: tuple[Conduct, ...] = ()
    urgency: Urgency | None = Field(
        None, description="how soon it is to be answered; as received if left out"
    )


class NotifyAcceptance(Command):
    """Tell the complainant that the matter has been taken on (受理告知)."""

    ACTION: ClassVar[str] = "notify-acceptance"

    route: AnswerRoute
