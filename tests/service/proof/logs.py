"""Logs to be sealed, quickly filled, and the hands that tamper with them."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from service.bootstrap import Application
from service.event_log.requests import Appended
from service.proof.store import Signed
from tests.service.event_log.requests import event, request


def fill(app: Application, count: int, *, streams: int = 5, begin: int = 0) -> None:
    """Append so many events to some streams in turn; their data has blanks that must be kept."""
    events = [
        event(f"s-{n % streams}", n // streams + 1, data=f'{{"n":  {n}, "事": "件"}}')
        for n in range(begin, begin + count)
    ]
    for at in range(0, count, 500):
        assert isinstance(app.appender.append(request(*events[at : at + 500])), Appended)


def sealed(app: Application) -> Signed:
    """Everything sealed; the checkpoint."""
    found = app.proof.sealer.seal()
    assert found is not None
    return found


@contextmanager
def tampering(conninfo: str, schema: str = "huiyin_main") -> Iterator[psycopg.Connection]:
    """The owner's connection with every trigger off, as whoever has the server can have it."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(f"SET search_path TO {schema}")
        connection.execute("SET session_replication_role TO replica")
        yield connection
