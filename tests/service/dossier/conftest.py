"""A matter with everything that a dossier can show, in an office of its own."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from service.bootstrap import Application
from service.clock import MovingClock
from service.dossier.dossier import Dossier
from service.proof.note import WITNESS, Signer
from tests.people import AUDITOR, CLERK, HANDLER, appoint_leaders, establish_units
from tests.scenarios.office import Office, answer, at, outcome

WITNESS_KEY = Signer("city-audit", bytes(range(32)), WITNESS)


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    establish_units(app)
    appoint_leaders(app)
    return Office(app, clock)


def lists(office: Office) -> None:
    """The lists brought up to the log, and what the program finds missed."""
    office.app.runner.catch_up()
    office.app.watcher.watch()
    office.app.runner.catch_up()


@pytest.fixture
def matter(office: Office) -> str:
    """Signed for, left lying until it was missed, then answered; a matter of somebody else beside it."""
    matter = office.in_hand(name="钱多多", contact="0991-5550000")
    office.in_hand(subject="别人的事")
    office.clock.move_to(at(3, 20))
    lists(office)
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    lists(office)
    return matter


def unpacked(dossier: Dossier) -> dict[str, bytes]:
    """The files of a dossier by their names."""
    with ZipFile(BytesIO(dossier.archive)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def files(office: Office, matter: str) -> dict[str, bytes]:
    """The files of the matter's dossier, asked for by an auditor."""
    return unpacked(office.app.dossiers.make(AUDITOR, matter))
