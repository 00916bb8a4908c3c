"""A real PostgreSQL for every test: one server, one migrated template, a database of its own each.

With ``DATABASE_URL`` set, databases are made on that server (its role may create databases and
roles); otherwise on an embedded one that all workers share and the last one stops.
"""

import compileall
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import hypothesis
import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from pydantic import SecretStr

from domain.working_days import SHANGHAI
from service.bootstrap import Application, application
from service.clock import MovingClock
from service.migrate import migrate
from service.postgres import EmbeddedPostgres
from service.settings import Settings
from tests.people import MORNING

ROOT = Path(__file__).parents[1]
OURS = ("domain", "projections", "service")
HOME = "HUIYIN_TEST_HOME"
GIVEN = "DATABASE_URL"
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.register_profile(
    "hunt", derandomize=False, print_blob=True, database=None, deadline=None
)
hypothesis.settings.load_profile("repeatable")
"""The suite tries the same examples every time; ``make hunt`` tries others at each run. How long one
takes is no property: on a busy machine it says nothing."""

IN_MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30
"""Making a database copies hundreds of small files: in memory that takes a twentieth of the time."""
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def pytest_configure(config: pytest.Config) -> None:
    """The process that starts the run makes the folder that all workers share."""
    if not hasattr(config, "workerinput"):
        if "TMPDIR" not in os.environ and _has_room(IN_MEMORY):
            # For the workers and the programs they start, too.
            os.environ["TMPDIR"] = str(IN_MEMORY)
            tempfile.tempdir = None
        for each in OURS:  # once, instead of at each start of the program
            compileall.compile_dir(ROOT / each, quiet=2)
        home = tempfile.mkdtemp(prefix="huiyin-test-")
        Path(home).chmod(0o755)
        os.environ[HOME] = home


def _has_room(folder: Path) -> bool:
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        home = os.environ.pop(HOME)
        _drop_template(Path(home))
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Conninfo of a server on which databases can be made."""
    if given := os.environ.get(GIVEN):
        yield given
        return
    with EmbeddedPostgres(Path(os.environ[HOME]), settings=FAST) as embedded:
        yield embedded.dsn()


@pytest.fixture(scope="session")
def template(server: str) -> str:
    """The name of a migrated database, made once a run by whichever worker comes first."""
    home = Path(os.environ[HOME])
    marker = home / "template"
    with (home / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not marker.exists():
            name = f"huiyin_template_{uuid4().hex}"
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
            with psycopg.connect(make_conninfo(server, dbname=name), autocommit=True) as connection:
                migrate(connection, Settings(home=home, jurisdiction="main"))
            marker.write_text(name)
        return marker.read_text()


def _drop_template(home: Path) -> None:
    marker = home / "template"
    if marker.exists() and (given := os.environ.get(GIVEN)):
        with psycopg.connect(given, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {marker.read_text()} WITH (FORCE)")


@pytest.fixture
def empty_database(server: str) -> Iterator[str]:
    """Conninfo of a database without any tables."""
    yield from made_database(server, "template0")


@pytest.fixture
def database_url(server: str, template: str) -> Iterator[str]:
    """Conninfo of a migrated database of this test's own."""
    yield from made_database(server, template)


def made_database(server: str, template: str) -> Iterator[str]:
    name = f"huiyin_test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        yield make_conninfo(server, dbname=name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of this test's own that any account may enter."""
    folder = Path(tempfile.mkdtemp(prefix="huiyin-home-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def settings(database_url: str, home: Path) -> Settings:
    return Settings(home=home, database_url=SecretStr(database_url), jurisdiction="main")


@pytest.fixture
def clock() -> MovingClock:
    """Monday 2 March 2026, 09:00 in Shanghai; it stands still until it is moved."""
    return MovingClock(MORNING.astimezone(SHANGHAI))


@pytest.fixture
def app(settings: Settings, clock: MovingClock) -> Iterator[Application]:
    """A running application on a database of its own, with a clock set by hand."""
    with application(settings, clock) as running:
        yield running
