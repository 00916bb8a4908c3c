"""Verifying a log: everything recomputed from the stored values, nothing taken from stored hashes.

Block by block, each in a few short statements and in the same little memory however long the log is.
What a position's leaf was is told by the stored tree; whether the stored tree is the one that was
signed is told by the checkpoints, the log's own and those kept elsewhere. An event that differs from
its leaf is named, and the tree goes on with the leaf that was sealed, so that one changed event is
one finding. What only a rewritten tree can hide shows against a checkpoint, as a range.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import cast

from psycopg.rows import TupleRow

from service.database import Database
from service.event_log.reading import LogReader
from service.proof.blocks import (
    BLOCK,
    HEIGHT,
    Joined,
    Levels,
    Peaks,
    StoredBlocks,
    expected,
    leaves_told_apart,
    same,
)
from service.proof.findings import MOST, Finding, Report
from service.proof.leaf import COLUMNS, Stored
from service.proof.merkle import EMPTY
from service.proof.note import Verifier
from service.proof.order import Columns, Order
from service.proof.signed_roots import SignedRoots
from service.proof.store import ProofStore

Progress = Callable[[int, int], None]
AHEAD = 2
"""Blocks that are read while the one before them is held against the tree."""
AT_ONCE = 512
"""Events that one statement reads: the answers to larger ones cost more an event."""


@dataclass(frozen=True, slots=True)
class _Block:
    """What is stored of a block: its events, its part of the tree, the checkpoints of a size within,
    and what witnesses signed of them."""

    events: Columns
    tree: Joined
    checkpoints: list[tuple[int, str]]
    cosigned: list[TupleRow]


class Verification:
    """One run over one log.

    key       the key that the log's checkpoints must be signed by, from elsewhere than the database
    origin    the name of the log
    against   checkpoints kept outside the database, as their files hold them
    last      the one that this log's own service signed last, kept beside its key
    """

    def __init__(
        self,
        database: Database,
        key: Verifier,
        origin: str,
        against: Sequence[str] = (),
        last: str | None = None,
    ) -> None:
        self._database = database
        self._log = LogReader(database)
        self._store = ProofStore(database)
        self._stored = StoredBlocks(database)
        self._against = against
        self._last = last
        self._report = Report()
        self._order = Order(database, self._report)
        self._signed = SignedRoots(database, key, origin, self._report)
        self._peaks = Peaks()
        self._head = self._sealed = self._end = self._covered = 0

    def run(self, progress: Progress = lambda _at, _end: None) -> Report:
        """Verify everything there is now; what is appended meanwhile is left for the next time.

        Raises DatabaseUnavailable.
        """
        self._signed.read_keys()
        self._signed.read_outside(self._against, self._last)
        self._measure()
        with ThreadPoolExecutor(AHEAD, "verify-read-ahead") as reader:
            ahead = deque(reader.submit(self._read, number) for number in range(AHEAD))
            number = 0
            while number << HEIGHT < self._end:
                read = ahead.popleft().result()
                ahead.append(reader.submit(self._read, number + AHEAD))
                if not self._block(number, read):
                    break
                number += 1
                progress(min(number << HEIGHT, self._end), self._end)
        self._look_around()
        return self._report

    # How far it goes

    def _measure(self) -> None:
        """How far there is something to verify, whatever stray rows say."""
        claimed = self._store.size()
        signed = self._signed.up_to()
        self._head = self._log.head()
        sure = max(self._head, signed)
        self._sealed = min(claimed, sure) if claimed > sure else max(claimed, signed)
        self._end = max(self._head, self._sealed)
        self._report.sealed, self._covered = self._sealed, self._end
        if claimed > sure and self._leaves(sure, claimed) == claimed - sure:
            self._report.add(Finding.MISSING, sure + 1, claimed)
            self._covered = claimed
        for each in self._signed.outside:
            if each.checkpoint.size > self._head:
                self._report.add(Finding.TAIL_CUT, self._head + 1, each.checkpoint.size)

    def _leaves(self, begin: int, end: int) -> int:
        rows = self._database.fetch(
            "SELECT count(*) FROM tree_node WHERE level = 0 AND nth >= %s AND nth < %s",
            (begin, end),
        )
        return int(rows[0][0])

    # Block by block

    def _read(self, number: int) -> _Block:
        """What is stored of a block, read while the one before is hashed."""
        begin, end = number << HEIGHT, min(self._end, number + 1 << HEIGHT)
        events = self._events(begin, end)
        cosigned = self._database.fetch(
            "SELECT s.size, s.witness, s.at, s.line, c.note"
            "  FROM cosignature s LEFT JOIN checkpoint c USING (size)"
            " WHERE s.size > %s AND s.size <= %s ORDER BY s.size, s.witness, s.at",
            (begin, end),
        )
        return _Block(
            events=events,
            tree=self._stored.joined(number, self._sealed),
            checkpoints=self._store.checkpoints(begin, end),
            cosigned=cosigned,
        )

    def _events(self, begin: int, end: int) -> Columns:
        """The events after ``begin`` up to ``end``, statement by statement over one connection: taking
        one from the pool, which asks whether it is alive, would cost as much as a statement."""
        query = (
            f"SELECT {COLUMNS} FROM event WHERE position > %s AND position <= %s ORDER BY position"
        )
        events = Columns()
        with self._database.connection() as connection, connection.cursor(binary=True) as cursor:
            for at in range(begin, end, AT_ONCE):
                cursor.execute(query.encode(), (at, min(at + AT_ONCE, end)))
                events.take(cast(list[Stored], cursor.fetchall()))
        return events

    def _block(self, number: int, read: _Block) -> bool:
        """Verify one block; whether there may be more behind it."""
        begin, end = number << HEIGHT, min(self._end, number + 1 << HEIGHT)
        events = read.events
        self._report.events += len(events.positions)
        if not events.positions and begin >= self._sealed:
            self._beyond(begin)
            return False
        whole = self._order.check(events, begin, end)
        leaves, made = self._leaves_of(number, read, end, whole)
        end = begin + len(leaves)
        self._signed.hold(self._peaks, made, begin, end, read.checkpoints, read.cosigned)
        if begin < self._sealed <= end:
            self._report.root = self._peaks.root(made, begin, self._sealed)
        if len(leaves) == BLOCK:
            self._peaks.pass_by(made)
            return True
        return False

    def _leaves_of(
        self, number: int, read: _Block, end: int, whole: bool
    ) -> tuple[list[bytes], Levels]:
        """The block's leaves as sealed and the nodes above them, each difference noted."""
        begin, leaves = number << HEIGHT, read.events.leaves
        if whole:
            made = self._peaks.completed(number, leaves)
            if same(read.tree, made):
                return leaves, made
        positions = read.events.positions
        computed = {at - 1: leaf for at, leaf in zip(positions, leaves, strict=True)}
        stored = self._stored.nodes(number, self._sealed)
        sealed, altered, blamed = leaves_told_apart(number, computed, stored)
        for index in altered:
            self._report.add(Finding.ALTERED, index + 1)
        for index in blamed:
            self._report.add(Finding.NODE_DIFFERS, index + 1, detail="level 0")
        leaves = [sealed.get(index, EMPTY) for index in range(begin, end)]
        made = self._peaks.completed(number, leaves)
        self._nodes_differ(number, made, stored, set(sealed))
        return leaves, made

    def _nodes_differ(
        self, number: int, made: Levels, stored: dict[tuple[int, int], bytes], known: set[int]
    ) -> None:
        """Note each stored node above the leaves that is not what the leaves make it."""
        for level, nth in expected(number, self._sealed):
            first, last = nth << level, (nth + 1 << level) - 1
            if (level, nth) not in stored:
                self._report.add(Finding.NODE_MISSING, first + 1, last + 1, detail=f"level {level}")
            elif level and stored[level, nth] != made[level][1][nth - made[level][0]]:
                within = range(max(first, number << HEIGHT), last + 1)
                if all(index in known for index in within):
                    self._report.add(
                        Finding.NODE_DIFFERS, first + 1, last + 1, detail=f"level {level}"
                    )

    # What lies outside the log's own positions

    def _beyond(self, after: int) -> None:
        """Events behind a gap in which nothing was ever sealed."""
        rows = self._database.fetch(
            "SELECT position FROM event WHERE position > %s AND position <= %s"
            " ORDER BY position LIMIT %s",
            (after, self._head, MOST),
        )
        if rows:
            self._report.add(Finding.MISSING, after + 1, int(rows[0][0]) - 1)
        self._inserted(int(position) for (position,) in rows)

    def _look_around(self) -> None:
        rows = self._database.fetch(
            "SELECT position FROM event WHERE position < 1 ORDER BY position LIMIT %s", (MOST,)
        )
        self._inserted(int(position) for (position,) in rows)
        for level, nth in self._stored.alien(self._covered, MOST):
            self._report.add(Finding.NODE_ALIEN, detail=f"level {level}, {nth}")
        for table, kind in (
            ("checkpoint", Finding.CHECKPOINT_FORGED),
            ("cosignature", Finding.COSIGNATURE_FORGED),
        ):
            rows = self._database.fetch(
                f"SELECT size FROM {table} WHERE size < 1 OR size > %s ORDER BY size LIMIT %s",
                (max(self._end, self._log.head()), MOST),
            )
            for (size,) in rows:
                self._report.add(kind, detail=f"size {size}")

    def _inserted(self, positions: Iterable[int]) -> None:
        for position in positions:
            self._report.add(Finding.INSERTED, position)
