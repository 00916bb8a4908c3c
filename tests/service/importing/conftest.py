"""The command line on a migrated database of the test's own."""

from pathlib import Path

import pytest

from tests.service.cli.processes import Huiyin


@pytest.fixture
def huiyin(home: Path, database_url: str) -> Huiyin:
    return Huiyin(home, database_url)
