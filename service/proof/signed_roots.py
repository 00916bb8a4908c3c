"""What was signed of a log, by its own key and by others, and whether the log still agrees with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from psycopg.rows import TupleRow

from domain.codec import UnreadableEvent
from service.database import Database
from service.event_log.reading import LogReader
from service.proof.blocks import Levels, Peaks
from service.proof.checkpoint import Checkpoint, read
from service.proof.findings import Finding, Report
from service.proof.keyring import Rotation, key_for, rotations
from service.proof.note import UnfitNote, Verifier, read_verifier
from service.proof.store import with_cosignature


@dataclass(frozen=True, slots=True)
class Expected:
    """A root that the log must have at a size, and who says so."""

    checkpoint: Checkpoint
    outside: bool


class SignedRoots:
    """The checkpoints that one log has to agree with, its own and those kept elsewhere.

    key     the key that the log's checkpoints must be signed by, from elsewhere than the database
    origin  the name of the log
    """

    def __init__(self, database: Database, key: Verifier, origin: str, report: Report) -> None:
        self._database = database
        self._key = key
        self._origin = origin
        self._report = report
        self._changes: list[Rotation] = []
        self._agreed = {False: 0, True: 0}
        self._parted = {False: False, True: False}
        self.outside: list[Expected] = []

    def read_keys(self) -> None:
        """Which key signs from where on, as the log says."""
        try:
            self._changes = rotations(LogReader(self._database))
        except (UnreadableEvent, UnfitNote):
            self._report.add(Finding.KEY_DIFFERS, detail="unreadable")
        in_force = self._changes[-1].key if self._changes else self._key
        if in_force != self._key:
            self._report.add(Finding.KEY_DIFFERS, self._changes[-1].position)

    def read_outside(self, texts: Sequence[str], last: str | None) -> None:
        """The checkpoints kept elsewhere; then the changes of keys that nobody has vouched for.

        Neither the key before nor a checkpoint kept since: somebody has to ask who lost it. ``last``,
        the one that the log's own service signed last, vouches for nothing.
        """
        for text in texts:
            self._read_outside(text)
        self.outside.sort(key=lambda each: each.checkpoint.size)
        self._report.against = len(self.outside)
        kept = max((each.checkpoint.size for each in self.outside), default=0)
        for change in self._changes:
            if not change.endorsed and change.position > kept:
                self._report.add(Finding.KEY_UNENDORSED, change.position)
        if last is not None:
            self._read_outside(last)
            self.outside.sort(key=lambda each: each.checkpoint.size)

    def _read_outside(self, text: str) -> None:
        try:
            checkpoint, note = read(text)
        except UnfitNote:
            self._report.add(Finding.CHECKPOINT_FORGED, detail="outside")
            return
        if checkpoint.origin != self._origin:
            self._report.add(Finding.OTHER_LOG, detail=checkpoint.origin)
        elif not any(key.holds(note) for key in self._known_keys()):
            self._report.add(Finding.CHECKPOINT_FORGED, detail=f"outside {checkpoint.size}")
        elif (expected := Expected(checkpoint, outside=True)) not in self.outside:
            self.outside.append(expected)

    def _signer_of(self, size: int) -> Verifier:
        return key_for(size, self._changes, self._key)

    def _known_keys(self) -> set[Verifier]:
        known = {self._key}
        for change in self._changes:
            known |= {change.previous, change.key}
        return known

    def up_to(self) -> int:
        """The size of the largest stored checkpoint whose signature is right."""
        rows = self._database.fetch("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 9")
        for size, text in rows:
            if self._read_checkpoint(size, text) is not None:
                return int(size)
        return 0

    def _read_checkpoint(self, size: int, text: str) -> Checkpoint | None:
        """A stored checkpoint, where it is one of this log's, of that size, and rightly signed."""
        try:
            checkpoint, note = read(text)
        except UnfitNote:
            return None
        right = (checkpoint.origin, checkpoint.size) == (self._origin, size)
        return checkpoint if right and self._signer_of(size).holds(note) else None

    def hold(
        self,
        peaks: Peaks,
        made: Levels,
        begin: int,
        end: int,
        checkpoints: Iterable[tuple[int, str]],
        cosigned: Iterable[TupleRow],
    ) -> None:
        """Hold the recomputed roots of a block (events after ``begin``, up to ``end``) against every
        checkpoint of a size within it, those stored and those kept elsewhere.

        made         the nodes of the block; ``peaks`` those to its left
        checkpoints  sizes and notes of those stored
        cosigned     size, witness, time and line of what witnesses signed, and the note signed
        """
        due = [each for each in self.outside if begin < each.checkpoint.size <= end]
        for size, text in checkpoints:
            self._report.checkpoints += 1
            checkpoint = self._read_checkpoint(size, text)
            if checkpoint is None:
                self._report.add(Finding.CHECKPOINT_FORGED, detail=f"size {size}")
                continue
            due.append(Expected(checkpoint, outside=False))
        for size, witness, at, line, note in cosigned:
            if note is None or not _cosigned(str(note), str(witness), int(at), str(line)):
                self._report.add(Finding.COSIGNATURE_FORGED, detail=f"size {size}")
        for each in sorted(due, key=lambda item: item.checkpoint.size):
            self._agree(each, peaks.root(made, begin, each.checkpoint.size))

    def _agree(self, said: Expected, computed: bytes) -> None:
        """Note where the log first parts from what was signed: after the last one it agrees with."""
        size, side = said.checkpoint.size, said.outside
        if said.checkpoint.root == computed:
            self._agreed[side] = size
        elif not self._parted[side]:
            self._parted[side] = True
            kind = Finding.FORK if side else Finding.CHECKPOINT_DIFFERS
            self._report.add(kind, self._agreed[side] + 1, size)


def _cosigned(text: str, witness: str, at: int, line: str) -> bool:
    note = with_cosignature(text, line)
    try:
        return note is not None and read_verifier(witness).at(note) == at
    except UnfitNote:
        return False
