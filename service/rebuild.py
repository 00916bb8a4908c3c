"""Making the read tables again from the log, beside the ones in service, then switching over.

The old generation serves and is kept up to date until the new one has caught up; the switch is one
short transaction. Nothing is lost by stopping half-way: the unfinished generation is dropped by
the next rebuild. One at a time: a lock of the rebuild's connection, free again when that ends.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import psycopg
from psycopg import sql

from projections.matter_tables import MatterTables
from projections.runner import Progress, Projection, Runner
from projections.sql import Connection
from projections.table import definition
from projections.text_search import TextIndex
from service.companion import CompanionProcess
from service.database import Database
from service.event_log.feed import LogFeed
from service.event_log.log import EventLog
from service.migrate import (
    PROJECTIONS,
    Standing,
    create_generation,
    migrate,
    outdated,
    standing,
    switch_views,
)
from service.settings import Settings
from service.vault.opening import open_vault

Report = Callable[[int, int], None]


class RebuildStopped(Exception):
    """An event cannot be applied; the lists in service were left as they are."""


class RebuildUnderWay(Exception):
    """Another process is rebuilding the lists of this jurisdiction."""


def rebuild(owner: str, settings: Settings, report: Report) -> int:
    """Rebuild the read tables; the position reached.

    owner   conninfo of the database's owner, who may make tables
    report  told (position, head) as it goes on

    Raises RebuildStopped, RebuildUnderWay, and what ``migrate`` raises.
    """
    with alone(owner, settings, wait=False) as connection:
        if standing(connection, settings) is not Standing.CURRENT:
            migrate(connection, settings)
        names = [each.name for each in PROJECTIONS]
        return min(_rebuild(connection, owner, settings, report, each) for each in names)


def renew(owner: str, settings: Settings, report: Report) -> None:
    """Make all tables what this program makes them: those of the log at once, the read tables by a
    rebuild where they have changed. Of several at once, the others wait.

    Arguments and errors as ``rebuild``.
    """
    with alone(owner, settings, wait=True) as connection:
        migrate(connection, settings)
        for name in outdated(connection, settings):
            _rebuild(connection, owner, settings, report, name)


@contextmanager
def alone(owner: str, settings: Settings, *, wait: bool) -> Iterator[Connection]:
    """A connection in the jurisdiction's schema, as the only one to rebuild while it is held."""
    schema = settings.schema_name
    lock = "SELECT pg_advisory_lock(%s::int8)" if wait else "SELECT pg_try_advisory_lock(%s::int8)"
    with psycopg.connect(owner, autocommit=True) as connection:
        key = connection.execute("SELECT hashtext(%s)", (f"huiyin rebuild {schema}",)).fetchone()
        if connection.execute(lock, key).fetchone() == (False,):
            raise RebuildUnderWay(
                "The lists are being rebuilt by another process. Wait until it has ended."
            )
        connection.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))
        yield connection


def projection_of(name: str, database: Database, settings: Settings) -> Projection:
    """A projection by its name, reading the log and the keys as the database's owner.

    Raises WrongMasterKey: with another key no text could be opened, and none would be found again.
    """
    if name == MatterTables.name:
        return MatterTables()
    vault = open_vault(database, settings)
    vault.check_master_key()
    return TextIndex(vault.open_all, vault.pair_number)


def _rebuild(
    connection: Connection, owner: str, settings: Settings, report: Report, projection: str
) -> int:
    @contextmanager
    def transaction() -> Iterator[Connection]:
        with connection.transaction():
            yield connection

    name = f"{projection}, rebuilt"
    database = Database(owner, settings.schema_name, max_size=2)
    database.open()
    try:
        feed = LogFeed(EventLog(database))
        made = projection_of(projection, database, settings)
        generation = prepare(connection, made, name)
        invite = partial(CompanionProcess, database) if projection == MatterTables.name else None
        runner = Runner(made, feed, transaction, invite=invite)
        complete(runner.catch_up(row=name, report=lambda at: report(at, feed.head())))
        with connection.transaction():
            # The old generation stands still from here, so the two cannot part again.
            connection.execute("SELECT 1 FROM projection WHERE name = %s FOR UPDATE", (projection,))
            progress = complete(runner.catch_up(row=name))
            switch_views(connection, made.tables, generation)
            connection.execute("DELETE FROM projection WHERE name = %s", (name,))
            _take_over(connection, made, progress)
    finally:
        database.close()
    return progress.position


def prepare(connection: Connection, projection: Projection, name: str) -> int:
    """Make the tables of the next generation; what an unfinished rebuild left goes first."""
    with connection.transaction():
        left = connection.execute(
            "DELETE FROM projection WHERE name = %s RETURNING generation", (name,)
        ).fetchone()
        if left is not None:
            drop(connection, projection, left[0])
        current = connection.execute(
            "SELECT generation FROM projection WHERE name = %s", (projection.name,)
        ).fetchone()
        generation = (int(current[0]) if current else 0) + 1
        create_generation(connection, projection.tables, generation)
        connection.execute(
            "INSERT INTO projection (name, generation, position, definition)"
            " VALUES (%s, %s, 0, %s)",
            (name, generation, definition(projection.tables)),
        )
    return generation


def _take_over(connection: Connection, projection: Projection, progress: Progress) -> None:
    old = connection.execute(
        "SELECT generation FROM projection WHERE name = %s", (projection.name,)
    ).fetchone()
    connection.execute(
        "UPDATE projection SET generation = %s, position = %s, stopped_at = NULL, reason = NULL,"
        " definition = %s WHERE name = %s",
        (
            progress.generation,
            progress.position,
            definition(projection.tables),
            projection.name,
        ),
    )
    if old is not None:
        drop(connection, projection, int(old[0]))


def drop(connection: Connection, projection: Projection, generation: int) -> None:
    """Drop the tables of a generation that nobody reads."""
    for table in projection.tables:
        name = sql.Identifier(table.generation(generation))
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(name))


def complete(progress: Progress) -> Progress:
    """The same, where no event stopped it. Raises RebuildStopped."""
    if progress.stopped_at is not None:
        raise RebuildStopped(
            f"The rebuild stopped at event {progress.stopped_at}: {progress.reason}. The lists in"
            " service were left as they are."
        )
    return progress
