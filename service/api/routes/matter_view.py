"""One matter as it is shown: where it stands, who has it, and everything owed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from pydantic import BaseModel, Field

from domain.envelope import Recorded
from domain.matter.imported.events import MatterImported
from domain.matter.intake.events import MatterReceived
from domain.matter.splitting.events import PartReceived
from domain.matter.standing import standing
from domain.matter.state import Matter, Order
from domain.matter.stream import matter_of_stream, matter_stream
from domain.vocabulary import (
    Cadence,
    Channel,
    Conduct,
    Duty,
    FeedbackState,
    Finding,
    Nature,
    Rung,
    Satisfaction,
    Urgency,
)
from projections.two_axes import Axes
from service.api.asking import OnAxes, axes_of
from service.api.callers import Caller
from service.api.routes.owed import ObligationAnswer, obligation_answer
from service.api.texts import Texts
from service.api.troubles import labelled


class OrderAnswer(BaseModel):
    """One unit's order: who is named in it, and how far it got."""

    unit: str
    person: str
    leads: bool
    delivered_at: datetime | None
    opened_by: str | None
    opened_at: datetime | None = Field(description="when somebody of the unit first opened it")
    signed_at: datetime | None
    reported: bool
    final: bool = Field(description="designated finally; there is no objection")


class LastUrgingAnswer(BaseModel):
    """The last urging or supervision slip; its text is null where the program gave it."""

    at: datetime
    by: str
    rung: Rung
    rung_label: str
    duty: Duty
    duty_label: str
    of: str
    text: str | None


class MilestoneAnswer(BaseModel):
    """A key node: its code, as `report-node` takes it, its name and its day."""

    node: str
    name: str
    on: date


class NamedMatter(BaseModel):
    """Another matter that hangs together with this one."""

    matter: str = Field(description="its id")
    number: str = Field(description="its human number", examples=["2026-000002"])


class PartAnswer(BaseModel):
    """A part of a split matter; its finding once it has one."""

    part: str = Field(description="its id")
    number: str = Field(description="its human number", examples=["2026-000002"])
    finding: Finding | None
    finding_label: str | None
    called_off: bool


class MatterAnswer(OnAxes):
    """One matter on the axes. Texts are null where you may not read them."""

    matter: str
    number: str | None
    version: int
    state: FeedbackState
    state_label: str
    channel: Channel | None
    channel_label: str | None
    nature: Nature | None
    nature_label: str | None
    conduct: list[Conduct]
    subject: str | None
    body: str | None
    anonymous: bool
    has_name: bool = Field(description="a name is on record; `reveal-identity` shows it")
    has_contact: bool = Field(description="a contact is on record; `reveal-identity` shows it")
    received_at: datetime | None
    place: str | None = Field(description="the area it is about")
    address: str | None = Field(description="where exactly")
    receiving_unit: str | None
    about_units: list[str]
    about_persons: list[str]
    assigned_by: str | None
    imported: bool
    provenance: str | None
    source: str | None
    source_number: str | None
    lead: str | None
    orders: list[OrderAnswer]
    custodian_unit: str | None
    custodian_person: str | None
    in_hands_since: datetime | None
    finding: Finding | None
    finding_label: str | None
    answered_at: datetime | None
    extensions: int
    extension_days: int = Field(description="working days by which the answer was extended")
    paused_until: datetime | None = Field(description="until when the clock stands still")
    paused_days: int = Field(description="working days it stood still in all")
    complex: bool
    service_item: str | None
    urgency: Urgency | None = Field(description="how soon it is to be answered, where graded")
    urgency_label: str | None
    paper_requests: int = Field(description="how often papers were asked of the complainant")
    satisfaction: Satisfaction | None
    resolved: bool | None = Field(description="whether it is solved, in the complainant's word")
    exempted: bool
    closed_at: datetime | None
    last_urging: LastUrgingAnswer | None
    emergency_since: datetime | None
    cadence: Cadence | None = Field(description="how often it is reported on, under supervision")
    cadence_label: str | None
    milestones: list[MilestoneAnswer]
    whole: NamedMatter | None = Field(description="the matter it is a part of")
    parts: list[PartAnswer]
    merged_into: NamedMatter | None = Field(description="the matter it is handled together with")
    merged_here: list[NamedMatter] = Field(description="matters handled together with it")
    repeats: list[NamedMatter] = Field(description="matters known to say the same")
    obligations: list[ObligationAnswer]


