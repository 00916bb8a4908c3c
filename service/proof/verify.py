"""Verifying a log: everything recomputed from the stored values, nothing taken from stored hashes.

Block by block, each in a few short statements and in the same little memory however long the log is.
What a position's leaf was is told by the stored tree; whether the stored tree is the one that was
signed is told by the checkpoints, the log's own and those kept elsewhere. An event that differs from
its leaf is named, and the tree goes on with the leaf that was sealed, so that one changed event is
one finding. What only a rewritten tree can hide shows against a checkpoint, as a range.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import cast

from psycopg.rows import TupleRow

from domain.codec import UnreadableEvent
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
from service.proof.checkpoint import Checkpoint, read
from service.proof.findings import MOST, Finding, Report
from service.proof.keyring import Rotation, key_for, rotations
from service.proof.leaf import COLUMNS, Stored, leaf_of
from service.proof.merkle import EMPTY
from service.proof.note import UnfitNote, Verifier, parse, read_verifier
from service.proof.store import ProofStore
from service.proof.streams import Streams

Progress = Callable[[int, int], None]
BEFORE_2000 = b"\x80"
"""The bytes of a time before 2000, which is negative, sort from here on."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A root that the log must have at a size, and who says so."""

    checkpoint: Checkpoint
    outside: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """What is stored of a block: its events, its part of the tree, the checkpoints of a size within,
    and what witnesses signed of them."""

    rows: list[Stored]
    tree: Joined
    checkpoints: list[tuple[int, str]]
    cosigned: list[TupleRow]


