"""The ballot box: one ballot for each slip, sealed as it falls in, opened once voting is over.

What this protects against, and what not, is in docs/evaluation.md. In short: a used slip and its
ballot can be found to belong together by whoever reads the database's files, for both are written
in one transaction; so the ballot is sealed, the key is a file outside the database, and both key
and ballots are destroyed once the sums are in the log.
"""

import secrets
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.assessment.evaluations.commands import ReleaseBallots, Tally
from domain.assessment.evaluations.slips import hash_of, packed, unpacked
from domain.assessment.evaluations.state import Evaluation
from domain.codec import decode
from domain.errors import ConflictError, UnfitError
from domain.kinds import blank, evolve, kind_of
from domain.vocabulary import EvaluationStage, ProceedingKind, Satisfaction
from service.adoption import SYSTEM
from service.clock import Clock
from service.database import Database
from service.event_log.reading import LogReader
from service.handler import Handler
from service.keys import load_key

log = structlog.get_logger()

NONCE = 12


class SlipDoesNotCount(ConflictError):
    """One answer for a slip there is not, one that was used, and any slip out of time."""

    code = "slip-does-not-count"
    zh = "这张选票不能投。请核对选票上的号码和评议时间。"
    en = "This slip does not count. Check its letters, and when the evaluation takes place."
    source = "M35: one anonymous ballot per voter"


class RatesOthers(UnfitError):
    code = "rates-others"
    zh = "只能评议选票所列的单位，且至少评议一个。请修改后重投。"
    en = "Only the units on the slip can be rated, and at least one. Change it and vote again."
    source = "M35 千人评二级机构、三项评议"


class BallotBox:
    """Takes ballots of one jurisdiction, and releases their sums.

    ``keys`` is the folder of the keys: one file for each evaluation, made at its first ballot.
    """

    def __init__(
        self, database: Database, event_log: LogReader, handler: Handler, clock: Clock, keys: Path
    ) -> None:
        self._database = database
        self._log = event_log
        self._handler = handler
        self._clock = clock
        self._keys = keys

    def vote(self, evaluation: str, slip: str, ratings: Mapping[str, Satisfaction]) -> None:
        """Take one ballot; ``evaluation`` is its stream. Nothing of it is logged or answered.

        Raises SlipDoesNotCount, RatesOthers, DatabaseUnavailable.
        """
        state = self.evaluation(evaluation)
        if state is None or not state.takes_votes_at(self._clock.now()):
            raise SlipDoesNotCount()
        if not ratings or not set(ratings) <= set(state.rated):
            raise RatesOthers()
        used = hash_of(slip)
        sealed = self._seal(state.id, packed(state.rated, ratings))
        with self._database.transaction() as connection:
            new = connection.execute(
                "INSERT INTO used_slip SELECT %s, %s WHERE %s ON CONFLICT DO NOTHING",
                (state.id, used, used in state.hashes),
            )
            if new.rowcount != 1:
                raise SlipDoesNotCount()
            connection.execute(
                "INSERT INTO ballot VALUES (%s, %s, %s)",
                (state.id, UUID(bytes=secrets.token_bytes(16), version=4), sealed),
            )

    def release(self) -> int:
        """Count every evaluation whose voting is over, and destroy what was counted; how many.

        Killed half-way and run again, it records each sum once. Raises DatabaseUnavailable.
        """
        counted = 0
        for stream in self._waiting():
            state = self.evaluation(stream)
            if state is None or state.stage is EvaluationStage.OPEN:
                continue
            if not state.released:
                self._handler.proceeding(
                    self._sums(state), SYSTEM, stream, f"release-ballots:{stream}"
                )
                counted += 1
            self._destroy(stream)
        return counted

    def evaluation(self, stream: str) -> Evaluation | None:
        """An evaluation as it stands; None where there is none of that name."""
        kind = kind_of(stream)
        if kind is None or kind.name is not ProceedingKind.EVALUATION:
            return None
        life = blank(stream)
        for stored in self._log.stream(stream):
            life = evolve(life, decode(stored))
        return life if isinstance(life, Evaluation) and life.exists else None

    def _waiting(self) -> list[str]:
        """Evaluations whose ballots or key are still there, and those whose voting is over."""
        rows = self._database.fetch(
            "SELECT evaluation FROM ballot UNION"
            " SELECT proceeding FROM proceeding_row p WHERE p.kind = 'evaluation'"
            " AND p.stage = 'voted' AND p.cut_position IS NULL AND p.until_time IS NULL"
        )
        return sorted(str(row[0]) for row in rows)

    def _sums(self, state: Evaluation) -> ReleaseBallots:
        """What all ballots say together."""
        rows = self._database.fetch("SELECT sealed FROM ballot WHERE evaluation = %s", (state.id,))
        (used,) = self._database.fetch(
            "SELECT count(*) FROM used_slip WHERE evaluation = %s", (state.id,)
        )[0]
        opened = [self._open(state, bytes(sealed)) for (sealed,) in rows]
        ballots = [each for each in opened if each is not None]
        sums: Counter[tuple[str, Satisfaction]] = Counter()
        for each in ballots:
            sums.update(each.items())
        tallies = tuple(
            Tally(
                unit=unit,
                ballots=sum(sums[unit, answer] for answer in Satisfaction),
                **{answer.value: sums[unit, answer] for answer in Satisfaction},
            )
            for unit in state.rated
        )
        return ReleaseBallots(used=int(used), ballots=len(ballots), tallies=tallies)

    def _seal(self, evaluation: str, ballot: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._key(evaluation).encrypt(nonce, ballot, evaluation.encode())

    def _open(self, state: Evaluation, sealed: bytes) -> dict[str, Satisfaction] | None:
        """A ballot; None for what nobody put there by voting, so that the sums do not add up."""
        try:
            ballot = self._key(state.id).decrypt(sealed[:NONCE], sealed[NONCE:], state.id.encode())
            return unpacked(state.rated, ballot)
        except (InvalidTag, ValueError):
            log.warning("ballot_unreadable", evaluation=state.id)
            return None

    def _key(self, evaluation: str) -> AESGCM:
        return AESGCM(load_key(None, self._file(evaluation), "ballot key"))

    def _file(self, evaluation: str) -> Path:
        return self._keys / f"{self._database.schema}.{evaluation}.key"

    def _destroy(self, evaluation: str) -> None:
        """The ballots and their key; the sums are in the log."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM ballot WHERE evaluation = %s", (evaluation,))
        self._file(evaluation).unlink(missing_ok=True)
