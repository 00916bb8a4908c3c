"""The proof of a jurisdiction's log, as others ask for it: checkpoints, proofs, and witness age."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from service.clock import Clock
from service.event_log.reading import LogReader
from service.proof.checkpoint import read
from service.proof.errors import NoCheckpoint, NotInTree, NotThisCheckpoint, NoWitnessOfOurs
from service.proof.keyring import Keyring, Rotation, rotations
from service.proof.last_signed import LastSigned
from service.proof.merkle import consistency_proof, inclusion_proof
from service.proof.note import UnfitNote, Verifier
from service.proof.sealer import Sealer
from service.proof.store import ProofStore, Signed


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That the event at ``position`` is in the tree of ``size`` events: its leaf, and the path."""

    position: int
    size: int
    leaf: bytes
    path: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Consistency:
    """That the tree of ``new`` events only appends to the one of ``old``."""

    old: int
    new: int
    path: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a witness is: the checkpoint it signed last, when, and how much there is since.

    ``size`` and ``at`` are None of a witness that has not signed anything.
    """

    witness: Verifier
    size: int | None
    at: datetime | None
    seconds: float | None
    events: int


class Proof:
    """What the log's tree says. Each method raises DatabaseUnavailable."""

    def __init__(
        self,
        store: ProofStore,
        log: LogReader,
        keyring: Keyring,
        clock: Clock,
        witnesses: Sequence[Verifier],
        last: LastSigned,
    ) -> None:
        self._log = log
        self._clock = clock
        self.store = store
        self.keyring = keyring
        self.witnesses = witnesses
        self.last = last
        self.sealer = Sealer(store, log, keyring, clock, last)

    def newest(self) -> Signed:
        """The newest checkpoint, with its cosignatures. Raises NoCheckpoint."""
        found = self.store.newest()
        if found is None:
            raise NoCheckpoint()
        return found

    def inclusion(self, position: int, size: int | None = None) -> Inclusion:
        """The proof that an event is in the tree of so many events, by default in the newest
        checkpoint. Raises NoCheckpoint, NotInTree, TreeDamaged."""
        size = self.newest().checkpoint.size if size is None else size
        sealed = self.store.size()
        if not 1 <= position <= size <= sealed:
            raise NotInTree(expected=sealed)
        leaf = self.store.load([(0, position - 1)])[0, position - 1]
        path = inclusion_proof(position - 1, size, self.store.load)
        return Inclusion(position, size, leaf, path)

    def consistency(self, old: int, new: int | None = None) -> Consistency:
        """The proof that the tree of ``new`` events, by default those of the newest checkpoint,
        only appends to the one of ``old``. Raises NoCheckpoint, NotInTree, TreeDamaged."""
        new = self.newest().checkpoint.size if new is None else new
        sealed = self.store.size()
        if not 0 <= old <= new <= sealed:
            raise NotInTree(expected=sealed)
        return Consistency(old, new, consistency_proof(old, new, self.store.load))

    def add_cosignatures(self, text: str) -> list[Verifier]:
        """Keep what witnesses of ours have signed of a checkpoint of ours; whose that was.

        Raises NotThisCheckpoint, NoWitnessOfOurs.
        """
        try:
            given, note = read(text)
        except UnfitNote as error:
            raise NotThisCheckpoint() from error
        ours = self.store.newest(given.size)
        if ours is None or ours.checkpoint != given or ours.note.text != note.text:
            raise NotThisCheckpoint()
        signed = []
        for each in self.witnesses:
            signature, at = each.signed(note), each.at(note)
            if signature is None or at is None or _moment(at) is None:
                continue
            self.store.cosign(given.size, str(each), at, signature)
            signed.append(each)
        if not signed:
            raise NoWitnessOfOurs()
        return signed

    def seen(self) -> list[Seen]:
        """Witness age: of each witness of ours, how long ago and how far back it signed last."""
        head, now = self._log.head(), self._clock.now()
        found = []
        for witness in self.witnesses:
            size, signed_at = self.store.last_seen(witness) or (None, None)
            at = _moment(signed_at)
            age = (now - at).total_seconds() if at is not None else None
            found.append(Seen(witness, size, at, age, head - (size or 0)))
        return found

    def keys(self) -> tuple[Verifier, list[Rotation]]:
        """The key in force, and the changes of keys on record. Raises UnusableKey, UnfitNote."""
        changes = rotations(self._log)
        return changes[-1].key if changes else self.keyring.signer().verifier, changes


def _moment(seconds: int | None) -> datetime | None:
    """A time of a witness's; None also where no calendar has it."""
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
    except (OverflowError, ValueError, OSError):
        return None
