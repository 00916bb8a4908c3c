"""Sealing: taking what is recorded into the tree, and signing what the log now is.

Several processes may seal at once: whoever inserts the next leaf first has done it, the others read
on from there. A checkpoint is signed only if it is consistent with the last one signed before, which
is checked anew each time, from what is stored; and with the last one signed on this machine, which is kept
in a file beside the key.
"""

from collections.abc import Callable

from service.clock import Clock
from service.event_log.reading import LogReader
from service.proof.checkpoint import Checkpoint
from service.proof.errors import CheckpointsPart, GapInLog, LogBehindTree
from service.proof.keyring import Keyring
from service.proof.last_signed import LastSigned
from service.proof.leaf import leaf_of
from service.proof.merkle import (
    complete_subtrees,
    completed_by,
    consistency_holds,
    consistency_proof,
    root,
)
from service.proof.note import Note, UnfitNote
from service.proof.store import ProofStore, Signed

BATCH = 4_096


class Sealer:
    """Keeps the proof of one jurisdiction up to its log."""

    def __init__(
        self,
        store: ProofStore,
        log: LogReader,
        keyring: Keyring,
        clock: Clock,
        last: LastSigned,
    ) -> None:
        self._store = store
        self._log = log
        self._keyring = keyring
        self._clock = clock
        self._last = last

    def seal(self, going_on: Callable[[], bool] = lambda: True) -> Signed | None:
        """Take everything recorded into the tree and sign it; None of an empty log.

        going_on  asked between two batches; where it says no, what has been taken in is signed

        Raises LogBehindTree, GapInLog, TreeDamaged, CheckpointsPart, KeyNotInForce, UnusableKey,
        UnusableLastSigned, DatabaseUnavailable.
        """
        size, head = self._store.size(), self._log.head()
        while size < head and going_on():
            size = self._take_in(size)
        if size > self._log.head():
            raise LogBehindTree(position=self._log.head(), expected=size)
        return self.sign(size) if size else None

    def _take_in(self, size: int) -> int:
        """Take one batch of events in; how many are in then."""
        rows = self._store.events(size, BATCH)
        for place, row in enumerate(rows, size + 1):
            if row.position != place:
                raise GapInLog(position=place)
        edge = self._store.load(complete_subtrees(0, size))
        made = completed_by(size, [leaf_of(row) for row in rows], edge)
        return size + len(rows) if self._store.add(made) else self._store.size()

    def sign(self, size: int) -> Signed:
        """The checkpoint of so many sealed events, signed unless there is one. Errors as ``seal``."""
        before = self._newest(size)
        if before is not None and before.checkpoint.size == size:
            return before
        made = Checkpoint(self._keyring.origin, size, root(size, self._store.load))
        last = self._last.checkpoint()
        if last is not None and last.size > size:
            if (sealed := self._store.size()) < last.size:
                raise LogBehindTree(position=sealed, expected=last.size)
            return self.sign(sealed)
        if last is not None:
            self._appends(last, made)
        if before is not None:
            self._appends(before.checkpoint, made)
            self._keyring.check(before.note, before.checkpoint.size)
        note = Note(made.text, (self._keyring.signer_for(size).sign(made.text),))
        self._last.keep(note)
        self._store.record(made, note, self._clock.now())
        return self.sign(size)

    def _newest(self, size: int) -> Signed | None:
        """The last checkpoint up to a size. Raises CheckpointsPart where that is none."""
        try:
            return self._store.newest(size)
        except UnfitNote as error:
            raise CheckpointsPart(expected=size) from error

    def _appends(self, old: Checkpoint, made: Checkpoint) -> None:
        """Raises CheckpointsPart unless ``made`` only appends to what was signed before."""
        proof = consistency_proof(old.size, made.size, self._store.load)
        consistent = consistency_holds(old.size, made.size, proof, old.root, made.root)
        if old.origin != made.origin or not consistent:
            raise CheckpointsPart(expected=old.size)
