"""Group commit: what concurrent callers bring goes to the log in one call.

Appends are serialised by the log's head row anyway; grouping lets sixteen callers share one round
trip and one flush to disk. Whoever finds no call under way becomes the leader, takes everything
that waits, appends it, hands out the results and passes the lead on. No thread of its own.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import psycopg

from service.database import Connection, Database, DatabaseUnavailable
from service.event_log.log import append_on
from service.event_log.requests import AppendRequest, AppendResult

MOST_REQUESTS = 256


def _locked() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(slots=True)
class _Waiting:
    """One caller: its request, then its result or error; ``woken`` is released to wake it."""

    request: AppendRequest
    result: AppendResult | None = None
    error: Exception | None = None
    woken: threading.Lock = field(default_factory=_locked)

    @property
    def settled(self) -> bool:
        return self.result is not None or self.error is not None


class GroupingAppender:
    """Appends requests from many threads over one connection.

    wall_clock  gives the time to record where a moving clock is used, None for the database's own
    """

    def __init__(
        self, database: Database, wall_clock: Callable[[], datetime | None] = lambda: None
    ) -> None:
        self._database = database
        self._wall_clock = wall_clock
        self._mutex = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._led = False
        self._connection: Connection | None = None

    def append(self, request: AppendRequest) -> AppendResult:
        """Append one request and wait for its result.

        Raises DatabaseUnavailable; with ``unknown_outcome`` the request may have been recorded,
        and repeating it with the same key is safe.
        """
        mine = _Waiting(request)
        with self._mutex:
            self._waiting.append(mine)
            leads, self._led = not self._led, True
        if not leads:
            mine.woken.acquire()
        if not mine.settled:
            self._lead()
        if mine.error is not None:
            raise mine.error
        assert mine.result is not None  # noqa: S101 - settled without error
        return mine.result

    def _lead(self) -> None:
        """Append what waits, this caller's own request among it, then pass the lead on."""
        with self._mutex:
            group = self._waiting[:MOST_REQUESTS]
            del self._waiting[: len(group)]
        try:
            self._settle(group)
        finally:
            with self._mutex:
                next_leader = self._waiting[0] if self._waiting else None
                self._led = next_leader is not None
            for each in group:
                if not each.settled:
                    each.error = DatabaseUnavailable("interrupted", unknown_outcome=True)
                each.woken.release()
            if next_leader is not None:
                next_leader.woken.release()

    def _settle(self, group: Sequence[_Waiting]) -> None:
        try:
            results = self._call([each.request for each in group])
            for each, result in zip(group, results, strict=True):
                each.result = result
        except DatabaseUnavailable as error:
            for each in group:
                each.error = error
        except psycopg.Error as error:
            # One request that the database refuses must not take the others with it.
            if len(group) == 1:
                group[0].error = error
            else:
                for each in group:
                    self._settle([each])

    def _call(self, requests: Sequence[AppendRequest]) -> list[AppendResult]:
        """Call the log; a connection found broken is replaced once.

        The second attempt cannot record anything twice: the command's key went in with the events,
        and the head row makes it wait for whatever the first is still doing.
        """
        try:
            return self._attempt(requests)
        except (psycopg.OperationalError, psycopg.InterfaceError):
            self.close()
        try:
            return self._attempt(requests)
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            self.close()
            raise DatabaseUnavailable(type(error).__name__, unknown_outcome=True) from error

    def _attempt(self, requests: Sequence[AppendRequest]) -> list[AppendResult]:
        if self._connection is None or self._connection.closed:
            self._connection = self._database.connect()
        return append_on(self._connection, requests, self._wall_clock())

    def close(self) -> None:
        """Give the connection back; the next append makes another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
