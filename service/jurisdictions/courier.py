"""The courier: carries what was handed over into the other jurisdiction's log, and back what came of it.

It is the sender's, and does both ways, so that one program at work is enough. Whatever it records has a
key made from the hand-over: carried twice, killed between the two logs, or started after a week, each
thing is there once. Personal text is opened under the sender's keys, and sealed under the receiver's
before it is stored; in the clear it is in this process's memory alone.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from domain.codec import decode
from domain.cooperation.takeovers.commands import CallBackTakeover, TakeInTransfer
from domain.cooperation.takeovers.events import (
    TakeoverAccepted,
    TakeoverResultReported,
    TakeoverReturned,
)
from domain.cooperation.takeovers.kind import TAKEOVER
from domain.cooperation.transfers.commands import (
    NoteAccepted,
    NoteReceived,
    NoteResult,
    NoteReturned,
    NoteTakenBack,
)
from domain.cooperation.transfers.events import TransferSent
from domain.cooperation.transfers.kind import TRANSFER
from domain.cooperation.transfers.state import Transfer
from domain.envelope import Command, Recorded, Sealed
from domain.errors import HuiyinError
from domain.matter.history import fold as fold_matter
from domain.matter.intake.events import MatterReceived
from domain.matter.stream import matter_stream
from domain.proceedings.history import fold
from domain.proceedings.state import Proceeding
from domain.vocabulary import (
    CarryObstacle,
    Duty,
    JurisdictionStanding,
    ReturnGround,
    TransferStage,
)
from projections.watched import transfers_under_way
from service.adoption import SYSTEM
from service.bootstrap import Application, assemble
from service.vault.vault import DamagedKey, WrongMasterKey

log = structlog.get_logger()

OBSTACLES = {
    JurisdictionStanding.UNCONFIRMED: CarryObstacle.UNCONFIRMED,
    JurisdictionStanding.OUTDATED: CarryObstacle.OUTDATED,
    JurisdictionStanding.MISSING: CarryObstacle.MISSING,
}


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A hand-over that nothing could be carried for, and why."""

    number: str
    to: str
    obstacle: CarryObstacle
    since: datetime | None


@dataclass
class Carried:
    """What one round came to: how many things were recorded on either side, and what waits."""

    recorded: int = 0
    undelivered: list[Undelivered] = field(default_factory=list)


class TextsLost(Exception):
    """The personal text of a matter can no longer be opened."""


