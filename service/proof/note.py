"""Signed notes, as C2SP has them: a text, an empty line, and signatures by named keys.

A key has a name and, in front of each signature, a hash of four bytes by which it is found. Two kinds
are used: a log's signature of the text itself, and a witness's cosignature, which signs when it was
given as well (C2SP ``signed-note`` and ``tlog-cosignature``, both Ed25519).
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG, WITNESS = 0x01, 0x04
"""The kinds of key."""

KEY_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]{1,200}")
SIGNATURE_LINE = re.compile(r"— ([^\s+\x00-\x1f\x7f]+) ([A-Za-z0-9+/=]+)")
LONGEST = 64 * 1024


class UnfitNote(ValueError):
    """A text is no signed note, or a key not written as keys are."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a note: whose key, its hash, and what it signed with."""

    name: str
    key_hash: bytes
    signed: bytes

    @property
    def line(self) -> str:
        return f"— {self.name} {b64encode(self.key_hash + self.signed).decode()}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text, which ends in a line break, and the signatures below it."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        return f"{self.text}\n" + "".join(f"{each.line}\n" for each in self.signatures)

    def signed_also(self, signatures: Iterable[Signature]) -> "Note":
        """The note with more signatures below it; those that are there stay single."""
        return Note(self.text, tuple(dict.fromkeys((*self.signatures, *signatures))))


def parse(text: str) -> Note:
    """Read a signed note. Raises UnfitNote."""
    body, separator, below = text.rpartition("\n\n")
    if not separator or len(text) > LONGEST or not below.endswith("\n"):
        raise UnfitNote("no signed note: a text, an empty line, and lines of signatures")
    if re.search(r"[\x00-\x09\x0b-\x1f]", text):
        raise UnfitNote("a signed note holds no control characters")
    return Note(f"{body}\n", tuple(_signature(line) for line in below[:-1].split("\n")))


def _signature(line: str) -> Signature:
    found = SIGNATURE_LINE.fullmatch(line)
    if found is None:
        raise UnfitNote("a line below a signed note is no signature")
    blob = from_base64(found[2])
    if len(blob) < 5:
        raise UnfitNote("a signature is too short")
    return Signature(found[1], blob[:4], blob[4:])


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name and kind: whoever has it can check a signature."""

    name: str
    kind: int
    public: bytes

    @property
    def key_hash(self) -> bytes:
        named = f"{self.name}\n".encode() + bytes([self.kind]) + self.public
        return sha256(named).digest()[:4]

    def __str__(self) -> str:
        """``name+hash+key``, as it is handed to others."""
        key = b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_hash.hex()}+{key}"

    def holds(self, note: Note) -> bool:
        """Whether this key has signed the note."""
        return self.signed(note) is not None

    def signed(self, note: Note) -> Signature | None:
        """This key's signature below a note, if there is one and it is right."""
        for each in note.signatures:
            if (each.name, each.key_hash) == (self.name, self.key_hash) and self._right(note, each):
                return each
        return None

    def at(self, note: Note) -> int | None:
        """When this witness signed, in seconds since 1970; None where it did not."""
        found = self.signed(note) if self.kind == WITNESS else None
        return int.from_bytes(found.signed[:8], "big") if found else None

    def _right(self, note: Note, signature: Signature) -> bool:
        signed, message = signature.signed, note.text.encode()
        if self.kind == WITNESS:
            if len(signed) != 8 + 64:
                return False
            message = cosigned(note.text, int.from_bytes(signed[:8], "big"))
            signed = signed[8:]
        return self.signed_bytes(message, signed)

    def signed_bytes(self, message: bytes, signature: bytes) -> bool:
        """Whether this key made that signature of those bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


def read_verifier(text: str) -> Verifier:
    """A public key as ``str`` writes it. Raises UnfitNote."""
    name, _, rest = text.strip().partition("+")
    hashed, _, key = rest.partition("+")
    blob = from_base64(key)
    if not KEY_NAME.fullmatch(name) or len(blob) != 33 or blob[0] not in (LOG, WITNESS):
        raise UnfitNote("no key of the form name+hash+key")
    found = Verifier(name, blob[0], blob[1:])
    if found.key_hash.hex() != hashed.lower():
        raise UnfitNote("a key whose hash is not its own")
    return found


class Signer:
    """A private key (32 bytes) with its name and kind."""

    def __init__(self, name: str, secret: bytes, kind: int = LOG) -> None:
        if not KEY_NAME.fullmatch(name):
            raise UnfitNote("a key's name has no blanks and no +")
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.verifier = Verifier(name, kind, self._key.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        """Sign a text that ends in a line break, as a log does."""
        return self._signature(self._key.sign(text.encode()))

    def cosign(self, text: str, at: int) -> Signature:
        """Sign it as a witness does, with the time in seconds since 1970."""
        return self._signature(at.to_bytes(8, "big") + self._key.sign(cosigned(text, at)))

    def sign_bytes(self, message: bytes) -> bytes:
        """A bare signature."""
        return self._key.sign(message)

    def _signature(self, signed: bytes) -> Signature:
        return Signature(self.verifier.name, self.verifier.key_hash, signed)


def cosigned(text: str, at: int) -> bytes:
    """What a witness signs of a checkpoint's text."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def from_base64(text: str) -> bytes:
    """The bytes of standard base64. Raises UnfitNote."""
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError) as error:
        raise UnfitNote("not base64") from error
