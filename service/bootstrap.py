"""The composition root: from settings to a running application. Importing this does nothing."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

import psycopg
from psycopg import sql

from projections.matter_tables import MatterTables
from projections.runner import Runner
from projections.text_search import TextIndex
from service.access.tokens import Tokens, open_tokens
from service.adoption import Adoption
from service.auditing import Auditing
from service.ballots.box import BallotBox
from service.changes import Changes
from service.clock import Clock
from service.companion import CompanionProcess
from service.counting import Counter
from service.database import Database
from service.dossier.dossier import Dossiers
from service.erasure.erasing import Erasing
from service.event_log.feed import LogFeed
from service.event_log.grouping import GroupingAppender
from service.event_log.log import EventLog
from service.executing import Executor
from service.handing_over import HandingOver
from service.handler import Handler
from service.jurisdictions.roll_up import RollingUp
from service.jurisdictions.tree import Tree
from service.keys import load_key
from service.migrate import SERVICE_ROLE, Standing, give_login, standing
from service.outbox.box import Outbox
from service.outbox.delivering import Deliverer
from service.outbox.sending import Send, to_folder, to_webhook
from service.postgres import EmbeddedPostgres
from service.proof.opening import open_proof
from service.proof.proof import Proof
from service.proof.rotation import Rotating
from service.queries import Queries
from service.reading.acts import ReadingActs
from service.reading.read_log import ReadLog
from service.reading.readers import Readers
from service.reading.revealing import Revealing
from service.rebuild import renew
from service.receipts import Receipts
from service.reference import Reference
from service.repeating import Repeating
from service.searching import Searching
from service.settings import Settings
from service.vault.opening import open_vault
from service.vault.vault import Vault
from service.watching import Watcher

DATABASE = "huiyin"
TEXTS_AT_ONCE = 1_000
"""Events whose texts are indexed in one transaction; each takes far longer than a row of a list."""

Renewing = Callable[[], AbstractContextManager[Callable[[int, int], None]]]
"""Opens what is told (position, head) while tables are renewed."""


class TablesOutdated(Exception):
    """The tables in the database are those of another version of the program."""


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
    adoption: Adoption
    counter: Counter
    handler: Handler
    handing_over: HandingOver
    feed: LogFeed
    runner: Runner
    texts: Runner
    queries: Queries
    searching: Searching
    repeating: Repeating
    read_log: ReadLog
    acts: ReadingActs
    revealing: Revealing
    readers: Readers
    erasing: Erasing
    auditing: Auditing
    changes: Changes
    tree: Tree
    rolling_up: RollingUp
    tokens: Tokens
    watcher: Watcher
    ballots: BallotBox
    outbox: Outbox
    deliverer: Deliverer
    proof: Proof
    rotating: Rotating
    receipts: Receipts
    dossiers: Dossiers
    embedded: EmbeddedPostgres | None

    @property
    def runners(self) -> tuple[Runner, ...]:
        """Everything that keeps read tables up to the log."""
        return self.runner, self.texts

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
        owner = embedded.dsn(DATABASE)
        password = load_key(None, settings.home / "keys" / "database.key", "database key").hex()
        service = embedded.dsn(DATABASE, SERVICE_ROLE, password)
        _let_in(owner, service, password)
        yield service, owner, embedded


def _let_in(owner: str, service: str, password: str) -> None:
    """Have the service's role sign in with this password, where it cannot yet."""
    try:
        psycopg.connect(service).close()
    except psycopg.OperationalError:
        with psycopg.connect(owner, autocommit=True) as connection:
            give_login(connection, password)


def _make_database(conninfo: str) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,))
        if found.fetchone() is None:
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
            except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                return


@contextmanager
def quietly() -> Iterator[Callable[[int, int], None]]:
    """Report to nobody."""
    yield lambda _position, _head: None


@contextmanager
def application(
    settings: Settings, clock: Clock | None = None, renewing: Renewing = quietly
) -> Iterator[Application]:
    """The application, with its database running and its tables there; closed at the end.

    Tables are made here at the very first use. Those of an older version are renewed here where
    the database is our own; ``renewing`` shows how far that is. On a given one, whose keeper may
    want to choose the hour, that is ``huiyin migrate``: raises TablesOutdated.
    """
    with conninfos(settings) as (service, owner, embedded):
        _make_ready(owner, settings, renewing, own=embedded is not None)
        app = assemble(settings, clock or Clock(), service, embedded)
        try:
            app.vault.check_master_key()
            app.vault.forget_erased(everybody=True)
            yield app
        finally:
            app.read_log.close()
            app.appender.close()
            app.database.close()


