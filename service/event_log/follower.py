"""Waiting for new events: a notification wakes at once, a poll each second misses none."""

import contextlib
import selectors
import socket
import time

import psycopg

from service.database import Connection, Database

POLL_SECONDS = 1.0


class Follower:
    """Waits until something may have been appended.

    A notification is only a hint (it may come from another node, or be lost with a connection), so
    ``wait`` also returns after a second without one; whoever waits reads the log each time. A
    connection that died is replaced at the next wait; while none can be had the poll goes on.
    ``wake`` ends a wait from another thread, so that nobody who stops has to sit it out.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listening: Connection | None = None
        self._waking, self._woken = socket.socketpair()

    def wait(self, seconds: float = POLL_SECONDS) -> None:
        """Return on the next notification, or after ``seconds``, whatever the database does."""
        until = time.monotonic() + seconds
        try:
            if self._listening is None:
                self._listening = self._listen()
                return  # something may have come before LISTEN took hold
            self._until_something(self._listening, seconds)
            for _ in self._listening.notifies(timeout=0):
                pass
        except (psycopg.OperationalError, psycopg.InterfaceError):
            self._drop()
            self._until_something(None, until - time.monotonic())

    def wake(self) -> None:
        """End the wait under way, or the next one, at once. From any thread, also after closing."""
        with contextlib.suppress(OSError):
            self._waking.send(b"!")

    def _until_something(self, listening: Connection | None, seconds: float) -> None:
        """Until the database says something, somebody wakes us, or the time is over."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._woken, selectors.EVENT_READ)
            if listening is not None:
                selector.register(listening.fileno(), selectors.EVENT_READ)
            ready = [key.fileobj for key, _ in selector.select(max(0.0, seconds))]
        if self._woken in ready:
            self._woken.recv(1024)

    def _listen(self) -> Connection:
        connection = self._database.connect()
        channel = psycopg.sql.Identifier(f"huiyin_{self._database.schema}")
        connection.execute(psycopg.sql.SQL("LISTEN {}").format(channel))
        return connection

    def close(self) -> None:
        self._drop()
        self._waking.close()
        self._woken.close()

    def _drop(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None
