"""From a command to recorded events: load, decide, append. Knows the time and makes the ids."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.codec import Draft, decode, encode
from domain.envelope import Actor, Command, Fact, Recorded, Sealed
from domain.errors import ConflictError, UnfitError
from domain.matter.commands import ReceiveMatter
from domain.matter.decisions import decide as decide_matter
from domain.matter.events import MatterImported, MatterReceived
from domain.matter.state import fold as fold_matter
from domain.organisation.decisions import decide as decide_organisation
from domain.organisation.state import STREAM as ORGANISATION
from domain.organisation.state import fold as fold_organisation
from domain.rules import Rules
from domain.situation import Situation
from domain.working_days import SHANGHAI
from service.access import permissions
from service.clock import Clock
from service.database import DatabaseUnavailable
from service.event_log.grouping import GroupingAppender
from service.event_log.log import EventLog
from service.event_log.requests import (
    AlreadyDone,
    Appended,
    AppendRequest,
    ClockAhead,
    KeyReused,
    NewEvent,
    Stale,
)
from service.ids import time_ordered_id
from service.reference import Reference
from service.vault.vault import Vault

ATTEMPTS = 5


class VersionChanged(ConflictError):
    code = "version-changed"
    zh = "事项已被他人更新：现为第 {current} 版，您依据的是第 {expected} 版。请刷新后重试。"
    en = "Somebody else changed it: version {current}, yours was {expected}. Reload and try again."


class KeyUsedOtherwise(UnfitError):
    code = "idempotency-key-reused"
    zh = "这个 Idempotency-Key 已用于另一个请求。请换一个新的。"
    en = "This Idempotency-Key belongs to a different request. Use a new one."


class ClocksDisagree(ConflictError):
    code = "clocks-disagree"
    zh = "本机时钟比数据库快五分钟以上，没有记录任何内容。请校准时钟后重试。"
    en = "This machine's clock runs more than five minutes ahead; nothing was recorded. Set it."


class TooBusy(ConflictError):
    code = "too-busy"
    zh = "事项正被多人同时更新，未能记录。请重试。"
    en = "Too many people are changing this at once; nothing was recorded. Try again."


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a command.

    stream, version  where the stream stands now
    position         log position to carry into a read that must see this
    recorded         the events recorded; empty when the command asked for what was already so
    """

    stream: str
    version: int
    position: int
    recorded: tuple[Recorded, ...]


def matter_stream(matter: str) -> str:
    """The stream of a matter's id."""
    return f"matter-{matter}"


