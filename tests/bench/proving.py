"""The proof: verifying beside a bare loop, proofs of a large tree beside a small one, sealing."""

import statistics
import time
from collections.abc import Callable
from hashlib import sha256

import psycopg

from service.bootstrap import Application
from service.event_log.requests import Appended
from service.proof.leaf import COLUMNS
from service.proof.merkle import complete_subtrees, completed_by
from service.proof.verify import Verification
from tests.service.event_log.requests import event, request

EVENTS = 100_000
DATA = '{"actor": {"person": "bench"}, "fact": {"text": "' + "x" * 450 + '"}}'
SMALL, LARGE = 10_000, 1_000_000
ASKED = 300


def fill(app: Application) -> None:
    """Events of half a kilobyte, four to a stream."""
    for begin in range(0, EVENTS, 1_000):
        events = [
            event(f"matter-{n // 4}", n % 4 + 1, data=DATA) for n in range(begin, begin + 1_000)
        ]
        if not isinstance(app.appender.append(request(*events)), Appended):
            raise TypeError


def seal(app: Application) -> None:
    """Take everything into the tree and sign it."""
    app.proof.sealer.seal()


def verify(app: Application) -> None:
    """Everything that ``huiyin verify`` checks."""
    key = app.proof.keyring.signer().verifier
    if not Verification(app.database, key, app.proof.keyring.origin).run().fine:
        raise ValueError


def bare_loop(app: Application) -> None:
    """Read the same rows in the same batches, and hash each once: what no checking can do without."""
    at = 0
    while True:
        rows = app.database.fetch(
            f"SELECT {COLUMNS} FROM event WHERE position > %s ORDER BY position LIMIT 4096", (at,)
        )
        if not rows:
            return
        for row in rows:
            sha256(row[6].encode()).digest()
        at = rows[-1][0]


def grow(app: Application, owner: str, size: int) -> None:
    """The tree as it is after so many events, of leaves made up; nothing else is stored."""
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f"SET search_path TO {app.settings.schema_name}")
        connection.execute("SET session_replication_role TO replica")
        connection.execute("TRUNCATE tree_node")
    begin = 0
    while begin < size:
        leaves = [sha256(b"%d" % n).digest() for n in range(begin, min(size, begin + 50_000))]
        edge = app.proof.store.load(complete_subtrees(0, begin))
        app.proof.store.add(completed_by(begin, leaves, edge))
        begin += len(leaves)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f"ANALYZE {app.settings.schema_name}.tree_node")


def milliseconds_a_proof(app: Application, size: int) -> float:
    """The median of an inclusion and a consistency proof together, at places all over the tree."""

    def one(n: int) -> Callable[[], None]:
        def ask() -> None:
            app.proof.inclusion(1 + n * 7919 % size, size)
            app.proof.consistency(1 + n * 104_729 % size, size)

        return ask

    taken = []
    for n in range(ASKED):
        ask, began = one(n), time.perf_counter()
        ask()
        taken.append(time.perf_counter() - began)
    return 1_000 * statistics.median(taken)
