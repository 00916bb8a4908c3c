"""``make bench``: what the design promises, measured beside a limit or a peer in the same run.

On a database of its own with fsync on. Each pair is measured in turn, several times; the medians
count. Machines are noisy: compare within a run.
"""

import csv
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import psycopg

from domain.working_days import SHANGHAI
from service.bootstrap import Application, application
from service.importing.importer import Importer
from service.settings import Settings
from tests.bench import appends, projecting

ROUNDS = 5
MESSAGES = 12_000


@contextmanager
def fresh() -> Iterator[Application]:
    """An application on an embedded database of its own."""
    with tempfile.TemporaryDirectory(prefix="huiyin-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with application(Settings(home=home, jurisdiction="bench")) as app:
            yield app


def pair(name: str, ours: Callable[[], float], peer: Callable[[], float], wanted: float) -> None:
    """Measure two rates in turn; print both medians and the median ratio beside what is wanted."""
    measured = [(ours(), peer()) for _ in range(ROUNDS)]
    ratio = statistics.median(a / b for a, b in measured)
    rates = (statistics.median(column) for column in zip(*measured, strict=True))
    print(f"{name:<34}", *(f"{rate:>9,.0f}/s" for rate in rates), f"{ratio:7.2f}  (>= {wanted})")
