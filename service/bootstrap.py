"""The composition root: from settings to a running application. Importing this does nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql

from domain.codec import Draft
from domain.envelope import Actor
from domain.rulebook import load_default
from domain.rules import STREAM as RULEBOOK
from domain.rules import RulebookAdopted
from domain.vocabulary import Role
from projections.matters import Matters
from projections.runner import Runner
from service.access.tokens import Tokens
from service.clock import Clock
from service.database import Database
from service.event_log.feed import LogFeed
from service.event_log.grouping import GroupingAppender
from service.event_log.log import EventLog
from service.event_log.requests import AppendRequest
from service.handler import Handler, new_event, nothing_to_seal
from service.keys import load_key
from service.migrate import SERVICE_ROLE, migrate
from service.postgres import EmbeddedPostgres
from service.queries import Queries
from service.reference import Reference
from service.settings import Settings
from service.vault.vault import Vault

SYSTEM = Actor(person="system", role=Role.SYSTEM)
DATABASE = "huiyin"


@dataclass(frozen=True, slots=True)
class Application:
    """Everything that works together for one jurisdiction."""

    settings: Settings
    clock: Clock
    database: Database
    log: EventLog
    appender: GroupingAppender
    vault: Vault
    reference: Reference
    handler: Handler
    feed: LogFeed
    runner: Runner
    queries: Queries
    tokens: Tokens
    embedded: EmbeddedPostgres | None

    def revive(self) -> None:
        """Start an embedded database again that has died; a given one is its keeper's affair."""
        if self.embedded is not None:
            self.embedded.ensure_running()


@contextmanager
def conninfos(settings: Settings) -> Iterator[tuple[str, str, EmbeddedPostgres | None]]:
    """How to connect as the service and as the owner; the embedded database runs meanwhile."""
    if settings.database_url is not None:
        url = settings.database_url.get_secret_value()
        owner = settings.migrate_url.get_secret_value() if settings.migrate_url else url
        yield url, owner, None
        return
    with EmbeddedPostgres(settings.home) as embedded:
        _make_database(embedded.dsn())
        dsn = embedded.dsn(DATABASE)
        yield dsn, dsn, embedded


def _make_database(conninfo: str) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,))
        if found.fetchone() is None:
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
            except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                return


@contextmanager
def application(settings: Settings, clock: Clock | None = None) -> Iterator[Application]:
    """The application, with its database running and its tables there; closed at the end.

    Tables are made here at the very first use; renewing them later is ``huiyin migrate``.
    """
    with conninfos(settings) as (service, owner, embedded):
        first_use(owner, settings)
        app = assemble(settings, clock or Clock(), service, embedded)
        try:
            app.vault.check_master_key()
            adopt_rulebook(app)
            yield app
        finally:
            app.appender.close()
            app.database.close()


def first_use(owner: str, settings: Settings) -> None:
    """Make the tables where there are none yet."""
    with psycopg.connect(owner, autocommit=True) as connection:
        table = f"{settings.schema_name}.projection"
        found = connection.execute("SELECT to_regclass(%s)", (table,)).fetchone()
        if found is None or found[0] is None:
            migrate(connection, settings)


def assemble(
    settings: Settings, clock: Clock, conninfo: str, embedded: EmbeddedPostgres | None
) -> Application:
    """Put the parts together on a database that is there."""
    database = Database(conninfo, settings.schema_name, role=SERVICE_ROLE)
    database.open()
    log = EventLog(database)
    appender = GroupingAppender(database, clock.wall_clock)
    keys = settings.home / "keys"
    vault = Vault(
        database,
        settings.vault_schema,
        load_key(settings.master_key, keys / "master.key", "master key"),
    )
    reference = Reference(database)
    feed = LogFeed(log)
    return Application(
        settings=settings,
        clock=clock,
        database=database,
        log=log,
        appender=appender,
        vault=vault,
        reference=reference,
        handler=Handler(log, appender, vault, clock, reference),
        feed=feed,
        runner=Runner(Matters(), feed, database.transaction),
        queries=Queries(database, feed, reference, clock),
        tokens=Tokens(load_key(settings.token_key, keys / "token.key", "token key"), clock),
        embedded=embedded,
    )


def adopt_rulebook(app: Application) -> None:
    """Record the default rulebook as adopted, once, so that every deadline's rule is on record."""
    if app.log.stream(RULEBOOK):
        return
    rulebook = load_default()
    now = app.clock.now()
    fact = RulebookAdopted(rulebook=rulebook.id, content=rulebook.model_dump(mode="json"))
    draft = Draft(RULEBOOK, fact, SYSTEM, now, "adopt-default-rulebook")
    app.appender.append(
        AppendRequest(
            actor=SYSTEM.person,
            key="adopt-default-rulebook",
            request_hash=b"",
            expected={RULEBOOK: 0},
            latest=now,
            events=[new_event(draft, 1, nothing_to_seal, now)],
        )
    )