class Courier:
    """Carries for one jurisdiction what it has handed over to its neighbours."""

    def __init__(self, app: Application) -> None:
        self._app = app

    def carry(self, going_on: Callable[[], bool] = lambda: True) -> Carried:
        """One round: everything that can be carried now. The lists should be up to the log.

        ``going_on`` is asked before each hand-over. What a rule refuses is left, and logged. Raises
        DatabaseUnavailable.
        """
        carried = Carried()
        with ExitStack() as opened:
            others: dict[str, Application | CarryObstacle] = {}
            for transfer in self._under_way():
                if not going_on():
                    break
                if transfer.to not in others:
                    others[transfer.to] = opened.enter_context(self._neighbour(transfer.to))
                there = others[transfer.to]
                obstacle = (
                    self._try(transfer, there, carried) if isinstance(there, Application) else there
                )
                if obstacle is not None:
                    number, since = transfer.number or "", transfer.opened_at
                    carried.undelivered.append(Undelivered(number, transfer.to, obstacle, since))
        return carried

    def _under_way(self) -> Iterator[Transfer]:
        with self._app.database.connection() as connection:
            streams = transfers_under_way(connection)
        for stream in streams:
            state = fold(TRANSFER, stream, _history(self._app, stream))
            if isinstance(state, Transfer) and state.closed_at is None:
                yield state

    @contextmanager
    def _neighbour(self, jurisdiction: str) -> Iterator[Application | CarryObstacle]:
        """Another jurisdiction at work for as long as a round lasts, or why that cannot be."""
        places = {each.jurisdiction: each.standing for each in self._app.tree.places()}
        standing = places.get(jurisdiction, JurisdictionStanding.UNCONFIRMED)
        if standing in OBSTACLES:
            yield OBSTACLES[standing]
            return
        app = self._app
        other = assemble(
            app.settings.of(jurisdiction), app.clock, app.database.conninfo, app.embedded
        )
        try:
            try:
                other.vault.check_master_key()
            except WrongMasterKey:
                yield CarryObstacle.OTHER_KEYS
                return
            yield other
        finally:
            other.read_log.close()
            other.appender.close()
            other.database.close()

    def _try(
        self, transfer: Transfer, there: Application, carried: Carried
    ) -> CarryObstacle | None:
        try:
            carried.recorded += self.carry_one(transfer, there)
        except HuiyinError as refusal:
            log.warning("transfer_not_carried", transfer=transfer.id, code=refusal.code)
            return CarryObstacle.REFUSED
        except DamagedKey:
            log.error("transfer_not_carried", transfer=transfer.id, code="key-damaged")
            return CarryObstacle.DAMAGED_KEY
        return None

    def carry_one(self, transfer: Transfer, there: Application) -> int:
        """Carry one hand-over as far as it goes now; how many things were recorded."""
        takeover = self._takeover(transfer)
        if transfer.stage is TransferStage.TAKEN_BACK:
            return self._call_back(transfer, there, takeover)
        recorded = 0
        if not _history(there, takeover):
            try:
                self.deliver(transfer, there)
                recorded += 1
            except TextsLost:
                at = self._app.clock.now()
                lost = NoteReturned(ground=ReturnGround.TEXTS_LOST, returned_at=at)
                return self._note(transfer, "returned", lost)
        for step, command in self._news(there, takeover):
            recorded += self._note(transfer, step, command)
        return recorded

    def deliver(self, transfer: Transfer, there: Application) -> None:
        """Record it in the receiver's log; nothing where it is there already. Raises TextsLost."""
        key = f"courier:{self._own}:{transfer.id}"
        there.handler.open(self._contents(transfer), SYSTEM, key, self._takeover(transfer))

    def _call_back(self, transfer: Transfer, there: Application, takeover: str) -> int:
        recorded, history = 0, _history(there, takeover)
        if history and _folded(takeover, history).closed_at is None:
            key = f"courier:{self._own}:{transfer.id}:call-back"
            done = there.handler.proceeding(CallBackTakeover(), SYSTEM, takeover, key)
            recorded += int(bool(done.recorded))
        return recorded + self._note(transfer, "taken-back", NoteTakenBack())

    def _news(self, there: Application, takeover: str) -> Iterator[tuple[str, Command]]:
        """What has happened there, in order, as it is put on record here."""
        for each in _history(there, takeover):
            at = each.recorded_at
            match each.fact:
                case TakeoverAccepted():
                    yield "accepted", NoteAccepted(accepted_at=at)
                case TakeoverReturned(ground=ground, text=text):
                    said = _opened(there, text)
                    yield "returned", NoteReturned(ground=ground, text=said, returned_at=at)
                case TakeoverResultReported(finding=finding, text=text, evidence=evidence):
                    yield (
                        "result",
                        NoteResult(
                            finding=finding,
                            text=_opened(there, text) or "-",
                            evidence=evidence,
                            reported_at=at,
                        ),
                    )
                case _ if each.version == 1:
                    yield "received", NoteReceived(received_at=at)

    def _note(self, transfer: Transfer, step: str, command: Command) -> int:
        """Put on record here, once, what has happened there."""
        key = f"courier:{transfer.id}:{step}"
        if self._app.log.done(SYSTEM.person, key) is not None:
            return 0
        done = self._app.handler.proceeding(command, SYSTEM, transfer.id, key)
        return int(bool(done.recorded))

    def _contents(self, transfer: Transfer) -> TakeInTransfer:
        """Everything that goes along, in the clear. Raises TextsLost."""
        app = self._app
        sent = next(
            each.fact for each in _history(app, transfer.id) if isinstance(each.fact, TransferSent)
        )
        history = _history(app, matter_stream(transfer.matter))
        matter = fold_matter(transfer.matter, history)
        received = next(each.fact for each in history if isinstance(each.fact, MatterReceived))
        subject, body = _opened(app, matter.subject), _opened(app, received.body)
        if subject is None or body is None or matter.nature is None:
            raise TextsLost(transfer.id)
        final = matter.obligation(Duty.FINAL_ANSWER)
        return TakeInTransfer(
            sender=self._own,
            transfer=transfer.id.removeprefix(TRANSFER.prefix),
            number=matter.number or transfer.matter,
            title=transfer.title,
            ground=sent.ground,
            text=_opened(app, sent.text) or transfer.title,
            first_received_at=received.received_at,
            answer_by=final.deadline.at if final is not None else None,
            subject=subject,
            body=body,
            anonymous=matter.anonymous,
            name=_opened(app, received.name),
            contact=_opened(app, received.contact),
            place=matter.place,
            address=_opened(app, matter.address),
            urgency=matter.urgency,
            nature=matter.nature,
            conduct=matter.conduct,
        )

    @property
    def _own(self) -> str:
        return self._app.settings.jurisdiction

    def _takeover(self, transfer: Transfer) -> str:
        """The stream there: one for each hand-over of each sender."""
        return f"{TAKEOVER.prefix}{self._own}:{transfer.id.removeprefix(TRANSFER.prefix)}"


def _history(app: Application, stream: str) -> list[Recorded]:
    return [decode(each) for each in app.log.stream(stream)]


def _folded(stream: str, history: list[Recorded]) -> Proceeding:
    return fold(TAKEOVER, stream, history)


def _opened(app: Application, text: str | Sealed | None) -> str | None:
    return app.vault.open(text) if isinstance(text, Sealed) else text
