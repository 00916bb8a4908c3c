"""What the service cannot do to the log, even with its own connection in hand."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo
from pydantic import SecretStr

from domain.matter.intake.commands import ReceiveMatter
from domain.vocabulary import Channel, Nature
from service.bootstrap import Application, application
from service.migrate import SERVICE_ROLE
from service.settings import Settings
from tests.people import CLERK, establish_units

ATTEMPTS = (
    "ALTER TABLE event DISABLE TRIGGER append_only",
    "DELETE FROM event",
    "TRUNCATE event",
    "UPDATE command SET key = 'x'",
    "DROP TRIGGER append_only ON event",
    "SET session_replication_role TO replica",
    "SET ROLE huiyin_owner",
)


def cannot_touch_the_log(app: Application) -> None:
    """It works, and is refused everything else also after giving up the role it took on."""
    establish_units(app)
    command = ReceiveMatter(
        channel=Channel.HOTLINE, subject="路灯不亮", body="三天了", nature=Nature.REQUEST
    )
    app.handler.receive(command, CLERK)
    app.runner.catch_up()
    assert app.queries.reached() == app.log.head()
    with app.database.connect() as connection:
        connection.execute("RESET ROLE")
        for attempt in ATTEMPTS:
            with pytest.raises(psycopg.Error) as refused:
                connection.execute(attempt.encode())
            assert refused.value.sqlstate in ("42501", "22023"), attempt


def test_on_the_embedded_database_the_service_signs_in_as_itself(home: Path) -> None:
    settings = Settings(home=home, database_url=None)
    for _ in range(2):
        with application(settings) as app:
            assert app.database.fetch("SELECT session_user") == [(SERVICE_ROLE,)]
    (home / "keys" / "database.key").unlink()
    with application(settings) as app:
        cannot_touch_the_log(app)


@pytest.fixture
def fewer_rights(database_url: str) -> Iterator[str]:
    """Conninfo of an account that may do what the service's role may, and no more."""
    name = f"huiyin_test_{uuid4().hex}"
    account = sql.Identifier(name)
    with psycopg.connect(database_url, autocommit=True) as administrator:
        administrator.execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'few' IN ROLE {}").format(
                account, sql.Identifier(SERVICE_ROLE)
            )
        )
        yield make_conninfo(database_url, user=name, password="few")  # noqa: S106
        administrator.execute(sql.SQL("DROP ROLE {}").format(account))


def test_on_a_given_database_an_account_with_fewer_rights_is_enough(
    fewer_rights: str, home: Path
) -> None:
    settings = Settings(home=home, database_url=SecretStr(fewer_rights))
    with application(settings) as app:
        cannot_touch_the_log(app)