SAME = (
    "number", "version", "anonymous", "received_at", "place", "receiving_unit", "assigned_by",
    "imported", "source", "source_number", "lead", "custodian_unit", "custodian_person",
    "in_hands_since", "answered_at", "extensions", "extension_days", "exempted", "closed_at",
    "channel", "nature", "conduct", "about_units", "about_persons", "finding", "service_item", "urgency", "paper_requests",
)  # fmt: skip
"""What is shown just as the matter has it."""


def matter_answer(
    caller: Caller, axes: Axes, matter: Matter, history: Sequence[Recorded]
) -> MatterAnswer:
    """A matter on the axes, with the texts this caller may read."""
    first, texts = history[0].fact, Texts(caller)
    received = first if isinstance(first, MatterReceived) else None
    imported = first if isinstance(first, MatterImported) else None
    part = first if isinstance(first, PartReceived) else None
    told = received or imported or part
    state = standing(matter, axes.as_of)
    owed = sorted(
        (each for latest in matter.obligations.values() for each in latest.rounds),
        key=lambda each: (each.deadline.at, str(each.key), each.nth),
    )
    named = _named(caller, matter)
    return MatterAnswer(
        **axes_of(axes),
        **{name: getattr(matter, name) for name in SAME},
        matter=matter.id,
        state=state,
        state_label=caller.label(state),
        channel_label=labelled(matter.channel, caller.language),
        nature_label=labelled(matter.nature, caller.language),
        finding_label=labelled(matter.finding, caller.language),
        urgency_label=labelled(matter.urgency, caller.language),
        subject=texts.text(told.subject) if told else None,
        body=texts.text(told.body) if told else None,
        address=texts.text(matter.address),
        has_name=received is not None and received.name is not None,
        has_contact=received is not None and received.contact is not None,
        paused_until=matter.timing.paused_until,
        paused_days=matter.timing.paused_days,
        complex=matter.timing.complex,
        satisfaction=matter.followup.satisfaction,
        resolved=matter.followup.resolved,
        provenance=imported.provenance if imported else None,
        last_urging=_last_urging(caller, texts, matter),
        emergency_since=matter.nodes.emergency_since,
        cadence=matter.rounds.cadence,
        cadence_label=labelled(matter.rounds.cadence, caller.language),
        milestones=[
            MilestoneAnswer(node=code, name=each.name, on=each.on)
            for code, each in matter.nodes.milestones.items()
        ],
        whole=named.get(matter.splitting.whole or ""),
        parts=[
            PartAnswer(
                part=part,
                number=named[part].number,
                finding=known.finding,
                finding_label=labelled(known.finding, caller.language),
                called_off=known.called_off,
            )
            for part, known in matter.splitting.parts.items()
            if part in named
        ],
        merged_into=named.get(matter.joining.into or ""),
        merged_here=_those(named, matter.joining.here),
        repeats=_those(named, matter.joining.repeats),
        orders=[_order(each) for each in matter.orders.values()],
        obligations=[obligation_answer(caller, each, axes.as_of) for each in owed],
    )


def _named(caller: Caller, matter: Matter) -> dict[str, NamedMatter]:
    """The matters that hang together with this one, by id, as far as the caller may know of them."""
    joining, splitting = matter.joining, matter.splitting
    others = {*joining.here, *joining.repeats, *splitting.parts, joining.into, splitting.whole}
    streams = [matter_stream(each) for each in others if each is not None]
    hidden = caller.app.queries.hidden(caller.actor, streams)
    numbers = caller.app.log.numbers(each for each in streams if each not in hidden)
    ids = ((matter_of_stream(stream), number) for stream, number in numbers.items())
    return {each: NamedMatter(matter=each, number=number) for each, number in ids}


def _those(named: dict[str, NamedMatter], ids: Iterable[str]) -> list[NamedMatter]:
    """Those of the matters that the caller may know of, by number."""
    found = [named[each] for each in ids if each in named]
    return sorted(found, key=lambda each: each.number)


def _order(order: Order) -> OrderAnswer:
    return OrderAnswer(**{name: getattr(order, name) for name in OrderAnswer.model_fields})


def _last_urging(caller: Caller, texts: Texts, matter: Matter) -> LastUrgingAnswer | None:
    last = matter.urging.last
    if last is None:
        return None
    return LastUrgingAnswer(
        at=last.at,
        by=last.by,
        rung=last.rung,
        rung_label=caller.label(last.rung),
        duty=last.key.duty,
        duty_label=caller.label(last.key.duty),
        of=last.key.of,
        text=texts.text(last.text),
    )
