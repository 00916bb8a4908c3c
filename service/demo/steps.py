"""What the demo's stories are told with."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.envelope import Actor, Command
from domain.matter.answering.commands import AnswerComplainant
from domain.matter.closing.commands import CloseMatter
from domain.matter.followup.commands import RecordCall
from domain.matter.handling.commands import ReportOutcome
from domain.matter.intake.commands import NotifyAcceptance, ReceiveMatter
from domain.matter.routing.commands import DeliverOrder, DispatchMatter, SignOrder, Task
from domain.vocabulary import AnswerRoute, Channel, Conduct, Finding, Measure, Nature, Satisfaction
from service.bootstrap import Application
from service.demo.people import CALLER, CLERK, HANDLERS, SUPERVISOR
from service.demo.told import Told

Telling = Callable[[Told], Command]
"""A command that needs what earlier steps brought about, such as a position in the log."""


@dataclass(frozen=True, slots=True)
class Act:
    """What is no command: a ballot cast, a dossier taken. Repeated, it changes nothing more."""

    does: Callable[[Application, Told, Actor], None]


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody does something, so many working days ago (1: the last one) at this hour.

    about  the story whose matter or proceeding it is done to, where that is another
    """

    days_ago: int
    hour: int
    actor: Actor
    does: Command | Telling | Act
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One matter or proceeding; its first step brings it about, unless another story made it
    (``told.made_by``). A command names another by its story."""

    name: str
    steps: tuple[Step, ...]


def received(
    days_ago: int,
    subject: str,
    body: str,
    nature: Nature | None = Nature.REQUEST,
    *,
    channel: Channel = Channel.HOTLINE,
    anonymous: bool = False,
    conduct: tuple[Conduct, ...] = (),
    about_units: tuple[str, ...] = (),
    about_persons: tuple[str, ...] = (),
    assigned_by: str | None = None,
    place: str | None = None,
    source_number: str | None = None,
    service_item: str | None = None,
) -> Step:
    """Received by the clerk at nine, so many working days ago."""
    command = ReceiveMatter(
        channel=channel,
        subject=subject,
        body=body,
        anonymous=anonymous,
        name=None if anonymous else "示例市民",
        contact=None if anonymous else "000-0000",
        place=place,
        nature=nature,
        conduct=conduct,
        about_units=about_units,
        about_persons=about_persons,
        assigned_by=assigned_by,
        source_number=source_number,
        service_item=service_item,
    )
    return Step(days_ago, 9, CLERK, command)


def order(unit: str, participant: str | None = None) -> DispatchMatter:
    """An order to a lead unit's handler and, where named, a participant's."""
    others = (task(participant),) if participant else ()
    return DispatchMatter(lead=task(unit), participants=others)


def task(unit: str) -> Task:
    """What a unit's handler is ordered to do."""
    return Task(unit=unit, person=HANDLERS[unit].person, task="请按期办理并反馈。")


def delivered(unit: str, days_ago: int, participant: str | None = None) -> tuple[Step, ...]:
    """Dispatched in the morning and delivered by noon."""
    units = (unit, participant) if participant else (unit,)
    return (
        Step(days_ago, 10, CLERK, order(unit, participant)),
        *(Step(days_ago, 12, CLERK, DeliverOrder(unit=each)) for each in units),
    )


def signed(
    unit: str, days_ago: int, participant: str | None = None, *, told: bool = True
) -> tuple[Step, ...]:
    """Delivered, and signed for by the lead on the same day; the complainant is told that it was taken
    on, where there is one to tell."""
    return (
        *delivered(unit, days_ago, participant),
        Step(days_ago, 14, HANDLERS[unit], SignOrder()),
        *((Step(days_ago, 15, CLERK, NotifyAcceptance(route=AnswerRoute.PHONE)),) * told),
    )


def outcome(finding: Finding, text: str) -> ReportOutcome:
    """An outcome that was reached on the spot."""
    measures = (Measure.SITE_VISIT, Measure.ACTION_TAKEN)
    return ReportOutcome(finding=finding, measures=measures, text=text, evidence=("现场照片",))


def followed_up(days_ago: int) -> tuple[Step, Step]:
    """Called by somebody else, content, and filed on the same day."""
    return (
        Step(days_ago, 10, CALLER, call(Satisfaction.SATISFIED)),
        Step(days_ago, 16, SUPERVISOR, CloseMatter()),
    )


def call(satisfaction: Satisfaction) -> RecordCall:
    """A follow-up call that reached the complainant."""
    resolved = satisfaction is not Satisfaction.DISSATISFIED
    return RecordCall(reached=True, satisfaction=satisfaction, resolved=resolved)


def answer(text: str, route: AnswerRoute = AnswerRoute.PHONE) -> AnswerComplainant:
    """An answer, by telephone if nothing else is said."""
    return AnswerComplainant(text=text, route=route)
