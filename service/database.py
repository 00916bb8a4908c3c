"""Connections to the jurisdiction's schema: one pool, READ COMMITTED, one error when it is gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool, PoolTimeout

Connection = psycopg.Connection[TupleRow]

NOTICE_SILENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""A server that no longer answers, not even that it is gone, is given up after some 20 seconds,
unless the connection string says otherwise."""

LOCK_SECONDS = 10
"""How long a statement waits for somebody else's lock before it is given up."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One connection whose statements all see the same moment."""

    connection: Connection

    def fetch(self, query: Any, parameters: Any = None) -> list[TupleRow]:
        """All rows of one reading statement."""
        return self.connection.execute(query, parameters).fetchall()


class DatabaseUnavailable(Exception):
    """The database cannot be reached, or went away in the middle.

    ``unknown_outcome`` is True where a write may or may not have been committed: repeating it with
    the same key is safe.
    """

    def __init__(self, reason: object, *, unknown_outcome: bool = False) -> None:
        self.unknown_outcome = unknown_outcome
        super().__init__(f"The database cannot be reached ({reason}). Try again in a moment.")


class Database:
    """A pool of autocommitting connections whose ``search_path`` is one jurisdiction's schema.

    conninfo  where and as whom to connect
    schema    the jurisdiction's schema
    role      a role to take on after connecting, so that the log cannot be changed from here
    """

    def __init__(
        self, conninfo: str, schema: str, *, role: str | None = None, max_size: int = 16
    ) -> None:
        self.schema = schema
        self.role = role
        self.conninfo = make_conninfo("", **{**NOTICE_SILENCE, **conninfo_to_dict(conninfo)})
        self._pool = ConnectionPool[Connection](
            self.conninfo,
            min_size=1,
            max_size=max_size,
            open=False,
            timeout=10,
            reconnect_timeout=5,
            kwargs={"autocommit": True, "prepare_threshold": 2},
            configure=self._configure,
            check=ConnectionPool.check_connection,
        )

    def _configure(self, connection: Connection) -> None:
        if self.role is not None:
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(self.role)))
        connection.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(self.schema)))
        connection.execute("SET TIME ZONE 'Asia/Shanghai'")
        # A stricter level as the server's default would turn waiting writers into conflicts.
        connection.execute("SET default_transaction_isolation TO 'read committed'")
        connection.execute(f"SET lock_timeout TO '{LOCK_SECONDS}s'")

    def open(self) -> None:
        """Start the pool; connections are made when needed, so a database may come later."""
        self._pool.open(wait=False)

    def close(self) -> None:
        self._pool.close()

    def connect(self) -> Connection:
        """A connection of its own, outside the pool (for LISTEN)."""
        connection = psycopg.connect(self.conninfo, autocommit=True)
        self._configure(connection)
        return connection

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A pooled connection for reading.

        Raises DatabaseUnavailable where it cannot be had or breaks.
        """
        try:
            with self._pool.connection() as connection:
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            raise DatabaseUnavailable(type(error).__name__) from error

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A pooled connection inside one transaction, committed at the end.

        Raises DatabaseUnavailable with ``unknown_outcome`` where the connection broke once the
        transaction had begun.
        """
        begun = False
        try:
            with self._pool.connection() as connection, connection.transaction():
                begun = True
                yield connection
        except psycopg.errors.LockNotAvailable as error:
            raise DatabaseUnavailable(type(error).__name__) from error
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            raise DatabaseUnavailable(type(error).__name__, unknown_outcome=begun) from error

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """A pooled connection whose statements all see the same moment, for reading. Whoever holds
        one takes no second connection: all of the pool's could be waiting for one another.

        Raises DatabaseUnavailable.
        """
        with self.connection() as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield Snapshot(connection)

    def fetch(self, query: Any, parameters: Any = None, *, binary: bool = False) -> list[TupleRow]:
        """All rows of one reading statement; ``binary`` costs less where there are many."""
        with self.connection() as connection:
            return connection.execute(query, parameters, binary=binary).fetchall()
