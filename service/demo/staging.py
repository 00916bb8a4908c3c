"""Playing the demo through the real commands, on a clock moved by hand over the last half-year.

Each morning before work the program's own steps are taken, as it takes them when it runs. Every
command has a key of its own, so a demo that was stopped half-way goes on where it was, and one that
is there is found.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.codec import decode
from domain.envelope import Actor, Command
from domain.errors import ConflictError
from domain.organisation.events import UnitEstablished
from domain.vocabulary import Role
from domain.working_days import SHANGHAI, load_calendar
from service.asking import Asked
from service.bootstrap import Application
from service.clock import MovingClock
from service.demo.days import LEAD, Days, midnight
from service.demo.doors import take
from service.demo.messages import SOURCE, imported, message_file
from service.demo.people import SUPERVISOR, organisation
from service.demo.steps import Step
from service.demo.stories import stories
from service.demo.told import Told
from service.importing.importer import import_file
from service.importing.mapping import Mapping

BEFORE_WORK = 7
"""The hour at which the program takes its own steps, on each working day."""

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
    """One step of one story at its time; ``key`` makes a repeat of its command recognisable. No
    step: the program takes its own."""

    at: datetime
    key: str = ""
    story: str = ""
    step: Step | None = None


def beginning(now: datetime) -> datetime:
    """The moment at which a demo made now begins; the clock it is played on starts there."""
    return midnight(now.astimezone(SHANGHAI).date()) - LEAD


def play(app: Application, clock: MovingClock, report: Callable[[int, int], None]) -> bool:
    """Make the demo, up to the end of yesterday; False where it was there already.

    app     an application running on ``clock``, its lists up to date
    clock   set to the demo's ``beginning``; moved as the stories go on
    report  is given the steps done, and how many there are

    Raises OtherMatters.
    """
    began = _began(app)
    if began is None and app.queries.matters(_AUDITOR, Asked(limit=1)).items:
        raise OtherMatters()
    begin = began or clock.now()
    scenes = _scenes(Days((begin + LEAD).date(), load_calendar()))
    last = next(
        each for each in reversed(scenes) if each.step and isinstance(each.step.does, Command)
    )
    if last.step and app.log.done(last.step.actor.person, last.key) is not None:
        return False
    clock.move_to(begin)
    for place, command in enumerate(organisation(begin.date())):
        app.handler.organisation(command, SUPERVISOR, _key("organisation", place))
    with message_file(begin) as path:
        import_file(app, path, replace(Mapping(), source=SOURCE))
    told, reached = Told(imported()), app.log.after(app.log.head() - 1, 1)[0].recorded_at
    for done, scene in enumerate(scenes, 1):
        clock.move_to(scene.at)
        if scene.step is not None:
            take(app, told, scene.story, scene.step, scene.key)
        elif scene.at >= reached:
            _own_steps(app)
        report(done, len(scenes))
    return True


def _own_steps(app: Application) -> None:
    """What the program does by itself each minute while it runs, but for what leaves the house."""
    app.runner.catch_up()
    if app.watcher.watch():
        app.runner.catch_up()
    app.ballots.release()


def _began(app: Application) -> datetime | None:
    """When the demo that is there begins; None where there is none."""
    done = app.log.done(SUPERVISOR.person, _key("organisation", 0))
    if done is None:
        return None
    fact = decode(app.log.after(done[1].first_position - 1, 1)[0]).fact
    since = fact.since if isinstance(fact, UnitEstablished) else None
    return midnight(since) if since is not None else None


def _scenes(days: Days) -> list[_Scene]:
    """Every step of every story, and the program's own of each morning, in the order of their times."""
    mornings = [_Scene(days.at(each, BEFORE_WORK)) for each in range(1, len(days.worked) + 1)]
    steps = [
        _Scene(days.at(step.days_ago, step.hour), _key(story.name, place), story.name, step)
        for story in stories(days)
        for place, step in enumerate(story.steps)
    ]
    last = _Scene(midnight(days.today))
    return [*sorted((*mornings, *steps), key=lambda scene: scene.at), last]


def _key(story: str, place: int) -> str:
    return f"demo/{story}/{place}"
