"""The office in which the scenarios play."""

import pytest

from service.bootstrap import Application
from service.clock import MovingClock
from tests.people import appoint_leaders, establish_units
from tests.scenarios.office import Office


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    """Monday 2 March 2026, 09:00; the units and two leaders are on record, no matter is."""
    establish_units(app)
    appoint_leaders(app)
    return Office(app, clock)
