"""Making the tables of a jurisdiction, and telling whether they are this program's.

Run as the owner of the database. The service works as a role that may append and read; see
``docs/architecture.md`` for what that protects against.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from enum import Enum
from hashlib import sha256
from importlib.resources import files

import psycopg
from psycopg import sql

from projections.matter_tables import MatterTables
from projections.planning import COUNT_AGAIN
from projections.runner import POSITIONS
from projections.table import Table, definition
from projections.text_search import TextIndex
from service.settings import Settings

OLDEST = 150000
SERVICE_ROLE = "huiyin_service"
PROJECTIONS = (MatterTables, TextIndex)
"""Every projection there is, each with a position of its own."""

LOG_TABLES = ("event", "head", "command", "matter_number", "history")
PROOF_TABLES = ("tree_node", "checkpoint", "cosignature")


SCRIPTS = (
    ("service.vault", "schema.sql"),
    ("service.event_log", "schema.sql"),
    ("service.event_log", "append.sql"),
    ("service.outbox", "schema.sql"),
    ("service.proof", "schema.sql"),
    ("service.ballots", "schema.sql"),
    ("service.reading", "schema.sql"),
    ("service.erasure", "schema.sql"),
)

Connection = psycopg.Connection[tuple[object, ...]]


class Standing(Enum):
    """How the tables of a jurisdiction stand to this program."""

    MISSING = "missing"
    OUTDATED = "outdated"
    CURRENT = "current"


class DatabaseTooOld(Exception):
    """The PostgreSQL at hand is older than what Huiyin runs on."""


class ServiceRoleMissing(Exception):
    """This account may not make the role that the service takes on, or may not take it on."""


def migrate(connection: Connection, settings: Settings) -> None:
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
        vault, *log = SCRIPTS
        _run(connection, _script(*vault))
        connection.execute(sql.SQL("SET LOCAL search_path TO {}").format(schema))
        for each in log:
            _run(connection, _script(*each))
        connection.execute(
            sql.SQL("ALTER FUNCTION append SET search_path TO {}, pg_temp").format(schema)
        )
        connection.execute(
            sql.SQL("ALTER FUNCTION destroy_erased_keys SET search_path TO {}, {}, pg_temp").format(
                schema, keys
            )
        )
        connection.execute(COUNT_AGAIN)
        connection.execute(
            sql.SQL("ALTER FUNCTION count_again SET search_path TO {}, pg_temp").format(schema)
        )
        connection.execute(POSITIONS)
        connection.execute("ALTER TABLE projection ADD COLUMN IF NOT EXISTS definition text")
        for projection in PROJECTIONS:
            _make_projection(connection, projection.name, projection.tables)
        _grant(connection, schema, keys)
        connection.execute(
            sql.SQL("COMMENT ON SCHEMA {} IS {}").format(schema, sql.Literal(_stamp()))
        )


def standing(connection: Connection, settings: Settings) -> Standing:
    """Whether the tables are there, and made by what this program would make them by."""
    schema = settings.schema_name
    found = connection.execute(
        "SELECT to_regclass(%s) IS NOT NULL, obj_description(to_regnamespace(%s), 'pg_namespace')",
        (f"{schema}.projection", schema),
    ).fetchone()
    if found is None or not found[0]:
        return Standing.MISSING
    if found[1] != _stamp():
        return Standing.OUTDATED
    return Standing.OUTDATED if outdated(connection, settings) else Standing.CURRENT


def outdated(connection: Connection, settings: Settings) -> list[str]:
    """The names of the projections whose tables are not those of this program."""
    found = connection.execute(
        sql.SQL("SELECT name, definition FROM {}.projection").format(
            sql.Identifier(settings.schema_name)
        )
    ).fetchall()
    made_by = {str(name): made for name, made in found}
    return [each.name for each in PROJECTIONS if made_by.get(each.name) != definition(each.tables)]


def _stamp() -> str:
    """What the schema's comment says: by what the log, the keys and the positions were made."""
    made_by = "\0".join([COUNT_AGAIN, POSITIONS, *(_script(*each) for each in SCRIPTS)])
    return f"Huiyin {sha256(made_by.encode()).hexdigest()[:16]}"


