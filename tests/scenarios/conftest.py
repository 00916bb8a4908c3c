"""The office, ready for work on Monday 2 March 2026 at nine."""

import pytest

from service.bootstrap import Application
from service.clock import MovingClock
from tests.scenarios.office import Office


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    return Office(app, clock)