class Verification:
    """One run over one log.

    key       the key that the log's checkpoints must be signed by, from elsewhere than the database
    origin    the name of the log
    against   checkpoints kept outside the database, as their files hold them
    """

    def __init__(
        self, database: Database, key: Verifier, origin: str, against: Sequence[str] = ()
    ) -> None:
        self._database = database
        self._log = LogReader(database)
        self._store = ProofStore(database)
        self._stored = StoredBlocks(database)
        self._streams = Streams(database)
        self._key = key
        self._origin = origin
        self._against = against
        self._report = Report()
        self._peaks = Peaks()
        self._changes: list[Rotation] = []
        self._outside: list[Expected] = []
        self._last = bytes(8)
        self._agreed = {False: 0, True: 0}
        self._parted = {False: False, True: False}
        self._head = self._sealed = self._end = self._covered = 0

    def run(self, progress: Progress = lambda _at, _end: None) -> Report:
        """Verify everything there is now; what is appended meanwhile is left for the next time.

        Raises DatabaseUnavailable.
        """
        self._read_keys()
        self._read_outside()
        self._measure()
        with ThreadPoolExecutor(1, "verify-read-ahead") as reader:
            number, ahead = 0, reader.submit(self._read, 0)
            while number << HEIGHT < self._end:
                read = ahead.result()
                ahead = reader.submit(self._read, number + 1)
                if not self._block(number, read):
                    break
                number += 1
                progress(min(number << HEIGHT, self._end), self._end)
        self._look_around()
        return self._report

    # What to hold the log against

    def _read_keys(self) -> None:
        try:
            self._changes = rotations(self._log)
        except (UnreadableEvent, UnfitNote):
            self._report.add(Finding.KEY_DIFFERS, detail="unreadable")
        in_force = self._changes[-1].key if self._changes else self._key
        if in_force != self._key:
            self._report.add(Finding.KEY_DIFFERS, self._changes[-1].position)

    def _signer_of(self, size: int) -> Verifier:
        return key_for(size, self._changes, self._key)

    def _known_keys(self) -> set[Verifier]:
        known = {self._key}
        for change in self._changes:
            known |= {change.previous, change.key}
        return known

    def _read_outside(self) -> None:
        for text in self._against:
            try:
                checkpoint, note = read(text)
            except UnfitNote:
                self._report.add(Finding.CHECKPOINT_FORGED, detail="outside")
                continue
            if checkpoint.origin != self._origin:
                self._report.add(Finding.OTHER_LOG, detail=checkpoint.origin)
            elif not any(key.holds(note) for key in self._known_keys()):
                self._report.add(Finding.CHECKPOINT_FORGED, detail=f"outside {checkpoint.size}")
            else:
                self._outside.append(Expected(checkpoint, outside=True))
        self._outside.sort(key=lambda each: each.checkpoint.size)
        self._report.against = len(self._outside)

    def _measure(self) -> None:
        """How far there is something to verify, whatever stray rows say."""
        claimed = self._store.size()
        signed = self._signed_up_to()
        self._head = self._log.head()
        sure = max(self._head, signed)
        self._sealed = min(claimed, sure) if claimed > sure else max(claimed, signed)
        self._end = max(self._head, self._sealed)
        self._report.sealed, self._covered = self._sealed, self._end
        if claimed > sure and self._leaves(sure, claimed) == claimed - sure:
            self._report.add(Finding.MISSING, sure + 1, claimed)
            self._covered = claimed
        for each in self._outside:
            if each.checkpoint.size > self._head:
                self._report.add(Finding.TAIL_CUT, self._head + 1, each.checkpoint.size)

    def _signed_up_to(self) -> int:
        """The size of the largest stored checkpoint whose signature is right."""
        rows = self._database.fetch("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 9")
        for size, text in rows:
            if self._read_checkpoint(size, text) is not None:
                return int(size)
        return 0

    def _leaves(self, begin: int, end: int) -> int:
        rows = self._database.fetch(
            "SELECT count(*) FROM tree_node WHERE level = 0 AND nth >= %s AND nth < %s",
            (begin, end),
        )
        return int(rows[0][0])

    def _read_checkpoint(self, size: int, text: str) -> Checkpoint | None:
        """A stored checkpoint, where it is one of this log's, of that size, and rightly signed."""
        try:
            checkpoint, note = read(text)
        except UnfitNote:
            return None
        right = (checkpoint.origin, checkpoint.size) == (self._origin, size)
        return checkpoint if right and self._signer_of(size).holds(note) else None

    # Block by block

    def _read(self, number: int) -> _Block:
        """What is stored of a block, read while the one before is hashed."""
        begin, end = number << HEIGHT, min(self._end, number + 1 << HEIGHT)
        rows = self._database.fetch(
            f"SELECT {COLUMNS} FROM event WHERE position > %s AND position <= %s ORDER BY position",
            (begin, end),
        )
        cosigned = self._database.fetch(
            "SELECT s.size, s.witness, s.at, s.line, c.note"
            "  FROM cosignature s LEFT JOIN checkpoint c USING (size)"
            " WHERE s.size > %s AND s.size <= %s ORDER BY s.size, s.witness, s.at",
            (begin, end),
        )
        return _Block(
            rows=cast(list[Stored], rows),
            tree=self._stored.joined(number, self._sealed),
            checkpoints=self._store.checkpoints(begin, end),
            cosigned=cosigned,
        )

    def _block(self, number: int, read: _Block) -> bool:
        """Verify one block; whether there may be more behind it."""
        begin, end = number << HEIGHT, min(self._end, number + 1 << HEIGHT)
        rows = read.rows
        self._report.events += len(rows)
        if not rows and begin >= self._sealed:
            self._beyond(begin)
            return False
        whole = self._in_order(rows, begin, end)
        leaves, made = self._leaves_of(number, read, end, whole)
        self._hold_against(made, begin, begin + len(leaves), read)
        if len(leaves) == BLOCK:
            self._peaks.pass_by(made)
            return True
        return False

    def _leaves_of(
        self, number: int, read: _Block, end: int, whole: bool
    ) -> tuple[list[bytes], Levels]:
        """The block's leaves as sealed and the nodes above them, each difference noted."""
        begin, leaves = number << HEIGHT, list(map(leaf_of, read.rows))
        if whole:
            made = self._peaks.completed(number, leaves)
            if same(read.tree, made):
                return leaves, made
        computed = {row[0] - 1: leaf for row, leaf in zip(read.rows, leaves, strict=True)}
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

    def _in_order(self, rows: Sequence[Stored], begin: int, end: int) -> bool:
        """Positions without gaps and once each, times that never run backwards, versions dense;
        whether every position is there."""
        if not rows:
            self._out_of_order(rows, begin, end)
            return False
        positions, streams, versions, _, _, times, _ = zip(*rows, strict=True)
        whole = positions == tuple(range(begin + 1, end + 1))
        # Times after 2000 have the order of their bytes, and are in order but for tampering.
        rising = self._last <= times[0] and times[-1] < BEFORE_2000 and [*times] == sorted(times)
        if not (whole and rising):
            self._out_of_order(rows, begin, end)
        self._last = times[-1]
        for position, version, before in self._streams.broken(positions, streams, versions):
            detail = f"{version} after {before}"
            self._report.add(Finding.VERSION_GAP, position, detail=detail)
        return whole

    def _out_of_order(self, rows: Sequence[Stored], begin: int, end: int) -> None:
        """Say what of a block is out of order, event by event."""
        following, last = begin + 1, int.from_bytes(self._last, "big", signed=True)
        for row in rows:
            if row[0] < following:
                self._report.add(Finding.INSERTED, row[0])
                continue
            if row[0] > following:
                self._report.add(Finding.MISSING, following, row[0] - 1)
            following = row[0] + 1
            at = int.from_bytes(row[5], "big", signed=True)
            if at < last and row[0] > 1:
                self._report.add(Finding.TIME_BACKWARDS, row[0])
            last = at
        if following <= end:
            self._report.add(Finding.MISSING, following, end)

    def _hold_against(self, made: Levels, begin: int, end: int, read: _Block) -> None:
        """Hold the recomputed root against every checkpoint of a size within this block."""
        due = [each for each in self._outside if begin < each.checkpoint.size <= end]
        for size, text in read.checkpoints:
            self._report.checkpoints += 1
            checkpoint = self._read_checkpoint(size, text)
            if checkpoint is None:
                self._report.add(Finding.CHECKPOINT_FORGED, detail=f"size {size}")
                continue
            due.append(Expected(checkpoint, outside=False))
        self._check_cosignatures(read)
        for each in sorted(due, key=lambda item: item.checkpoint.size):
            self._agree(each, self._peaks.root(made, begin, each.checkpoint.size))
        if begin < self._sealed <= end:
            self._report.root = self._peaks.root(made, begin, self._sealed)

    def _agree(self, said: Expected, computed: bytes) -> None:
        """Note where the log first parts from what was signed: after the last one it agrees with."""
        size, side = said.checkpoint.size, said.outside
        if said.checkpoint.root == computed:
            self._agreed[side] = size
        elif not self._parted[side]:
            self._parted[side] = True
            kind = Finding.FORK if side else Finding.CHECKPOINT_DIFFERS
            self._report.add(kind, self._agreed[side] + 1, size)

    def _check_cosignatures(self, read: _Block) -> None:
        for size, witness, at, line, text in read.cosigned:
            if text is None or not _cosigned(str(text), str(witness), int(at), str(line)):
                self._report.add(Finding.COSIGNATURE_FORGED, detail=f"size {size}")

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
        rows = self._database.fetch(
            "SELECT size FROM checkpoint WHERE size < 1 OR size > %s ORDER BY size LIMIT %s",
            (max(self._end, self._log.head()), MOST),
        )
        for (size,) in rows:
            self._report.add(Finding.CHECKPOINT_FORGED, detail=f"size {size}")

    def _inserted(self, positions: Iterable[int]) -> None:
        for position in positions:
            self._report.add(Finding.INSERTED, position)


def _cosigned(text: str, witness: str, at: int, line: str) -> bool:
    try:
        note = parse(text)
        key = read_verifier(witness)
        signatures = parse(f"-\n\n{line}\n").signatures
    except UnfitNote:
        return False
    return key.at(note.signed_also(signatures)) == at