def give_login(connection: Connection, password: str) -> None:
    """Let the service's role sign in by itself, with this password. Safe to repeat.

    For a database of our own; on a given one an administrator decides who signs in.
    """
    _make_role(connection)
    secret = connection.pgconn.encrypt_password(
        password.encode(), SERVICE_ROLE.encode(), b"scram-sha-256"
    )
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('huiyin login'))")
        connection.execute(
            sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(
                sql.Identifier(SERVICE_ROLE), sql.Literal(secret.decode())
            )
        )


def check_version(server_version: int) -> None:
    """``server_version`` as libpq gives it: 150004 is 15.4. Raises DatabaseTooOld."""
    if server_version < OLDEST:
        raise DatabaseTooOld(
            f"PostgreSQL {server_version // 10000} is too old; Huiyin needs 15 or newer. Point"
            " DATABASE_URL to a newer server."
        )


def _make_role(connection: Connection) -> None:
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


def _may_take_on_role(connection: Connection) -> bool:
    right = "SET" if connection.info.server_version >= 160000 else "MEMBER"
    has = connection.execute("SELECT pg_has_role(%s, %s)", (SERVICE_ROLE, right)).fetchone()
    return has is not None and bool(has[0])


def _script(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text("utf-8")


def _run(connection: Connection, script: str) -> None:
    connection.execute(script.encode())


def _make_projection(connection: Connection, name: str, tables: Sequence[Table]) -> None:
    """The first generation of a projection's tables, where there is none."""
    there = connection.execute("SELECT 1 FROM projection WHERE name = %s", (name,))
    if there.fetchone() is not None:
        return
    create_generation(connection, tables, 1)
    switch_views(connection, tables, 1)
    connection.execute(
        "INSERT INTO projection (name, generation, position, definition) VALUES (%s, 1, 0, %s)",
        (name, definition(tables)),
    )


def create_generation(connection: Connection, tables: Iterable[Table], number: int) -> None:
    """Make the tables of one generation, and let the service write them."""
    for table in tables:
        for statement in table.create(number):
            connection.execute(statement.encode())
        grant = f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table.generation(number)} TO"
        connection.execute(f"{grant} {SERVICE_ROLE}".encode())


def switch_views(connection: Connection, tables: Iterable[Table], number: int) -> None:
    """Let readers see this generation."""
    for table in tables:
        connection.execute(f"DROP VIEW IF EXISTS {table.name}".encode())
        connection.execute(
            f"CREATE VIEW {table.name} AS SELECT * FROM {table.generation(number)}".encode()
        )
        connection.execute(f"GRANT SELECT ON {table.name} TO {SERVICE_ROLE}".encode())


def _grant(connection: Connection, schema: sql.Identifier, keys: sql.Identifier) -> None:
    role = sql.Identifier(SERVICE_ROLE)
    for name in (schema, keys):
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(name, role))
    for table in LOG_TABLES:
        connection.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(sql.Identifier(table), role))
    for table in PROOF_TABLES:
        connection.execute(
            sql.SQL("GRANT SELECT, INSERT ON {} TO {}").format(sql.Identifier(table), role)
        )
    for function in ("append", "destroy_erased_keys", "count_again"):
        name = sql.Identifier(function)
        connection.execute(sql.SQL("REVOKE ALL ON FUNCTION {} FROM PUBLIC").format(name))
        connection.execute(sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(name, role))
    connection.execute(sql.SQL("GRANT SELECT, UPDATE ON projection TO {}").format(role))
    connection.execute(
        sql.SQL(
            "GRANT SELECT, INSERT, UPDATE (attempts, next_try_at, delivered_at, failure)"
            " ON outbox TO {}"
        ).format(role)
    )
    connection.execute(sql.SQL("GRANT SELECT, UPDATE ON outbox_reached TO {}").format(role))
    connection.execute(sql.SQL("GRANT SELECT, INSERT, UPDATE ON lease TO {}").format(role))
    connection.execute(sql.SQL("GRANT SELECT, INSERT ON used_slip TO {}").format(role))
    connection.execute(sql.SQL("GRANT SELECT, INSERT, DELETE ON ballot TO {}").format(role))
    connection.execute(sql.SQL("GRANT SELECT, INSERT ON read_log TO {}").format(role))
    connection.execute(
        sql.SQL("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {} TO {}").format(keys, role)
    )
