"""A command carried out once: load, decide, seal, append, answer. Knows the time.

``service/handler.py`` says what to decide; here is what is the same for every command.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from domain.codec import Draft, decode
from domain.elsewhere import Elsewhere, Led
from domain.envelope import Actor, Command, Fact, Recorded, Sealed
from domain.errors import ConflictError, HuiyinError, UnfitError
from service.adoption import Adoption
from service.clock import Clock
from service.database import DatabaseUnavailable
from service.drafting import back_dated, new_event, nothing_to_seal, occurred_at
from service.event_log.grouping import GroupingAppender
from service.event_log.log import EventLog
from service.event_log.requests import (
    AlreadyDone,
    Appended,
    AppendRequest,
    ClockAhead,
    KeyReused,
    Stale,
)
from service.ids import time_ordered_id
from service.others import Others
from service.reference import Reference
from service.vault.vault import Vault

ATTEMPTS = 5

Decide = Callable[[list[Recorded], datetime, Others], tuple[Led, str]]
"""From a stream's history, the time and the other matters: who may not do it is refused, then the
facts that follow and whose key seals their personal text."""


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
    recorded         the events recorded there; empty when the command asked for what was so already
    number           the matter's human number; None for what has none
    elsewhere        the events recorded in other streams together with them
    """

    stream: str
    version: int
    position: int
    recorded: tuple[Recorded, ...]
    number: str | None = None
    elsewhere: tuple[Recorded, ...] = ()

    def by_other_stream(self) -> dict[str, list[Recorded]]:
        """What was recorded elsewhere, by stream."""
        found: dict[str, list[Recorded]] = {}
        for each in self.elsewhere:
            found.setdefault(each.stream, []).append(each)
        return found


class ToDecide(NamedTuple):
    """What is to be decided on a stream, by whom, under which key; ``request_hash`` from ``hash``."""

    stream: str
    actor: Actor
    key: str
    request_hash: bytes
    decide: Decide


