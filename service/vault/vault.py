"""Sealing and opening personal text.

AES-256-GCM under a key of the person's own, which is itself wrapped under the master key. The
person's id is bound in as associated data, so a sealed text cannot be passed off as another's.
Destroying a person's key makes everything sealed under it unreadable, and changes no event. Whose key
is void stands in the log (``person.erased``): a key that a backup brings back is destroyed again.
"""

import hmac
import math
import os
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from uuid import UUID

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.envelope import Sealed
from domain.erasure.errors import DataErased
from domain.erasure.events import person_of_stream
from service.database import Database

log = structlog.get_logger()

NONCE_BYTES = 12
KEY_BYTES = 32
MOST_CACHED = 50_000
FORGET_AFTER_SECONDS = 1.0
"""How long a key that another process had destroyed may still be used here."""

_ERASED = (
    "SELECT position, stream FROM event WHERE type = 'person.erased' AND position > %s"
    " ORDER BY position"
)


class WrongMasterKey(Exception):
    """The master key at hand is not the one that this database's keys are wrapped under."""


class DamagedKey(Exception):
    """A person's key in the database is not one that the master key has wrapped for that person."""


class Vault:
    """The keys of one jurisdiction.

    database    where the wrapped keys are
    schema      the schema that holds them, apart from the log's
    master_key  32 bytes, from a file or the environment, never from the database
    """

    def __init__(self, database: Database, schema: str, master_key: bytes) -> None:
        self._database = database
        self._keys_table = f'"{schema}".person_key'
        self._master_table = f'"{schema}".master'
        self._master = AESGCM(master_key)
        self._fingerprint = sha256(b"huiyin master key" + master_key).digest()
        self._naming_key = hmac.digest(master_key, b"huiyin person ids", "sha256")
        self._search_key = hmac.digest(master_key, b"huiyin text search", "sha256")
        self._receipt_key = hmac.digest(master_key, b"huiyin receipts", "sha256")
        self._open_keys: dict[str, AESGCM] = {}
        self._erased: set[str] = set()
        self._erased_up_to = 0
        self._looked_at = -math.inf

    def check_master_key(self) -> None:
        """Make sure that this master key wraps this database's keys; the first one used does.

        Raises WrongMasterKey.
        """
        self._database.fetch(
            f"INSERT INTO {self._master_table} VALUES (1, %s) ON CONFLICT DO NOTHING RETURNING id",
            (self._fingerprint,),
        )
        rows = self._database.fetch(f"SELECT fingerprint FROM {self._master_table}")
        if bytes(rows[0][0]) != self._fingerprint:
            raise WrongMasterKey(
                "The master key does not belong to this database. Point HUIYIN_HOME, or"
                " HUIYIN_MASTER_KEY, to the key that was used when the database was made."
            )

    def forget_erased(self, *, everybody: bool = False) -> None:
        """Destroy the keys of those erased since the last time, in the database and in memory.

        everybody  look at all who ever were: keys may have come back
        """
        if everybody:
            self._erased_up_to = 0
        rows = self._database.fetch(_ERASED, (self._erased_up_to,))
        self._looked_at = time.monotonic()
        if not rows:
            return
        persons = [person_of_stream(stream) for _, stream in rows]
        self._erased.update(persons)
        for person in persons:
            self._open_keys.pop(person, None)
        destroyed = self._database.fetch("SELECT destroy_erased_keys(%s)", (self._erased_up_to,))
        for (person,) in destroyed:
            log.info("key_destroyed", person=person)
        self._erased_up_to = rows[-1][0]

    def is_erased(self, person: str) -> bool:
        """Whether this person was erased, as known within the last second."""
        self._keep_forgetting()
        return person in self._erased

    def _keep_forgetting(self) -> None:
        if time.monotonic() - self._looked_at >= FORGET_AFTER_SECONDS:
            self.forget_erased()

    def person_of(self, source: str, code: str) -> str:
        """A stable id for a person known by a code elsewhere; nobody can compute it back."""
        digest = hmac.digest(self._naming_key, f"{source}\0{code}".encode(), "sha256")
        return str(UUID(bytes=digest[:16], version=5))

    def fingerprint(self, text: str) -> bytes:
        """A keyed hash, by which a text is recognised and not guessed."""
        return hmac.digest(self._naming_key, b"request\0" + text.encode(), "sha256")

    def receipt(self, number: str) -> bytes:
        """A keyed hash of a matter's number, which only its complainant is told."""
        return hmac.digest(self._receipt_key, number.encode(), "sha256")

    def pair_number(self, pair: str) -> int:
        """A keyed hash of two characters of a text, a signed number of 32 bits."""
        digest = hmac.digest(self._search_key, pair.encode(), "sha256")
        return int.from_bytes(digest[:4], "big", signed=True)

    def prepare(self, persons: Iterable[str]) -> dict[str, AESGCM]:
        """The keys of these persons, made where there are none yet, in one go; none for those who
        were erased. Raises DamagedKey.
        """
        wanted = dict.fromkeys(persons)
        keys = self.load(wanted)
        wanted = {person: None for person in wanted if person not in self._erased}
        missing = [person for person in wanted if person not in keys]
        if missing:
            wrapped = [self._wrap(person, os.urandom(KEY_BYTES)) for person in missing]
            self._database.fetch(
                f"INSERT INTO {self._keys_table} (person, wrapped)"
                " SELECT * FROM unnest(%s::text[], %s::bytea[]) ORDER BY 1"
                " ON CONFLICT DO NOTHING RETURNING 1",
                (missing, wrapped),
            )
            # Another process may have been first: the key in the database is the one that counts.
            keys |= self.load(missing)
        return keys

    def load(self, persons: Iterable[str]) -> dict[str, AESGCM]:
        """The keys of those of these persons who have one, in one go; none for those who were erased,
        whose key, should it have come back, is destroyed. Raises DamagedKey."""
        self._keep_forgetting()
        erased = self._erased
        keys = {p: None if p in erased else self._open_keys.get(p) for p in persons}
        wanted = [person for person, key in keys.items() if key is None]
        if void := [person for person in wanted if person in self._erased]:
            self._destroy_again(void)
            wanted = [person for person in wanted if person not in self._erased]
        if wanted:
            rows = self._database.fetch(
                f"SELECT person, wrapped FROM {self._keys_table} WHERE person = ANY(%s)", (wanted,)
            )
            # Somebody may have been erased between the two looks.
            self.forget_erased()
            loaded = {
                person: self._unwrap(person, bytes(wrapped))
                for person, wrapped in rows
                if person not in self._erased
            }
            if len(self._open_keys) + len(loaded) > MOST_CACHED:
                self._open_keys.clear()
            self._open_keys.update(loaded)
            keys.update(loaded)
        return {person: key for person, key in keys.items() if key is not None}

    def _destroy_again(self, void: Sequence[str]) -> None:
        there = f"SELECT person FROM {self._keys_table} WHERE person = ANY(%s)"
        if back := self._database.fetch(there, (void,)):
            for (person,) in back:
                log.warning("key_came_back", person=person)
            self.forget_erased(everybody=True)

    def sealer(self, person: str) -> Callable[[str], Sealed]:
        """A function that seals text under this person's key. Raises DamagedKey, DataErased."""
        key, bound = self.prepare([person]).get(person), person.encode()
        if key is None:
            raise DataErased()

        def seal(text: str) -> Sealed:
            nonce = os.urandom(NONCE_BYTES)
            ciphertext = nonce + key.encrypt(nonce, text.encode(), bound)
            return Sealed(person=person, sealed=b64encode(ciphertext).decode())

        return seal

    def open(self, sealed: Sealed) -> str | None:
        """The text, or None where the key has been destroyed or the text was tampered with.

        Raises DamagedKey.
        """
        key = self.load([sealed.person]).get(sealed.person)
        if key is None:
            return None
        try:
            blob = b64decode(sealed.sealed, validate=True)
            text = key.decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], sealed.person.encode())
        except (InvalidTag, ValueError):
            return None
        return text.decode()

    def open_all(self, texts: Sequence[Sealed]) -> list[str | None]:
        """Each text as ``open`` gives it, with all keys loaded in one go. What a damaged key no
        longer opens is None, too, and the log says whose key that is."""
        persons = {text.person for text in texts}
        try:
            self.load(persons)
        except DamagedKey:
            persons -= self._damaged(persons)
        return [self.open(text) if text.person in persons else None for text in texts]

    def _damaged(self, persons: Iterable[str]) -> set[str]:
        """Those of the persons whose key is damaged, each of which is logged."""
        damaged = set()
        for person in persons:
            try:
                self.load([person])
            except DamagedKey:
                log.error("key_damaged", person=person)
                damaged.add(person)
        return damaged

    def _unwrap(self, person: str, wrapped: bytes) -> AESGCM:
        try:
            key = self._master.decrypt(
                wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], person.encode()
            )
        except (InvalidTag, ValueError) as error:
            raise DamagedKey(
                f"The key of person {person} was damaged or exchanged. Restore the keys' schema"
                " from a backup."
            ) from error
        return AESGCM(key)

    def _wrap(self, person: str, key: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._master.encrypt(nonce, key, person.encode())
