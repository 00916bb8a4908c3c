"""A home for an embedded PostgreSQL."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.postgres.using import end


@pytest.fixture
def home() -> Iterator[Path]:
    """A home that does not exist yet, in a folder that every account can enter."""
    above = Path(tempfile.mkdtemp(prefix="huiyin-test-", dir="/tmp"))
    above.chmod(0o755)
    yield above / "home"
    for data in above.rglob("postgres/data"):
        end(data)
    for record in above.rglob("socket_dir"):
        shutil.rmtree(record.read_text(), ignore_errors=True)
    shutil.rmtree(above, ignore_errors=True)
