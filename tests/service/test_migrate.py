"""Making the tables: again, at the same time, by an owner who is no superuser."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo
from pydantic import SecretStr

from domain.matter.intake.commands import ReceiveMatter
from domain.vocabulary import Channel, Nature
from service import migrate as migration
from service.bootstrap import Application, application
from service.database import Database
from service.event_log.log import EventLog
from service.event_log.requests import Appended
from service.migrate import DatabaseTooOld, ServiceRoleMissing, check_version, migrate
from service.settings import Settings
from tests.people import CLERK, establish_units
from tests.service.event_log.requests import event, request

OBJECTS = """
SELECT n.nspname, c.relname, c.relkind::text FROM pg_class c JOIN pg_namespace n
    ON n.oid = c.relnamespace WHERE n.nspname LIKE 'huiyin%' OR n.nspname = 'public'
UNION ALL SELECT n.nspname, p.proname, 'function' FROM pg_proc p JOIN pg_namespace n
    ON n.oid = p.pronamespace WHERE n.nspname LIKE 'huiyin%' OR n.nspname = 'public'
 ORDER BY 1, 2, 3"""


def run(conninfo: str, settings: Settings) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        migrate(connection, settings)


def objects(conninfo: str) -> list[tuple[object, ...]]:
    with psycopg.connect(conninfo) as connection:
        return connection.execute(OBJECTS).fetchall()


def test_migrating_again_makes_nothing_twice_and_loses_nothing(
    app: Application, database_url: str
) -> None:
    establish_units(app)
    command = ReceiveMatter(
        channel=Channel.HOTLINE, subject="路灯不亮", body="三天了", nature=Nature.REQUEST
    )
    app.handler.receive(command, CLERK)
    app.runner.catch_up()
    before = objects(database_url), app.log.after(0, 100), app.queries.reached()
    run(database_url, app.settings)
    assert (objects(database_url), app.log.after(0, 100), app.queries.reached()) == before
    assert isinstance(app.appender.append(request(event("afterwards"))), Appended)


def test_many_migrations_at_once_end_as_one(empty_database: str, home: Path) -> None:
    settings = Settings(home=home)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: run(empty_database, settings), range(4)))
    at_once = objects(empty_database)
    run(empty_database, settings)
    assert objects(empty_database) == at_once
    assert ("huiyin_main", "event", "r") in at_once


def test_many_programs_that_start_on_an_empty_database_all_find_their_tables(
    empty_database: str, home: Path
) -> None:
    settings = Settings(home=home, database_url=SecretStr(empty_database))

    def start(_: int) -> int:
        with application(settings) as running:
            return running.log.head()

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(start, range(3))) == [0, 0, 0]


def test_nothing_is_put_into_the_schema_that_everybody_shares(
    app: Application, database_url: str
) -> None:
    assert app.settings.schema_name == "huiyin_main"
    assert {schema for schema, _, _ in objects(database_url)} == {
        "huiyin_main",
        "huiyin_main_keys",
    }


@pytest.fixture
def plain_owner(server: str) -> Iterator[tuple[str, str]]:
    """Conninfo of a database and of its owner, who may make roles and is no superuser."""
    name = f"huiyin_test_{uuid4().hex}"
    account = sql.Identifier(name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN CREATEROLE PASSWORD 'plain'").format(account)
        )
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(account))
        connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(account))
        yield make_conninfo(server, dbname=name, user=name, password="plain"), name  # noqa: S106
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(account))
        connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"{name}_s")))
        connection.execute(sql.SQL("DROP ROLE {}").format(account))


def test_an_owner_who_is_no_superuser_makes_the_role_and_may_take_it_on(
    plain_owner: tuple[str, str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conninfo, name = plain_owner
    role = f"{name}_s"  # roles belong to the whole server, so this test has one of its own
    monkeypatch.setattr(migration, "SERVICE_ROLE", role)
    settings = Settings(home=home)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: run(conninfo, settings), range(3)))
    database = Database(conninfo, settings.schema_name, role=role)
    database.open()
    try:
        (result,) = EventLog(database).append([request(event("a"))])
        assert isinstance(result, Appended)
        assert database.fetch("SELECT current_user") == [(role,)]
        with (
            database.connect() as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute("DELETE FROM event")
    finally:
        database.close()


def test_an_owner_who_may_not_take_on_the_role_is_told_what_an_administrator_must_do(
    plain_owner: tuple[str, str], server: str, home: Path
) -> None:
    conninfo, name = plain_owner
    with psycopg.connect(server, autocommit=True) as administrator:
        administrator.execute(sql.SQL("ALTER ROLE {} NOCREATEROLE").format(sql.Identifier(name)))
    with pytest.raises(ServiceRoleMissing, match=f'GRANT huiyin_service TO "{name}"'):
        run(conninfo, Settings(home=home))
    assert objects(conninfo) == []


def test_a_server_that_is_too_old_is_named_with_what_to_do() -> None:
    with pytest.raises(DatabaseTooOld, match=r"PostgreSQL 14 is too old; Huiyin needs 15"):
        check_version(140012)
    check_version(150000)
    check_version(180006)
