"""Projections catching up with a log of whole lives of matters, beside merely reading that log."""

import time
from datetime import UTC, datetime
from uuid import uuid4

from domain.envelope import Actor
from domain.matter.answering.commands import AnswerComplainant
from domain.matter.closing.commands import CloseMatter
from domain.matter.followup.commands import RecordCall
from domain.matter.handling.commands import ReportOutcome, ReportProgress
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.routing.commands import DeliverOrder, DispatchMatter, SignOrder, Task
from domain.vocabulary import AnswerRoute, Channel, Finding, Measure, Nature, Role, Satisfaction
from service.bootstrap import Application
from service.event_log.requests import Appended, AppendRequest, NewEvent
from tests.people import CLERK, HANDLER, establish_units

AT_ONCE = 500
OTHER = Actor(person="clerk-zheng", role=Role.CLERK, unit="office")


def life(app: Application) -> list[NewEvent]:
    """One matter from receipt to closing, by real commands; its events as they are stored."""
    establish_units(app)
    received = ReceiveMatter(
        channel=Channel.HOTLINE, subject="路灯不亮", body="三天了" * 40, nature=Nature.REQUEST
    )
    stream = app.handler.receive(received, CLERK).stream
    matter = stream.removeprefix("matter-")
    for command, actor in (
        (DispatchMatter(lead=Task(unit="housing", person=HANDLER.person)), CLERK),
        (DeliverOrder(unit="housing"), CLERK),
        (SignOrder(), HANDLER),
        (ReportProgress(text="已派人查看"), HANDLER),
        (
            ReportOutcome(
                finding=Finding.MET,
                measures=(Measure.ACTION_TAKEN,),
                text="已更换灯泡",
                evidence=("现场照片",),
            ),
            HANDLER,
        ),
        (AnswerComplainant(text="已修好", route=AnswerRoute.PHONE), HANDLER),
        (RecordCall(reached=True, satisfaction=Satisfaction.SATISFIED, resolved=True), OTHER),
        (CloseMatter(), OTHER),
    ):
        app.handler.matter(command, actor, matter)
    return [
        NewEvent(stream, each.version, each.type, each.type_version, each.data)
        for each in app.log.stream(stream)
    ]


def fill(app: Application, matters: int) -> int:
    """Write so many copies of one life, many matters side by side; how many events."""
    events = life(app)
    original = events[0].stream.removeprefix("matter-")
    for _ in range(matters // AT_ONCE):
        ids = [str(uuid4()) for _ in range(AT_ONCE)]
        for event in events:
            copies = [
                NewEvent(
                    f"matter-{new}",
                    event.version,
                    event.type,
                    event.type_version,
                    event.data.replace(original, new),
                )
                for new in ids
            ]
            _append(app, copies)
    return len(events) * matters


def _append(app: Application, events: list[NewEvent]) -> None:
    request = AppendRequest(
        actor="bench",
        key=str(uuid4()),
        request_hash=b"",
        expected={each.stream: each.version - 1 for each in events},
        latest=datetime(2020, 1, 1, tzinfo=UTC),
        events=events,
    )
    (result,) = app.log.append([request])
    if not isinstance(result, Appended):
        raise TypeError(result)


def catching_up(app: Application) -> float:
    """Events a second through all projections, from where they stand to the head."""
    start = app.queries.reached()
    began = time.perf_counter()
    progress = app.runner.catch_up()
    return (progress.position - start) / (time.perf_counter() - began)


def reading(app: Application) -> float:
    """Events a second merely read and decoded, the limit of any projection in this language."""
    began, position = time.perf_counter(), 0
    while batch := app.feed.after(position, 2_000):
        position = batch[-1].position
    return position / (time.perf_counter() - began)
