"""Which key signs the checkpoints: the one at hand, if it is the one that the log says is in force.

The first key is taken up as it is found. From then on a new one is in force once the log says so
(``proof.key_rotated``): a checkpoint that covers that event is signed by the new key, one that does
not by the key before. So the log itself says for every checkpoint whose signature it has to bear.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.codec import decode
from domain.proof_events import STREAM, ProofKeyRotated
from service.event_log.reading import LogReader
from service.keys import load_key
from service.proof.errors import KeyNotInForce
from service.proof.note import Note, Signer, UnfitNote, Verifier, from_base64, read_verifier
from service.settings import Settings

FILE = "proof.key"
WHAT = "proof key"


@dataclass(frozen=True, slots=True)
class Rotation:
    """A change of keys on record: at which position, from which to which, with whose word."""

    position: int
    previous: Verifier
    key: Verifier
    endorsed: bool


def handover(previous: Verifier, key: Verifier) -> bytes:
    """What the key before signs of a change of keys."""
    return f"huiyin proof key\n{previous}\n{key}\n".encode()


def rotations(log: LogReader, up_to: int | None = None) -> list[Rotation]:
    """The changes of keys on record, in order. One is endorsed by the word of the key then in force: an
    earlier one, that was changed because it got out, vouches for nothing any more.

    Raises UnreadableEvent, and UnfitNote where what is recorded is no key.
    """
    found: list[Rotation] = []
    for stored in log.stream(STREAM, up_to=up_to):
        fact = decode(stored).fact
        if isinstance(fact, ProofKeyRotated):
            previous, key = read_verifier(fact.previous), read_verifier(fact.key)
            in_force = not found or found[-1].key == previous
            endorsed = in_force and _endorsed(fact, previous, key)
            found.append(Rotation(stored.position, previous, key, endorsed))
    return found


def _endorsed(fact: ProofKeyRotated, previous: Verifier, key: Verifier) -> bool:
    try:
        signature = from_base64(fact.endorsement or "")
    except UnfitNote:
        return False
    return previous.signed_bytes(handover(previous, key), signature)


def endorsement(signer: Signer, key: Verifier) -> str:
    """What the key before puts its name to, in base64."""
    return b64encode(signer.sign_bytes(handover(signer.verifier, key))).decode()


def key_for(size: int, changes: Sequence[Rotation], first: Verifier) -> Verifier:
    """The key that signs a checkpoint of that size; ``first`` where no change is on record."""
    key = changes[0].previous if changes else first
    for change in changes:
        if change.position <= size:
            key = change.key
    return key


class Keyring:
    """The key at hand, held against the log.

    origin   the name of the log, and so of its keys
    at_hand  loads the key; asked each time, so that another one counts without a restart
    """

    def __init__(self, log: LogReader, origin: str, at_hand: Callable[[], bytes]) -> None:
        self._log = log
        self._origin = origin
        self._at_hand = at_hand

    @property
    def origin(self) -> str:
        return self._origin

    def signer(self) -> Signer:
        """The key at hand. Raises UnusableKey."""
        return Signer(self._origin, self._at_hand())

    def signer_for(self, size: int) -> Signer:
        """The key for a checkpoint of that size. Raises UnusableKey, KeyNotInForce."""
        signer = self.signer()
        wanted = self.verifier_for(size)
        if wanted != signer.verifier:
            raise KeyNotInForce(known=_short(signer.verifier), expected=_short(wanted))
        return signer

    def check(self, note: Note, size: int) -> None:
        """Raises KeyNotInForce unless the key for that size has signed this checkpoint."""
        key = self.verifier_for(size)
        if not key.holds(note):
            signed_by = ", ".join(f"{each.name}+{each.key_hash.hex()}" for each in note.signatures)
            raise KeyNotInForce(known=_short(key), expected=signed_by)

    def verifier_for(self, size: int) -> Verifier:
        """The public key that a checkpoint of that size is signed by."""
        return key_for(size, rotations(self._log), self.signer().verifier)


def _short(key: Verifier) -> str:
    return f"{key.name}+{key.key_hash.hex()}"


def origin_of(settings: Settings) -> str:
    """The name of a jurisdiction's log, as checkpoints begin."""
    return settings.origin or f"huiyin/{settings.jurisdiction}"


def open_keyring(log: LogReader, settings: Settings) -> Keyring:
    """The keyring of a jurisdiction, with the key that the settings give or name."""
    file = settings.home / "keys" / FILE
    return Keyring(log, origin_of(settings), lambda: load_key(settings.proof_key, file, WHAT))
