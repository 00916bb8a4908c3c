"""Receipts: a code by which a complainant follows a matter, without a name and without a token.

The code is the matter's number and a keyed hash of it, so nothing is stored of it and none can be
guessed: a hundred bits, under a key that only the master key makes.
"""

import hmac
import re
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

from domain.codec import decode
from domain.matter.history import fold
from domain.matter.state import Matter
from domain.matter.stream import matter_of_stream
from domain.vocabulary import Duty, Term
from service.event_log.reading import LogReader
from service.proof.proof import Inclusion, Proof
from service.proof.store import Signed
from service.vault.vault import Vault

CODE = re.compile(r"([0-9]{4}(?:-I)?-[0-9]{6,9})-([A-Z2-7]{5}(?:-[A-Z2-7]{5}){3})", re.ASCII)
NOBODYS = "0000-000000"


class Progress(Term):
    """How far a matter is, as its complainant is told."""

    RECEIVED = "received", "已收件"
    IN_HAND = "in_hand", "办理中"
    ANSWERED = "answered", "已答复"
    CLOSED = "closed", "已归档"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a code shows: progress without personal data, and the proof that the filing existed.

    ``inclusion`` and ``signed`` are None until the filing is in a signed checkpoint.
    """

    number: str
    progress: Progress
    received_at: datetime | None
    due_at: datetime | None
    answered: bool
    inclusion: Inclusion | None
    signed: Signed | None


class Receipts:
    """The receipts of one jurisdiction. Each method raises DatabaseUnavailable."""

    def __init__(self, log: LogReader, vault: Vault, proof: Proof) -> None:
        self._log = log
        self._vault = vault
        self._proof = proof

    def code(self, number: str) -> str:
        """The code of a matter's number."""
        text = b32encode(self._vault.receipt(number)).decode()[:20]
        return "-".join((number, *(text[at : at + 5] for at in range(0, 20, 5))))

    def find(self, code: str) -> Receipt | None:
        """What a code shows; None for one that was never given out, however it is wrong.

        Whatever is asked, the same is looked up and compared, so that neither the answer nor its
        time says whether there is such a number.
        """
        given = CODE.fullmatch(code.strip().upper())
        number = given[1] if given else NOBODYS
        stream = self._log.stream_of_number(number)
        right = hmac.compare_digest(self.code(number).encode(), code.strip().upper().encode())
        return self._shown(stream, number) if right and stream is not None else None

    def _shown(self, stream: str, number: str) -> Receipt:
        history = [decode(each) for each in self._log.stream(stream)]
        matter = fold(matter_of_stream(stream), history)
        position = history[0].position
        signed = self._proof.store.covering(position)
        return Receipt(
            number=number,
            progress=_progress(matter),
            received_at=matter.received_at,
            due_at=_due_at(matter),
            answered=matter.answered_at is not None,
            inclusion=self._proof.inclusion(position, signed.checkpoint.size) if signed else None,
            signed=signed,
        )


def _progress(matter: Matter) -> Progress:
    if matter.closed_at is not None:
        return Progress.CLOSED
    if matter.answered_at is not None:
        return Progress.ANSWERED
    return Progress.IN_HAND if matter.orders else Progress.RECEIVED


def _due_at(matter: Matter) -> datetime | None:
    """By when the final answer is due, as it stands now."""
    answers = [each for key, each in matter.obligations.items() if key.duty is Duty.FINAL_ANSWER]
    return max((each.deadline.at for each in answers), default=None)
