"""Receipts: a code by which a complainant follows, rates and disputes a matter, without a name and
without a token.

The code is the matter's number and a keyed hash of it, so nothing is stored of it and none can be
guessed: a hundred bits, under a key that only the master key makes.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from domain.codec import decode
from domain.envelope import Actor, Command, Fact, Sealed
from domain.matter.answering.events import ComplainantAnswered
from domain.matter.history import fold
from domain.matter.state import Matter
from domain.matter.stream import matter_of_stream
from domain.vocabulary import AnswerRoute, Duty, Role, Term
from service.event_log.reading import LogReader
from service.executing import Done
from service.handler import Handler
from service.proof.proof import Inclusion, Proof
from service.proof.store import Signed
from service.vault.vault import DamagedKey, Vault

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

    ``answer`` is the text of an answer that is given on this page, and None for every other way.
    ``inclusion`` and ``signed`` are None until the filing is in a signed checkpoint.
    """

    number: str
    progress: Progress
    received_at: datetime | None
    due_at: datetime | None
    answered: bool
    answer: str | None
    inclusion: Inclusion | None
    signed: Signed | None


class Receipts:
    """The receipts of one jurisdiction. Each method raises DatabaseUnavailable."""

    def __init__(self, log: LogReader, vault: Vault, proof: Proof, handler: Handler) -> None:
        self._log = log
        self._handler = handler
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
        number, stream = self._named(code)
        return self._shown(stream, number) if stream is not None else None

    def act(self, command: Command, code: str) -> Done | None:
        """Carry out what a complainant asks by their code: rate, contest, apply for a review; None for
        a code that was never given out. Raises a HuiyinError naming the broken rule."""
        _, stream = self._named(code)
        if stream is None:
            return None
        matter = fold(matter_of_stream(stream), map(decode, self._log.stream(stream)))
        actor = Actor(person=matter.complainant or "", role=Role.COMPLAINANT)
        return self._handler.matter(command, actor, matter.id)

    def _named(self, code: str) -> tuple[str, str | None]:
        """The number in a code, and its stream where the code is right."""
        given = CODE.fullmatch(code.strip().upper())
        number = given[1] if given else NOBODYS
        stream = self._log.stream_of_number(number)
        right = hmac.compare_digest(self.code(number).encode(), code.strip().upper().encode())
        return number, stream if right else None

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
            answer=self._given_here([each.fact for each in history]),
            inclusion=self._proof.inclusion(position, signed.checkpoint.size) if signed else None,
            signed=signed,
        )

    def _given_here(self, facts: Sequence[Fact]) -> str | None:
        """The latest answer, where this page is the way by which it is given."""
        answers = (each for each in reversed(facts) if isinstance(each, ComplainantAnswered))
        answer = next(answers, None)
        if answer is None or answer.route is not AnswerRoute.RECEIPT_PAGE:
            return None
        if isinstance(answer.text, Sealed):
            with suppress(DamagedKey):
                return self._vault.open(answer.text)
            return None
        return answer.text


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
