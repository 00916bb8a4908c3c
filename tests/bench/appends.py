"""Appends from many clients, beside the raw limit: lock-free prepared INSERTs of the same bytes."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

from service.bootstrap import Application
from service.event_log.requests import Appended, AppendRequest, NewEvent

SECONDS = 3.0
BODY = '{"actor": {"person": "bench"}, "fact": {"text": "' + "x" * 250 + '"}}'
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

RAW_TABLE = """
CREATE TABLE raw_event (
    position     bigserial   PRIMARY KEY,
    stream       text        NOT NULL,
    version      integer     NOT NULL,
    type         text        NOT NULL,
    type_version smallint    NOT NULL,
    recorded_at  timestamptz NOT NULL,
    data         json        NOT NULL,
    UNIQUE (stream, version)
)"""
RAW_INSERT = (
    "INSERT INTO raw_event (stream, version, type, type_version, recorded_at, data)"
    " VALUES (%s, 1, 'bench.happened', 1, clock_timestamp(), %s)"
)


def grouped(app: Application, clients: int) -> float:
    """Appends a second through the log: order without gaps, commands remembered."""

    def one() -> None:
        stream = f"bench-{uuid4()}"
        request = AppendRequest(
            actor="bench",
            key=stream,
            request_hash=sha256(stream.encode()).digest(),
            expected={stream: 0},
            latest=LONG_AGO,
            events=[NewEvent(stream, 1, "bench.happened", 1, BODY)],
        )
        result = app.appender.append(request)
        if not isinstance(result, Appended):
            raise TypeError(result)

    return _rate(clients, lambda: one)


def raw(app: Application, clients: int) -> float:
    """Single autocommitted INSERTs a second, one connection a client, nothing else promised."""

    def client() -> Callable[[], None]:
        connection = app.database.connect()

        def one() -> None:
            connection.execute(RAW_INSERT, (f"bench-{uuid4()}", BODY), prepare=True)

        return one

    return _rate(clients, client)


def _rate(clients: int, client: Callable[[], Callable[[], None]]) -> float:
    """Calls a second from so many threads, for three seconds after half a second of warming up."""
    counts = [0] * clients
    stop = threading.Event()

    def work(place: int) -> None:
        one = client()
        while not stop.is_set():
            one()
            counts[place] += 1

    threads = [threading.Thread(target=work, args=(place,)) for place in range(clients)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    before, began = sum(counts), time.perf_counter()
    time.sleep(SECONDS)
    rate = (sum(counts) - before) / (time.perf_counter() - began)
    stop.set()
    for thread in threads:
        thread.join()
    return rate
