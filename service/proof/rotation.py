"""Another key for the checkpoints: written down first, put on record, then taken into use.

Stopped half-way, the same command goes on: the new key lies in a file of its own until the log says
that it is in force, and the old one is kept beside it under the hash of its name.
"""

import os
from contextlib import suppress
from hashlib import sha256

from domain.codec import Draft
from domain.envelope import Actor
from domain.proof_events import STREAM, ProofKeyRotated
from service.access import permissions
from service.clock import Clock
from service.drafting import new_event, nothing_to_seal
from service.event_log.grouping import GroupingAppender
from service.event_log.log import EventLog
from service.event_log.requests import Appended, AppendRequest
from service.keys import load_key
from service.proof.errors import KeyNotInForce, RotatedMeanwhile
from service.proof.keyring import FILE, WHAT, endorsement
from service.proof.note import Signer, Verifier
from service.proof.proof import Proof
from service.settings import Settings


class Rotating:
    """Changes the key of one jurisdiction's checkpoints."""

    def __init__(
        self,
        settings: Settings,
        log: EventLog,
        appender: GroupingAppender,
        proof: Proof,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._log = log
        self._appender = appender
        self._proof = proof
        self._clock = clock
        self._file = settings.home / "keys" / FILE

    def rotate(self, actor: Actor, lost: Verifier | None = None) -> Verifier:
        """Put a new key in force; its public half, for whoever checks checkpoints.

        lost  the public half of the key in force, where the other half is gone: it endorses
              nothing, and the log says so for ever

        Raises NotPermitted, KeyNotInForce, RotatedMeanwhile, what ``Sealer.seal`` raises,
        UnusableKey, DatabaseUnavailable.
        """
        permissions.scope(actor, "proof", "rotate-key")
        keyring = self._proof.keyring
        following = Signer(keyring.origin, self._next_key()).verifier
        in_force, changes = self._proof.keys()
        if in_force != following:
            if lost is not None:
                self._check_lost(lost)
                fact = ProofKeyRotated(previous=str(lost), key=str(following))
            else:
                fact = self._endorsed(keyring.signer(), in_force, following)
            self._record(fact, actor, len(changes))
        self._take_into_use()
        return following

    def _endorsed(self, old: Signer, in_force: Verifier, following: Verifier) -> ProofKeyRotated:
        """The change of keys with the old one's word, which first signs all there is."""
        if old.verifier != in_force:
            raise KeyNotInForce(known=str(old.verifier), expected=str(in_force))
        self._proof.sealer.seal()
        word = endorsement(old, following)
        return ProofKeyRotated(previous=str(in_force), key=str(following), endorsement=word)

    def _check_lost(self, lost: Verifier) -> None:
        """Raises KeyNotInForce unless this was the last key to sign, or the last on record."""
        newest, changes = self._proof.store.newest(), self._proof.keys()[1]
        if changes and changes[-1].key != lost:
            raise KeyNotInForce(known=str(lost), expected=str(changes[-1].key))
        if not changes and newest is not None and not lost.holds(newest.note):
            raise KeyNotInForce(known=str(lost), expected=newest.note.signatures[0].line)

    def _next_key(self) -> bytes:
        file = self._file.with_name(f"{FILE}.next")
        return load_key(self._settings.next_proof_key, file, f"next {WHAT}")

    def _record(self, fact: ProofKeyRotated, actor: Actor, version: int) -> None:
        now, command = self._clock.now(), f"rotate-key {fact.key}"
        draft = Draft(STREAM, fact, actor, now, command)
        result = self._appender.append(
            AppendRequest(
                actor=actor.person,
                key=command,
                request_hash=sha256(fact.model_dump_json().encode()).digest(),
                expected={STREAM: version},
                latest=now,
                events=[new_event(draft, version + 1, nothing_to_seal, now)],
            )
        )
        if not isinstance(result, Appended):
            raise RotatedMeanwhile()

    def _take_into_use(self) -> None:
        """The new key's file becomes the key's; the old one stays, under the hash of its key."""
        following = self._file.with_name(f"{FILE}.next")
        if self._settings.proof_key is not None or not following.exists():
            return
        if self._file.exists():
            hashed = self._proof.keyring.signer().verifier.key_hash.hex()
            with suppress(FileExistsError):
                os.link(self._file, self._file.with_name(f"{FILE}.{hashed}"))
        following.replace(self._file)
