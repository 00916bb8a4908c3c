"""Waiting for new events: a notification wakes at once, a poll each second misses none."""

import time

import psycopg

from service.database import Connection, Database

POLL_SECONDS = 1.0


class Follower:
    """Waits until something may have been appended.

    A notification is only a hint (it may come from another node, or be lost with a connection), so
    ``wait`` also returns after a second without one; whoever waits reads the log each time. A
    connection that died is replaced at the next wait; while none can be had the poll goes on.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listening: Connection | None = None

    def wait(self, seconds: float = POLL_SECONDS) -> None:
        """Return on the next notification, or after ``seconds``, whatever the database does."""
        until = time.monotonic() + seconds
        try:
            if self._listening is None:
                self._listening = self._listen()
                return  # something may have come before LISTEN took hold
            for _ in self._listening.notifies(timeout=seconds, stop_after=1):
                return
        except (psycopg.OperationalError, psycopg.InterfaceError):
            self.close()
            time.sleep(max(0.0, until - time.monotonic()))

    def _listen(self) -> Connection:
        connection = self._database.connect()
        channel = psycopg.sql.Identifier(f"huiyin_{self._database.schema}")
        connection.execute(psycopg.sql.SQL("LISTEN {}").format(channel))
        return connection

    def close(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None
