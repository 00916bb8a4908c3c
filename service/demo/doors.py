"""By which door of the application a step goes in: the ones that API and command line use."""

from domain.adopting import AdoptRulebook
from domain.announcing import RecordNotice
from domain.envelope import Actor, Command
from domain.erasure.commands import COMMANDS as ERASURE
from domain.jurisdictions.commands import COMMANDS as JURISDICTIONS
from domain.kinds import KIND_OF_COMMAND, kind_of, opens
from domain.manifests.commands import RecordManifest
from domain.matter.intake.commands import ReceiveMatter
from domain.organisation.commands import COMMANDS as ORGANISATION
from domain.reading.commands import FindByContact, RevealIdentity
from service.bootstrap import Application
from service.demo.steps import Act, Step
from service.demo.told import Told
from service.executing import Done


def take(app: Application, told: Told, story: str, step: Step, key: str) -> None:
    """Carry out one step, once for its key, and remember what it brought about.

    Raises what the door raises: no step of a story is refused.
    """
    if isinstance(step.does, Act):
        app.runner.catch_up()
        step.does.does(app, told, step.actor)
        return
    command = step.does if isinstance(step.does, Command) else step.does(told)
    done = _carry_out(app, told, step.about or story, told.resolved(command), step.actor, key)
    if done is not None:
        told.note(story, (*done.recorded, *done.elsewhere))


def _carry_out(
    app: Application, told: Told, about: str, command: Command, actor: Actor, key: str
) -> Done | None:
    handler = app.handler
    match command:
        case ReceiveMatter():
            return handler.receive(command, actor, key)
        case RecordManifest():
            return handler.manifest(command, actor, key)
        case RecordNotice():
            return handler.notice(command, actor, key)
        case AdoptRulebook():
            return handler.adopt(command, actor, key)
        case RevealIdentity():
            app.runner.catch_up()
            app.revealing.reveal(command, actor, told.life(about), key)
            return None
        case FindByContact():
            app.revealing.find(command, actor, key)
            return None
    if type(command) in ORGANISATION:
        return handler.organisation(command, actor, key)
    if type(command) in JURISDICTIONS:
        return handler.jurisdictions(command, actor, key)
    if type(command) in ERASURE:
        app.runner.catch_up()
        return app.erasing.do(command, actor, told.life(about), key)
    if opens(type(command)):
        app.runner.catch_up()
        return handler.open(command, actor, key)
    if type(command) in KIND_OF_COMMAND or kind_of(told.stream(about)) is not None:
        return handler.proceeding(command, actor, told.stream(about), key)
    return handler.matter(command, actor, told.life(about), key)
