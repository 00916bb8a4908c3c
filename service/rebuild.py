"""Making the read tables again from the log, beside the ones in service, then switching over.

The old generation serves and is kept up to date until the new one has caught up; the switch is one
short transaction. Nothing is lost by stopping half-way: the unfinished generation is dropped by
the next rebuild.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from projections.matters import Matters
from projections.runner import Progress, Projection, Runner
from projections.sql import Connection
from service.bootstrap import Application
from service.migrate import create_generation, switch_views


class RebuildStopped(Exception):
    """An event cannot be applied; the lists in service were left as they are."""


def rebuild(app: Application, owner: str, report: Callable[[int, int], None]) -> int:
    """Rebuild the read tables; the position reached.

    owner   conninfo of the database's owner, who may make tables
    report  told (position, head) as it goes on

    Raises RebuildStopped.
    """
    matters = Matters()
    name = f"{matters.name}, rebuilt"
    with psycopg.connect(owner, autocommit=True) as connection:
        schema = sql.Identifier(app.settings.schema_name)
        connection.execute(sql.SQL("SET search_path TO {}").format(schema))
        generation = _prepare(connection, matters, name)

        @contextmanager
        def transaction() -> Iterator[Connection]:
            with connection.transaction():
                yield connection

        runner = Runner(matters, app.feed, transaction)
        _complete(runner.catch_up(row=name, report=lambda at: report(at, app.log.head())))
        with connection.transaction():
            # The old generation stands still from here, so the two cannot part again.
            connection.execute(
                "SELECT 1 FROM projection WHERE name = %s FOR UPDATE", (matters.name,)
            )
            progress = _complete(runner.catch_up(row=name))
            switch_views(connection, matters.tables, generation)
            connection.execute("DELETE FROM projection WHERE name = %s", (name,))
            _take_over(connection, matters, progress)
    return progress.position


def _prepare(connection: Connection, projection: Projection, name: str) -> int:
    """Make the tables of the next generation; what an unfinished rebuild left goes first."""
    with connection.transaction():
        left = connection.execute(
            "DELETE FROM projection WHERE name = %s RETURNING generation", (name,)
        ).fetchone()
        if left is not None:
            _drop(connection, projection, left[0])
        current = connection.execute(
            "SELECT generation FROM projection WHERE name = %s", (projection.name,)
        ).fetchone()
        generation = (int(current[0]) if current else 0) + 1
        create_generation(connection, projection.tables, generation)
        connection.execute(
            "INSERT INTO projection VALUES (%s, %s, 0, NULL, NULL)", (name, generation)
        )
    return generation


def _take_over(connection: Connection, projection: Projection, progress: Progress) -> None:
    old = connection.execute(
        "SELECT generation FROM projection WHERE name = %s", (projection.name,)
    ).fetchone()
    connection.execute(
        "UPDATE projection SET generation = %s, position = %s, stopped_at = NULL, reason = NULL"
        " WHERE name = %s",
        (progress.generation, progress.position, projection.name),
    )
    if old is not None:
        _drop(connection, projection, int(old[0]))


def _drop(connection: Connection, projection: Projection, generation: int) -> None:
    for table in projection.tables:
        name = sql.Identifier(table.generation(generation))
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(name))


def _complete(progress: Progress) -> Progress:
    if progress.stopped_at is not None:
        raise RebuildStopped(
            f"The rebuild stopped at event {progress.stopped_at}: {progress.reason}. The lists in"
            " service were left as they are."
        )
    return progress
