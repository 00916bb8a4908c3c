"""What scenarios of proceedings do and look at, on the office of ``office.py``."""

from domain.envelope import Actor, Command
from domain.proceedings.state import Proceeding
from domain.vocabulary import ProceedingKind
from projections.obligation_ledger import Owed, Wanted
from projections.proceeding_register import ProceedingRow, WantedProceedings
from service.asking import Asked
from service.executing import Done
from tests.people import SUPERVISOR
from tests.scenarios.office import NOW, Office

SECOND_SUPERVISOR = Actor(person="supervisor-he", role=SUPERVISOR.role, unit="office")


def opened(office: Office, command: Command, actor: Actor = SUPERVISOR) -> str:
    """Somebody opens a proceeding; its stream."""
    return office.app.handler.open(command, actor).stream


def act(office: Office, command: Command, actor: Actor, proceeding: str) -> Done:
    """Somebody does something about a proceeding."""
    return office.app.handler.proceeding(command, actor, proceeding)


def watch(office: Office) -> int:
    """What the program does each minute; how many steps."""
    office.app.runner.catch_up()
    taken = office.app.watcher.watch()
    office.app.runner.catch_up()
    return taken


def shown(office: Office, proceeding: str, asked: Asked = NOW) -> Proceeding:
    """A proceeding as a supervisor sees it."""
    office.app.runner.catch_up()
    return office.app.queries.proceeding(SUPERVISOR, asked, proceeding)[1]


def listed(
    office: Office, wanted: WantedProceedings, actor: Actor = SUPERVISOR, asked: Asked = NOW
) -> list[ProceedingRow]:
    office.app.runner.catch_up()
    return office.app.queries.proceedings(actor, asked, wanted).items


def of_kind(office: Office, kind: ProceedingKind, **narrowed: str) -> list[ProceedingRow]:
    """The proceedings of a kind, those of a stage or facets if any are given."""
    return listed(office, WantedProceedings(kind=kind, facets=narrowed or None))


def leads_from(office: Office, stream: str, actor: Actor = SUPERVISOR) -> list[ProceedingRow]:
    """The leads that come from something."""
    return listed(office, WantedProceedings(kind=ProceedingKind.LEAD, link=stream), actor)


def owed(office: Office, proceeding: str) -> dict[str, Owed]:
    """The ledger of a proceeding, by ``duty`` or ``duty:of``, each in its last round."""
    rounds = sorted(office.ledger(Wanted(subject=proceeding)).items, key=lambda each: each.nth)
    return {f"{each.duty}:{each.of}" if each.of else each.duty: each for each in rounds}
