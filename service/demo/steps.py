"""What the demo's stories are told with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.envelope import Actor, Command
from domain.matter.answering.commands import AnswerComplainant
from domain.matter.followup.commands import RecordCall
from domain.matter.handling.commands import ReportOutcome
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.routing.commands import DeliverOrder, DispatchMatter, SignOrder, Task
from domain.vocabulary import AnswerRoute, Channel, Conduct, Finding, Measure, Nature, Satisfaction
from service.demo.people import CLERK, HANDLERS


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody does something, so many working days ago (1: the last one) at this hour."""

    days_ago: int
    hour: int
    actor: Actor
    command: Command


@dataclass(frozen=True, slots=True)
class Story:
    """One matter; its first step receives it, unless it is a part of another (``part_of``)."""

    name: str
    steps: tuple[Step, ...]


At = Callable[[int, int], datetime]
"""The time that a step's day and hour mean."""


def part_of(story: str, place: int) -> str:
    """The story of a part of the matter that another story splits, by its place: 1, 2, ..."""
    return f"{story}-part-{place}"


def received(
    at: At,
    days_ago: int,
    subject: str,
    body: str,
    nature: Nature | None = Nature.REQUEST,
    *,
    channel: Channel = Channel.HOTLINE,
    anonymous: bool = False,
    conduct: tuple[Conduct, ...] = (),
    about_units: tuple[str, ...] = (),
    assigned_by: str | None = None,
) -> Step:
    """Received by the clerk at nine, so many working days ago."""
    command = ReceiveMatter(
        channel=channel,
        subject=subject,
        body=body,
        received_at=at(days_ago, 9),
        anonymous=anonymous,
        name=None if anonymous else "示例市民",
        contact=None if anonymous else "000-0000",
        nature=nature,
        conduct=conduct,
        about_units=about_units,
        assigned_by=assigned_by,
    )
    return Step(days_ago, 9, CLERK, command)


def order(unit: str, participant: str | None = None) -> DispatchMatter:
    """An order to a lead unit's handler and, where named, a participant's."""
    others = (Task(unit=participant, person=HANDLERS[participant].person),) if participant else ()
    lead = Task(unit=unit, person=HANDLERS[unit].person, task="请按期办理并反馈。")
    return DispatchMatter(lead=lead, participants=others)


def delivered(unit: str, days_ago: int, participant: str | None = None) -> tuple[Step, ...]:
    """Dispatched in the morning and delivered by noon."""
    units = (unit, participant) if participant else (unit,)
    return (
        Step(days_ago, 10, CLERK, order(unit, participant)),
        *(Step(days_ago, 12, CLERK, DeliverOrder(unit=each)) for each in units),
    )


def signed(unit: str, days_ago: int, participant: str | None = None) -> tuple[Step, ...]:
    """Delivered, and signed for by the lead on the same day."""
    return (
        *delivered(unit, days_ago, participant),
        Step(days_ago, 14, HANDLERS[unit], SignOrder()),
    )


def outcome(finding: Finding, text: str) -> ReportOutcome:
    """An outcome that was reached on the spot."""
    measures = (Measure.SITE_VISIT, Measure.ACTION_TAKEN)
    return ReportOutcome(finding=finding, measures=measures, text=text, evidence=("现场照片",))


def call(satisfaction: Satisfaction) -> RecordCall:
    """A follow-up call that reached the complainant."""
    resolved = satisfaction is not Satisfaction.DISSATISFIED
    return RecordCall(reached=True, satisfaction=satisfaction, resolved=resolved)


def answer(text: str, route: AnswerRoute = AnswerRoute.PHONE) -> AnswerComplainant:
    """An answer, by telephone if nothing else is said."""
    return AnswerComplainant(text=text, route=route)
