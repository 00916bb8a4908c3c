"""A county and what lies below it, each a schema of one database, as the scenarios of M39 need them."""

from collections.abc import Iterator
from contextlib import contextmanager

from domain.jurisdictions.commands import NameHigher, RegisterLower
from service.bootstrap import Application, application
from service.clock import MovingClock
from service.settings import Settings
from tests.people import SUPERVISOR, appoint_leaders, establish_units
from tests.scenarios.office import Office

NAMES = {"main": "霍山县", "town": "城关镇", "village": "东街村", "other_town": "衡山镇"}


@contextmanager
def office_of(settings: Settings, jurisdiction: str, clock: MovingClock) -> Iterator[Office]:
    """The office of another jurisdiction in the same database, with the usual units on record."""
    with application(settings.of(jurisdiction), clock) as app:
        establish_units(app)
        appoint_leaders(app)
        yield Office(app, clock)


def tie(higher: Application, lower: Application) -> None:
    """Both sides say that one is above the other."""
    register(higher, lower.settings.jurisdiction)
    name_above(lower, higher.settings.jurisdiction)


def register(app: Application, lower: str) -> None:
    """The higher side says it."""
    command = RegisterLower(jurisdiction=lower, name=NAMES[lower], desk="office")
    app.handler.jurisdictions(command, SUPERVISOR)


def name_above(app: Application, higher: str) -> None:
    """The lower side says it."""
    command = NameHigher(jurisdiction=higher, name=NAMES[higher], desk="office")
    app.handler.jurisdictions(command, SUPERVISOR)
