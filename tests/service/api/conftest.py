"""A server for each test, on a database of its own, with the usual units on record."""

from collections.abc import Iterator

import pytest

from service.bootstrap import Application
from tests.people import establish_units
from tests.service.api.serving import Api, serving


@pytest.fixture
def api(app: Application) -> Iterator[Api]:
    establish_units(app)
    with serving(app) as running:
        yield running