@contextmanager
def database_alone(settings: Settings, renewing: Renewing = quietly) -> Iterator[Database]:
    """The database without anything else, to be verified: no key is needed, so that an auditor's copy of
    it can be; and nothing is written but the tables, where there are none yet.

    Raises TablesOutdated, as ``application``.
    """
    with conninfos(settings) as (service, owner, embedded):
        _make_ready(owner, settings, renewing, own=embedded is not None)
        database = Database(service, settings.schema_name, max_size=6)
        database.open()
        try:
            yield database
        finally:
            database.close()


def _make_ready(owner: str, settings: Settings, renewing: Renewing, *, own: bool) -> None:
    with psycopg.connect(owner, autocommit=True) as connection:
        found = standing(connection, settings)
    if found is Standing.OUTDATED and not own:
        raise TablesOutdated(
            f"The tables of {settings.schema_name} were made by another version. Run: huiyin"
            " migrate"
        )
    if found is not Standing.CURRENT:
        with renewing() as report:
            renew(owner, settings, report)


def assemble(
    settings: Settings, clock: Clock, conninfo: str, embedded: EmbeddedPostgres | None
) -> Application:
    """Put the parts together on a database that is there."""
    database = Database(conninfo, settings.schema_name, role=SERVICE_ROLE)
    database.open()
    log = EventLog(database)
    appender = GroupingAppender(database, clock.wall_clock)
    vault = open_vault(database, settings)
    reference = Reference(log)
    adoption = Adoption(appender, clock, reference)
    feed = LogFeed(log)
    counter = Counter(database, settings.jurisdiction)
    tree = Tree(database, settings)
    executor = Executor(log, appender, vault, clock, reference, adoption)
    handler = Handler(executor, reference, adoption, counter, tree)
    outbox = Outbox(database, log, settings.jurisdiction)
    read_log = ReadLog(database, clock)
    queries = Queries(database, reference, clock, outbox, read_log)
    repeating = Repeating(queries, vault)
    acts = ReadingActs(appender, vault, clock, reference, adoption)
    proof = open_proof(database, settings, clock)
    return Application(
        settings=settings,
        clock=clock,
        database=database,
        log=log,
        appender=appender,
        vault=vault,
        reference=reference,
        adoption=adoption,
        counter=counter,
        handler=handler,
        handing_over=HandingOver(handler, queries),
        feed=feed,
        runner=Runner(
            MatterTables(), feed, database.transaction, invite=partial(CompanionProcess, database)
        ),
        texts=Runner(
            TextIndex(vault.open_all, vault.pair_number),
            feed,
            database.transaction,
            TEXTS_AT_ONCE,
        ),
        queries=queries,
        searching=Searching(queries, vault, read_log),
        repeating=repeating,
        read_log=read_log,
        acts=acts,
        revealing=Revealing(queries, repeating, acts, vault),
        readers=Readers(database, queries, read_log),
        erasing=Erasing(database, log, handler, queries, vault, reference, clock),
        auditing=Auditing(queries, read_log),
        changes=Changes(queries),
        tree=tree,
        rolling_up=RollingUp(database, tree, clock),
        tokens=open_tokens(settings, clock),
        watcher=Watcher(database, log, handler, reference, clock),
        ballots=BallotBox(database, log, handler, clock, settings.home / "keys" / "ballots"),
        outbox=outbox,
        deliverer=Deliverer(outbox, _way_out(settings), clock),
        proof=proof,
        rotating=Rotating(settings, log, appender, proof, clock),
        receipts=Receipts(log, vault, proof, handler),
        dossiers=Dossiers(log, proof, queries, reference, vault, acts),
        embedded=embedded,
    )


def _way_out(settings: Settings) -> Send:
    """How messages leave: to a webhook where there is one, else into a folder."""
    if settings.webhook_url is None:
        return to_folder(settings.outbox or settings.home / "outbox")
    file = settings.home / "keys" / "webhook.key"
    return to_webhook(
        settings.webhook_url, load_key(settings.webhook_key, file, "webhook key"), time.time
    )
