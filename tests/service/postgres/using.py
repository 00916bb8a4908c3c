"""An embedded PostgreSQL, and other processes that use it."""

import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from service.postgres import EmbeddedPostgres, processes

ROOT = os.geteuid() == 0
only_root = pytest.mark.skipif(not ROOT, reason="needs root, to be several users")
REPOSITORY = Path(__file__).resolve().parents[3]
QUICK = {"fsync": "off", "shared_buffers": "16MB", "max_connections": "20"}
USER = f"""
import sys
from pathlib import Path
from service.postgres import EmbeddedPostgres, EmbeddedPostgresError
database = EmbeddedPostgres(Path(sys.argv[1]), settings={QUICK!r})
try:
    database.start()
except EmbeddedPostgresError as refusal:
    print(type(refusal).__name__, refusal, flush=True)
    raise SystemExit(1)
print("ready", flush=True)
sys.stdin.read()
database.stop()
"""


def end(data: Path) -> None:
    for number in processes.living(data):
        with suppress(ProcessLookupError):  # it has followed the one killed before it
            os.kill(number, signal.SIGKILL)
    wait_until(lambda: not processes.living(data))


def wait_until(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


def a_database(home: Path, **more: object) -> EmbeddedPostgres:
    return EmbeddedPostgres(home, **{"settings": QUICK, **more})  # type: ignore[arg-type]


def data_of(home: Path) -> Path:
    return home / "postgres" / "data"


def ask(database: EmbeddedPostgres, query: str) -> list[str]:
    with psycopg.connect(database.dsn()) as connection:
        cursor = connection.execute(query)
        return [str(row[0]) for row in cursor] if cursor.description else []


def another_user(home: Path, python: str = sys.executable, **how: object) -> subprocess.Popen[str]:
    """Another process that uses the database until its input is closed."""
    environment = {**os.environ, "PYTHONPATH": f"{REPOSITORY}:{Path(psycopg.__file__).parents[1]}"}
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [python, "-c", USER, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        **how,
    )


def says(user: subprocess.Popen[str]) -> str:
    assert user.stdout is not None
    return user.stdout.readline().strip()


def leaves(user: subprocess.Popen[str]) -> None:
    user.communicate(timeout=60)


def nobody() -> dict[str, object]:
    entry = pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "cwd": "/"}


def nobodys_python(needs: str) -> str:
    """A Python of this version that the account nobody can run, with what it needs to import."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    path = f"{REPOSITORY}:{Path(psycopg.__file__).parents[1]}"
    for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        try:
            command = [python, "-c", f"import {needs}"]
            subprocess.run(
                command, check=True, capture_output=True, env={"PYTHONPATH": path}, **nobody()
            )  # type: ignore[call-overload]
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    pytest.skip("no Python here that the account nobody can run")
