"""Making and renewing the tables of a jurisdiction: an explicit step, ``huiyin migrate``.

Run as the owner of the database. The service itself takes on a role that can append and read, and
could not change or remove an event if it tried.
"""

from collections.abc import Iterable
from contextlib import suppress
from importlib.resources import files

import psycopg
from psycopg import sql

from projections.matters import Matters
from projections.runner import POSITIONS
from projections.table import Table
from service.settings import Settings

OLDEST = 150000
SERVICE_ROLE = "huiyin_service"
LOG_TABLES = ("event", "head", "command", "matter_number", "history")


class DatabaseTooOld(Exception):
    """The PostgreSQL at hand is older than what Huiyin runs on."""


class ServiceRoleMissing(Exception):
    """This account may not make the role that the service takes on, or may not take it on."""


def migrate(connection: psycopg.Connection[tuple[object, ...]], settings: Settings) -> None:
    """Make everything that is missing; what is there stays. Safe to repeat, and at the same time.

    Raises DatabaseTooOld, ServiceRoleMissing.
    """
    check_version(connection.info.server_version)
    _make_role(connection)
    schema, keys = sql.Identifier(settings.schema_name), sql.Identifier(settings.vault_schema)
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('huiyin migrate'))")
        for name in (schema, keys):
            connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
        connection.execute(sql.SQL("SET LOCAL search_path TO {}").format(keys))
        _run(connection, _script("service.vault", "schema.sql"))
        connection.execute(sql.SQL("SET LOCAL search_path TO {}").format(schema))
        _run(connection, _script("service.event_log", "schema.sql"))
        _run(connection, _script("service.event_log", "append.sql"))
        connection.execute(
            sql.SQL("ALTER FUNCTION append SET search_path TO {}, pg_temp").format(schema)
        )
        connection.execute(POSITIONS)
        _make_projection(connection)
        _grant(connection, schema, keys)


def check_version(server_version: int) -> None:
    """``server_version`` as libpq gives it: 150004 is 15.4. Raises DatabaseTooOld."""
    if server_version < OLDEST:
        raise DatabaseTooOld(
            f"PostgreSQL {server_version // 10000} is too old; Huiyin needs 15 or newer. Point"
            " DATABASE_URL to a newer server."
        )


def _make_role(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """The role that the service takes on.

    Roles belong to the whole cluster, so others may be making it at the same moment. Whoever makes
    a role may not at once take it on (from PostgreSQL 16 that is a right of its own), so it is
    granted where it is missing.
    """
    role = sql.Identifier(SERVICE_ROLE)
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (SERVICE_ROLE,))
    try:
        with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
            if found.fetchone() is None:
                connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(role))
        with suppress(psycopg.errors.UniqueViolation):
            if not _may_take_on_role(connection):
                connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))
    except psycopg.errors.InsufficientPrivilege as error:
        user = connection.info.user
        raise ServiceRoleMissing(
            f"The account {user} may not create or take on the role {SERVICE_ROLE}. Let an"
            f" administrator of the database run: CREATE ROLE {SERVICE_ROLE} NOLOGIN; (if it is not"
            f' there) GRANT {SERVICE_ROLE} TO "{user}";'
        ) from error


def _may_take_on_role(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    right = "SET" if connection.info.server_version >= 160000 else "MEMBER"
    has = connection.execute("SELECT pg_has_role(%s, %s)", (SERVICE_ROLE, right)).fetchone()
    return has is not None and bool(has[0])


def _script(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text("utf-8")


def _run(connection: psycopg.Connection[tuple[object, ...]], script: str) -> None:
    connection.execute(script.encode())


def _make_projection(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """The first generation of the read tables, where there is none."""
    matters = Matters()
    there = connection.execute("SELECT 1 FROM projection WHERE name = %s", (matters.name,))
    if there.fetchone() is not None:
        return
    create_generation(connection, matters.tables, 1)
    switch_views(connection, matters.tables, 1)
    connection.execute("INSERT INTO projection VALUES (%s, 1, 0, NULL, NULL)", (matters.name,))


def create_generation(
    connection: psycopg.Connection[tuple[object, ...]], tables: Iterable[Table], number: int
) -> None:
    """Make the tables of one generation, and let the service write them."""
    for table in tables:
        for statement in table.create(number):
            connection.execute(statement.encode())
        grant = f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table.generation(number)} TO"
        connection.execute(f"{grant} {SERVICE_ROLE}".encode())


def switch_views(
    connection: psycopg.Connection[tuple[object, ...]], tables: Iterable[Table], number: int
) -> None:
    """Let readers see this generation."""
    for table in tables:
        connection.execute(f"DROP VIEW IF EXISTS {table.name}".encode())
        connection.execute(
            f"CREATE VIEW {table.name} AS SELECT * FROM {table.generation(number)}".encode()
        )
        connection.execute(f"GRANT SELECT ON {table.name} TO {SERVICE_ROLE}".encode())


def _grant(
    connection: psycopg.Connection[tuple[object, ...]], schema: sql.Identifier, keys: sql.Identifier
) -> None:
    role = sql.Identifier(SERVICE_ROLE)
    for name in (schema, keys):
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(name, role))
    for table in LOG_TABLES:
        connection.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(sql.Identifier(table), role))
    connection.execute(sql.SQL("REVOKE ALL ON FUNCTION append FROM PUBLIC"))
    connection.execute(sql.SQL("GRANT EXECUTE ON FUNCTION append TO {}").format(role))
    connection.execute(sql.SQL("GRANT SELECT, UPDATE ON projection TO {}").format(role))
    connection.execute(
        sql.SQL("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {} TO {}").format(keys, role)
    )
