"""Playing the demo through the real commands, on a clock moved by hand over the last weeks.

Every command has a key of its own, so a demo that was stopped half-way goes on where it was, and
one that is there is found.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from domain.codec import decode
from domain.envelope import Actor
from domain.errors import ConflictError
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.stream import matter_of_stream
from domain.organisation.events import UnitEstablished
from domain.vocabulary import Role
from domain.working_days import SHANGHAI, Calendar
from service.bootstrap import Application
from service.clock import MovingClock
from service.demo.messages import SOURCE, message_file
from service.demo.people import SUPERVISOR, organisation
from service.demo.steps import Step, part_of
from service.demo.stories import stories
from service.importing.importer import import_file
from service.importing.mapping import Mapping
from service.queries import Asked

LEAD = timedelta(days=100)
"""The demo begins so long before its today: enough for the working days of its stories."""

SOON = timedelta(days=14)
_AUDITOR = Actor(person="demo", role=Role.AUDITOR)


class OtherMatters(ConflictError):
    code = "other-matters"
    zh = "库中已有其他事项，示范数据不与之混放。请用 HUIYIN_HOME 指定另一个文件夹，或另建数据库。"
    en = (
        "There are other matters already, and the demo is not mixed with them. Set HUIYIN_HOME to"
        " another folder, or use another database."
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    """One step of one story at its time; ``key`` makes a repeat of its command recognisable."""

    at: datetime
    key: str
    story: str
    step: Step


def beginning(now: datetime) -> datetime:
    """The moment at which a demo made now begins; the clock it is played on starts there."""
    return _midnight(now.astimezone(SHANGHAI).date()) - LEAD


def play(app: Application, clock: MovingClock, report: Callable[[int, int], None]) -> bool:
    """Make the demo, up to yesterday; False where it was there already.

    app     an application running on ``clock``, its lists up to date
    clock   set to the demo's ``beginning``; moved as the stories go on
    report  is given the steps done, and how many there are

    Raises OtherMatters.
    """
    began = _began(app)
    if began is None and app.queries.matters(_AUDITOR, Asked(limit=1)).items:
        raise OtherMatters()
    begin = began or clock.now()
    scenes = _scenes(begin, app.reference.calendar())
    if app.log.done(scenes[-1].step.actor.person, scenes[-1].key) is not None:
        return False
    clock.move_to(begin)
    for place, command in enumerate(organisation(begin.date())):
        app.handler.organisation(command, SUPERVISOR, _key("organisation", place))
    with message_file(begin) as path:
        import_file(app, path, replace(Mapping(), source=SOURCE))
    matters: dict[str, str] = {}
    for done, scene in enumerate(scenes, 1):
        clock.move_to(scene.at)
        _perform(app, scene, matters)
        report(done, len(scenes))
    return True


def _perform(app: Application, scene: _Scene, matters: dict[str, str]) -> None:
    """Carry out one step; ``matters`` holds the ids of the matters there are so far, by story.

    Another matter is named by its story, a part by ``part_of`` its whole's.
    """
    command, actor = scene.step.command, scene.step.actor
    if isinstance(command, ReceiveMatter):
        done = app.handler.receive(command, actor, scene.key)
        matters[scene.story] = matter_of_stream(done.stream)
    else:
        if command.OTHER:
            other = matters[getattr(command, command.OTHER)]
            command = command.model_copy(update={command.OTHER: other})
        done = app.handler.matter(command, actor, matters[scene.story], scene.key)
    made = [stream for stream, events in done.by_other_stream().items() if events[0].version == 1]
    for place, stream in enumerate(made, 1):
        matters[part_of(scene.story, place)] = matter_of_stream(stream)


def _began(app: Application) -> datetime | None:
    """When the demo that is there begins; None where there is none."""
    done = app.log.done(SUPERVISOR.person, _key("organisation", 0))
    if done is None:
        return None
    fact = decode(app.log.after(done[1].first_position - 1, 1)[0]).fact
    since = fact.since if isinstance(fact, UnitEstablished) else None
    return _midnight(since) if since is not None else None


def _scenes(begin: datetime, calendar: Calendar) -> list[_Scene]:
    """Every step of every story, in the order of their times."""
    today = (begin + LEAD).date()
    before = (today - timedelta(days=days) for days in range(1, LEAD.days))
    worked = [day for day in before if calendar.is_working_day(day)]

    def at(days_ago: int, hour: int) -> datetime:
        return _midnight(worked[days_ago - 1]) + timedelta(hours=hour)

    scenes = [
        _Scene(at(step.days_ago, step.hour), _key(story.name, place), story.name, step)
        for story in stories(at, _midnight(today) + SOON)
        for place, step in enumerate(story.steps)
    ]
    return sorted(scenes, key=lambda scene: scene.at)


def _key(story: str, place: int) -> str:
    return f"demo/{story}/{place}"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
