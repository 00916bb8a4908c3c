"""Runs ``huiyin`` as people do: in a process of its own, on the test's database."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from tests.service.cli.forking import Forking

ROOT = Path(__file__).parents[3]
OURS = ("HUIYIN_", "DATABASE_URL", "LC_", "LANG", "COLUMNS", "PYTHONUNBUFFERED")


@dataclass(frozen=True)
class Ran:
    """What a finished process left."""

    status: int
    out: str
    err: str


def hear_signals() -> None:
    """What a shell ignores for its background jobs, tests run as one must not hand on."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@cache
def _forking() -> Forking:
    return Forking()


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


class Huiyin:
    """The command line on one database and one home; ``None`` for the embedded database."""

    def __init__(self, home: Path, database_url: str | None) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.environment = {**kept, "HUIYIN_HOME": str(home), "PYTHONPATH": str(ROOT)}
        if database_url is not None:
            self.environment["DATABASE_URL"] = database_url

    def __call__(self, *arguments: object, **environment: str) -> Ran:
        """Run to the end, in a process forked from one that has loaded the program."""
        with TemporaryFile() as out, TemporaryFile() as err:
            status = _forking().run(
                [*map(str, arguments)], {**self.environment, **environment}, out, err
            )
            return Ran(status, _text(out), _text(err))

    def json(self, *arguments: object) -> Any:
        """Run with --json, which must succeed, and read the answer."""
        ran = self(*arguments, "--json")
        assert ran.status == 0, ran.err
        return json.loads(ran.out)

    def start(self, *arguments: object, **streams: Any) -> "subprocess.Popen[bytes]":
        """Start as a shell does, and go on."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
        return subprocess.Popen(
            self.command(*arguments),
            env=self.environment,
            preexec_fn=hear_signals,  # noqa: PLW1509 - it only sets signals
            **pipes,
        )

    def command(self, *arguments: object) -> list[str]:
        return [sys.executable, "-m", "service.cli", *map(str, arguments)]