class Executor:
    """Carries out each command once, for one jurisdiction."""

    def __init__(
        self,
        log: EventLog,
        appender: GroupingAppender,
        vault: Vault,
        clock: Clock,
        reference: Reference,
        adoption: Adoption,
    ) -> None:
        self._log = log
        self._appender = appender
        self._vault = vault
        self._clock = clock
        self._reference = reference
        self._adoption = adoption

    def execute(
        self,
        stream: str,
        actor: Actor,
        key: str | None,
        request_hash: bytes,
        decide: Decide,
    ) -> Done:
        """Carry out a command once: what its key has already done is the answer.

        The key is looked up again where nothing came of it, because the same request may have
        been under way beside this one, and then this one meets what that one has changed.
        """
        if key is None:
            return self._carry_out(ToDecide(stream, actor, time_ordered_id(), request_hash, decide))
        if (earlier := self._done_under(stream, key, actor, request_hash)) is not None:
            return earlier
        try:
            done = self._carry_out(ToDecide(stream, actor, key, request_hash, decide))
        except HuiyinError:
            if (beside := self._done_under(stream, key, actor, request_hash)) is not None:
                return beside
            raise
        if done.recorded:
            return done
        return self._done_under(stream, key, actor, request_hash) or done

    def execute_together(self, every: Sequence[ToDecide]) -> list[bool]:
        """Carry out several in one append, under keys that were not found in the log a moment ago;
        whether each was recorded, in order. One that was not is to be executed by itself.

        Raises DatabaseUnavailable.
        """
        self._reference.refresh()
        histories: dict[str, list[Recorded]] = {each.stream: [] for each in every}
        for stored in self._log.streams(histories, 2**62):
            histories[stored.stream].append(decode(stored))
        drawn_up: dict[int, AppendRequest] = {}
        for place, asked in enumerate(every):
            with suppress(HuiyinError):
                if (request := self._draw_up(asked, histories[asked.stream])) is not None:
                    drawn_up[place] = request
        recorded: set[int] = set()
        if drawn_up:
            self._adoption.ensure()
            results = self._appender.append_all([*drawn_up.values()])
            told = zip(drawn_up, results, strict=True)
            recorded = {place for place, result in told if isinstance(result, Appended)}
        return [place in recorded for place in range(len(every))]

    def _carry_out(self, asked: ToDecide) -> Done:
        stream = asked.stream
        for _ in range(ATTEMPTS):
            self._reference.refresh()
            history = [decode(each) for each in self._log.stream(stream)]
            request = self._draw_up(asked, history)
            if request is None:
                version, last = (history[-1].version, history[-1].position) if history else (0, 0)
                return Done(stream, version, last, (), number_in(history))
            self._adoption.ensure()
            match self._appender.append(request):
                case Appended() as appended:
                    positions = AlreadyDone(appended.first_position, appended.last_position)
                    return self._done(stream, positions, history)
                case AlreadyDone() as done_before:
                    return self._done(stream, done_before)
                case KeyReused():
                    raise KeyUsedOtherwise()
                case ClockAhead():
                    raise ClocksDisagree()
                case Stale():
                    continue
        raise TooBusy()

    def _draw_up(self, asked: ToDecide, history: list[Recorded]) -> AppendRequest | None:
        """What follows from it, by its stream's history, as the log takes it; None for nothing."""
        stream, actor, command_id, request_hash, decide = asked
        version = history[-1].version if history else 0
        now = max([self._clock.now(), *(each.recorded_at for each in history[-1:])])
        others = Others(self._log)
        led, person = decide(history, now, others)
        if not led:
            return None
        drafts = self._drafts(stream, led, actor, command_id, now, person)
        elsewhere = {draft.stream for draft, _ in drafts} - {stream}
        expected = {**others.versions(elsewhere), stream: version}
        return self._request(expected, drafts, actor, command_id, request_hash, now)

    def _drafts(
        self, stream: str, led: Led, actor: Actor, command_id: str, now: datetime, person: str
    ) -> list[tuple[Draft, str]]:
        """The events to be, each with whose key seals its personal text."""
        rules = self._reference.rules(now)

        def draft(to: str, fact: Fact) -> Draft:
            at = occurred_at(fact, now)
            return Draft(to, fact, actor, at, command_id, back_dated(fact, now, rules))

        return [
            (draft(each.stream, each.fact), each.person or person)
            if isinstance(each, Elsewhere)
            else (draft(stream, each), person)
            for each in led
        ]

    def _request(
        self,
        expected: Mapping[str, int],
        drafts: Sequence[tuple[Draft, str]],
        actor: Actor,
        command_id: str,
        request_hash: bytes,
        now: datetime,
    ) -> AppendRequest:
        reached, events = dict(expected), []
        for draft, person in drafts:
            seal = self._sealing(person) if person else nothing_to_seal
            reached[draft.stream] = reached[draft.stream] + 1
            events.append(new_event(draft, reached[draft.stream], seal, now))
        return AppendRequest(
            actor=actor.person,
            key=command_id,
            request_hash=request_hash,
            expected=expected,
            latest=max(draft.occurred_at for draft, _ in drafts),
            events=events,
        )

    def _sealing(self, person: str) -> Callable[[str], Sealed]:
        """Seals under this person's key, which is only looked for, or made, at the first text."""

        def seal(text: str) -> Sealed:
            return self._vault.sealer(person)(text)

        return seal

    def hash(self, command: Command, stream: str, if_match: int | None) -> bytes:
        """What identifies a request: its command, about which stream, at which version of it; keyed, because it covers personal text."""
        said = f"{command.ACTION}\0{stream}\0{if_match}\0{command.model_dump_json()}"
        return self._vault.fingerprint(said)

    def _done_under(self, stream: str, key: str, actor: Actor, request_hash: bytes) -> Done | None:
        """What this actor's key has done before, if anything. Raises KeyUsedOtherwise."""
        found = self._log.done(actor.person, key)
        if found is None:
            return None
        known_hash, done = found
        if bytes(known_hash) != request_hash:
            raise KeyUsedOtherwise()
        return self._done(stream, done)

    def _done(self, stream: str, done: AlreadyDone, before: Sequence[Recorded] = ()) -> Done:
        """The answer to what is recorded; ``before``: the stream up to it, where it is at hand.

        The repeat of a receipt was for a stream of another name, the only one there is.
        """
        try:
            count = done.last_position - done.first_position + 1
            stored = self._log.after(done.first_position - 1, count)
            together = [decode(each) for each in stored]
            recorded = tuple(each for each in together if each.stream == stream) or tuple(together)
            elsewhere = tuple(each for each in together if each.stream != recorded[0].stream)
            last = recorded[-1]
            history = before or recorded
            if history[0].version != 1:
                history = [decode(each) for each in self._log.stream(last.stream)[:1]]
        except DatabaseUnavailable as error:
            # It is recorded; only the answer is lost, and must not read as "nothing happened".
            raise DatabaseUnavailable("answer lost", unknown_outcome=True) from error
        number = number_in(history)
        return Done(last.stream, last.version, done.last_position, recorded, number, elsewhere)


def check_version(history: Sequence[Recorded], wanted: int | None) -> None:
    """Raises VersionChanged where a stream is not at the version somebody looked at."""
    version = history[-1].version if history else 0
    if wanted is not None and wanted != version:
        raise VersionChanged(current=version, expected=wanted)


def number_in(history: Sequence[Recorded]) -> str | None:
    """The human number that the first event of a stream carries; None for what has none."""
    first = history[0].fact if history else None
    number: str | None = getattr(first, "number", None)
    return None if first is None or first.SERIES is None else number