class Handler:
    """Carries out commands for one jurisdiction."""

    def __init__(
        self,
        log: EventLog,
        appender: GroupingAppender,
        vault: Vault,
        clock: Clock,
        reference: Reference,
    ) -> None:
        self._log = log
        self._appender = appender
        self._vault = vault
        self._clock = clock
        self._reference = reference

    def receive(self, command: ReceiveMatter, actor: Actor, key: str | None = None) -> Done:
        """Take in a new matter. ``key`` makes a repeat find the first instead of making another.

        Raises a HuiyinError naming the broken rule, DatabaseUnavailable.
        """
        return self._matter(command, actor, time_ordered_id(), key, None)

    def matter(
        self,
        command: Command,
        actor: Actor,
        matter: str,
        key: str | None = None,
        if_match: int | None = None,
    ) -> Done:
        """Carry out a command on a matter; ``if_match``: only at this version of it.

        Raises a HuiyinError naming the broken rule, VersionChanged, DatabaseUnavailable.
        """
        return self._matter(command, actor, matter, key, if_match)

    def _matter(
        self, command: Command, actor: Actor, matter: str, key: str | None, if_match: int | None
    ) -> Done:
        stream = matter_stream(matter)
        new = isinstance(command, ReceiveMatter)

        def decide(history: list[Recorded], now: datetime) -> tuple[Sequence[Fact], str]:
            state = fold_matter(matter, history)
            acting_for = getattr(command, "receiving_unit" if new else "unit", None)
            permissions.check_matter(actor, command.ACTION, state, acting_for)
            complainant = state.complainant or time_ordered_id()
            situation = Situation(
                actor, now, self._reference.rules(now), self._reference.organisation(), complainant
            )
            return decide_matter(command, state, situation), complainant

        request_hash = self._hash(command, "" if new else stream, if_match)
        return self._execute(stream, actor, key, if_match, request_hash, decide)

    def organisation(
        self, command: Command, actor: Actor, key: str | None = None, if_match: int | None = None
    ) -> Done:
        """Carry out a command on the organisation. Raises like ``matter``."""
        permissions.scope(actor, "organisation", command.ACTION)

        def decide(history: list[Recorded], _now: datetime) -> tuple[Sequence[Fact], str]:
            return decide_organisation(command, fold_organisation(history)), ""

        request_hash = self._hash(command, ORGANISATION, if_match)
        return self._execute(ORGANISATION, actor, key, if_match, request_hash, decide)

    def _execute(
        self,
        stream: str,
        actor: Actor,
        key: str | None,
        if_match: int | None,
        request_hash: bytes,
        decide: Callable[[list[Recorded], datetime], tuple[Sequence[Fact], str]],
    ) -> Done:
        if key is not None and (done := self._log.done(actor.person, key)) is not None:
            if bytes(done[0]) != request_hash:
                raise KeyUsedOtherwise()
            return self._done_before(done[1])
        command_id = key or time_ordered_id()
        for _ in range(ATTEMPTS):
            self._reference.refresh()
            history = [decode(each) for each in self._log.stream(stream)]
            version = history[-1].version if history else 0
            if if_match is not None and if_match != version:
                raise VersionChanged(current=version, expected=if_match)
            now = max([self._clock.now(), *(each.recorded_at for each in history[-1:])])
            facts, person = decide(history, now)
            if not facts:
                last = history[-1].position if history else 0
                return Done(stream, version, last, ())
            request = self._request(
                stream, version, facts, actor, command_id, request_hash, now, person
            )
            match self._appender.append(request):
                case Appended() as appended:
                    return self._done_now(appended)
                case AlreadyDone() as done_before:
                    return self._done_before(done_before)
                case KeyReused():
                    raise KeyUsedOtherwise()
                case ClockAhead():
                    raise ClocksDisagree()
                case Stale():
                    continue
        raise TooBusy()

    def _request(
        self,
        stream: str,
        version: int,
        facts: Sequence[Fact],
        actor: Actor,
        command_id: str,
        request_hash: bytes,
        now: datetime,
        person: str,
    ) -> AppendRequest:
        seal = self._vault.sealer(person) if person else nothing_to_seal
        rules = self._reference.rules(now)
        drafts = [
            Draft(
                stream,
                fact,
                actor,
                occurred_at(fact, now),
                command_id,
                back_dated(fact, now, rules),
            )
            for fact in facts
        ]
        return AppendRequest(
            actor=actor.person,
            key=command_id,
            request_hash=request_hash,
            expected={stream: version},
            latest=max(draft.occurred_at for draft in drafts),
            events=[
                new_event(draft, version + place, seal, now)
                for place, draft in enumerate(drafts, 1)
            ],
        )

    def _hash(self, command: Command, stream: str, if_match: int | None) -> bytes:
        """What identifies a request; keyed, because it covers personal text."""
        said = f"{command.ACTION}\0{stream}\0{if_match}\0{command.model_dump_json()}"
        return self._vault.fingerprint(said)

    def _done_now(self, appended: Appended) -> Done:
        try:
            return self._done_before(AlreadyDone(appended.first_position, appended.last_position))
        except DatabaseUnavailable as error:
            # It is recorded; only the answer is lost, and must not read as "nothing happened".
            raise DatabaseUnavailable("answer lost", unknown_outcome=True) from error

    def _done_before(self, done: AlreadyDone) -> Done:
        stored = self._log.after(
            done.first_position - 1, done.last_position - done.first_position + 1
        )
        recorded = tuple(decode(each) for each in stored)
        last = recorded[-1]
        return Done(last.stream, last.version, done.last_position, recorded)


def occurred_at(fact: Fact, now: datetime) -> datetime:
    """When a fact happened: a receipt when it came in, everything else when it is done."""
    return fact.received_at if isinstance(fact, MatterReceived | MatterImported) else now


def back_dated(fact: Fact, now: datetime, rules: Rules) -> bool:
    """Whether a receipt is recorded later after it came in than the rulebook allows."""
    if not isinstance(fact, MatterReceived):
        return False
    return rules.deadline("back_dating", fact.received_at).at <= now


def new_event(draft: Draft, version: int, seal: Callable[[str], Sealed], now: datetime) -> NewEvent:
    """A draft, encoded and sealed; receipts draw a human number from the year's series."""
    return NewEvent(
        stream=draft.stream,
        version=version,
        type=draft.fact.TYPE,
        type_version=draft.fact.TYPE_VERSION,
        data=encode(draft, seal),
        series=number_series(draft.fact, now),
    )


def number_series(fact: Fact, now: datetime) -> str | None:
    """Matters are numbered by the year of recording; imported ones in a series of their own."""
    year = now.astimezone(SHANGHAI).year
    if isinstance(fact, MatterReceived):
        return f"{year}"
    return f"{year}-I" if isinstance(fact, MatterImported) else None


def nothing_to_seal(_text: str) -> Sealed:
    raise ValueError("this stream holds no personal text")
