"""From a command to recorded events: load, decide, append. Knows the time and makes the ids."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from domain.adopting import AdoptRulebook, decide_adopt
from domain.announcing import RecordNotice, RecountDuties, decide_recount
from domain.announcing import decide_record as decide_record_notice
from domain.assessment.figures import Counting
from domain.calendar_events import STREAM as CALENDAR
from domain.codec import Draft, decode
from domain.elsewhere import Elsewhere, Led
from domain.envelope import Actor, Command, Fact, Recorded, Sealed
from domain.erasure.decisions import decide as decide_erasure
from domain.erasure.events import person_stream
from domain.erasure.state import fold as fold_person
from domain.errors import ConflictError, HuiyinError, UnfitError
from domain.jurisdictions.decisions import Around
from domain.jurisdictions.decisions import decide as decide_jurisdictions
from domain.jurisdictions.state import STREAM as JURISDICTIONS
from domain.jurisdictions.state import fold as fold_ties
from domain.kinds import KIND_OF_COMMAND, Life, kind_of, stream_of
from domain.kinds import fold as fold_life
from domain.manifests.commands import RecordManifest
from domain.manifests.decisions import decide_record
from domain.manifests.state import fold as fold_manifest
from domain.manifests.state import manifest_stream
from domain.matter.decisions import decide as decide_matter
from domain.matter.history import fold as fold_matter
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.stream import matter_stream
from domain.organisation.decisions import decide as decide_organisation
from domain.organisation.state import STREAM as ORGANISATION
from domain.organisation.state import Organisation
from domain.organisation.state import fold as fold_organisation
from domain.proceedings.decisions import OF_OBLIGATIONS
from domain.proceedings.decisions import decide as decide_proceeding
from domain.proceedings.history import fold as fold_proceeding
from domain.proceedings.kind import Kind
from domain.rulebook import as_adopted
from domain.rulebook_events import STREAM as RULEBOOK
from domain.rulebook_events import RulebookAdopted
from domain.situation import Situation
from domain.vocabulary import Role
from domain.working_days import shanghai_day
from service.access import permissions
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
from service.jurisdictions.tree import Tree
from service.others import Others
from service.reference import Reference
from service.rulebooks import rulebook_of
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


class Handler:
    """Carries out commands for one jurisdiction."""

    def __init__(
        self,
        log: EventLog,
        appender: GroupingAppender,
        vault: Vault,
        clock: Clock,
        reference: Reference,
        adoption: Adoption,
        counting: Counting,
        tree: Tree,
    ) -> None:
        self._log = log
        self._appender = appender
        self._vault = vault
        self._clock = clock
        self._reference = reference
        self._adoption = adoption
        self._counting = counting
        self._tree = tree

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

    def matters(
        self, steps: Sequence[tuple[Command, str, str]], actor: Actor
    ) -> list[bool | HuiyinError]:
        """Carry out several commands of one actor, each on a matter, by its id, and under a key of its
        own that was not found in the log a moment ago; in one append.

        What became of each, in order: whether something was recorded, or why it was refused. What
        comes to nothing like this, as where somebody else was quicker, is carried out by itself, like
        ``matter``. Raises DatabaseUnavailable.
        """
        self._reference.refresh()
        histories: dict[str, list[Recorded]] = {matter_stream(each): [] for _, each, _ in steps}
        for stored in self._log.streams(histories, 2**62):
            histories[stored.stream].append(decode(stored))
        drawn_up: dict[int, AppendRequest] = {}
        for place, (command, matter, key) in enumerate(steps):
            stream = matter_stream(matter)
            decide = self._deciding(command, actor, matter, None)
            asked = (
                stream,
                histories[stream],
                actor,
                key,
                self._hash(command, stream, None),
                decide,
            )
            with suppress(HuiyinError):
                if (request := self._draw_up(*asked)) is not None:
                    drawn_up[place] = request
        recorded: set[int] = set()
        if drawn_up:
            self._adoption.ensure()
            results = self._appender.append_all([*drawn_up.values()])
            told = zip(drawn_up, results, strict=True)
            recorded = {place for place, result in told if isinstance(result, Appended)}
        return [
            place in recorded or self._by_itself(step, actor) for place, step in enumerate(steps)
        ]

    def _by_itself(self, step: tuple[Command, str, str], actor: Actor) -> bool | HuiyinError:
        command, matter, key = step
        try:
            return bool(self.matter(command, actor, matter, key).recorded)
        except HuiyinError as refusal:
            return refusal

    def _matter(
        self, command: Command, actor: Actor, matter: str, key: str | None, if_match: int | None
    ) -> Done:
        stream = matter_stream(matter)
        named = "" if isinstance(command, ReceiveMatter) else stream
        request_hash = self._hash(command, named, if_match)
        decide = self._deciding(command, actor, matter, if_match)
        return self._execute(stream, actor, key, request_hash, decide)

    def _deciding(
        self, command: Command, actor: Actor, matter: str, if_match: int | None
    ) -> Decide:
        new = isinstance(command, ReceiveMatter)

        def decide(history: list[Recorded], now: datetime, others: Others) -> tuple[Led, str]:
            state = fold_matter(matter, history)
            acting_for = getattr(command, "receiving_unit" if new else "unit", None)
            organisation = self._reference.organisation()
            permissions.check_matter(actor, command.ACTION, state, acting_for, organisation)
            if command.OTHER:
                other = others.matter(getattr(command, command.OTHER))
                if not other.exists:
                    raise permissions.NotYourMatter()
                permissions.check_matter(actor, command.ACTION, other, None, organisation)
            check_version(history, if_match)
            complainant = state.complainant or time_ordered_id()
            situation = self._situation(actor, now, others, complainant)
            return decide_matter(command, state, situation), complainant

        return decide

    def open(
        self, command: Command, actor: Actor, key: str | None = None, stream: str | None = None
    ) -> Done:
        """Open a proceeding; ``stream`` where it is told which. Raises like ``matter``."""
        kind = KIND_OF_COMMAND[type(command)]
        natural = kind.natural_key(command) if kind.natural_key is not None else None
        stream = stream or kind.prefix + (natural or time_ordered_id())
        request_hash = self._hash(command, kind.prefix, None)
        return self._proceeding(kind, command, actor, stream, key, None, request_hash)

    def proceeding(
        self,
        command: Command,
        actor: Actor,
        stream: str,
        key: str | None = None,
        if_match: int | None = None,
    ) -> Done:
        """Carry out a command on a proceeding that is there. Raises like ``matter``."""
        kind = kind_of(stream)
        if kind is None:
            raise permissions.NotYourMatter()
        request_hash = self._hash(command, stream, if_match)
        return self._proceeding(kind, command, actor, stream, key, if_match, request_hash)

    def _proceeding(
        self,
        kind: Kind,
        command: Command,
        actor: Actor,
        stream: str,
        key: str | None,
        if_match: int | None,
        request_hash: bytes,
    ) -> Done:
        area = "obligation" if type(command) in OF_OBLIGATIONS else kind.name.value

        def decide(history: list[Recorded], now: datetime, others: Others) -> tuple[Led, str]:
            state = fold_proceeding(kind, stream, history)
            organisation = self._reference.organisation()
            permissions.check_proceeding(actor, area, command.ACTION, state, organisation)
            self._check_named(command, actor, others, organisation)
            check_version(history, if_match)
            situation = self._situation(actor, now, others, stream)
            return decide_proceeding(kind, command, state, situation), stream

        return self._execute(stream, actor, key, request_hash, decide)

    def _check_named(
        self, command: Command, actor: Actor, others: Others, organisation: Organisation
    ) -> None:
        """Raises NotYourMatter where the command names what the actor may not know of."""
        lives: list[Life] = []
        if command.OTHER and (other := getattr(command, command.OTHER)) is not None:
            lives.append(others.matter(other))
        named = (getattr(command, field) for field in command.PROCEEDINGS)
        lives += [others.proceeding(each) for each in named if each is not None]
        if lives and actor.role is not Role.SYSTEM:
            view = permissions.view(actor, organisation)
            if not all(view.sees(each) for each in lives):
                raise permissions.NotYourMatter()

    def _situation(
        self, actor: Actor, now: datetime, others: Others, complainant: str
    ) -> Situation:
        return Situation(
            actor,
            now,
            self._reference.rules(now),
            self._reference.organisation(),
            complainant,
            self._reference.rulebooks(),
            others.matter,
            others.new_matter,
            others.proceeding,
            others.history,
            self._reference.calendars(),
            others.event,
            self._counting,
            self._reference.ties(),
            others.acted_for,
        )

    def person(
        self,
        command: Command,
        actor: Actor,
        person: str,
        matters: Sequence[str],
        pending: Collection[str],
        key: str | None = None,
    ) -> Done:
        """Carry out a command on a person's data; ``matters`` are those that hold it, ``pending``
        those of them that something still hangs together with. Raises like ``matter``."""
        permissions.scope(actor, "person", command.ACTION)
        stream = person_stream(person)

        def decide(history: list[Recorded], now: datetime, others: Others) -> tuple[Led, str]:
            view = permissions.view(actor, self._reference.organisation())
            lives = [others.matter(each) for each in matters]
            if not all(view.sees(each) for each in lives):
                raise permissions.NotYourMatter()
            situation = self._situation(actor, now, others, "")
            state = fold_person(history)
            return decide_erasure(command, state, lives, pending, situation), ""

        return self._execute(stream, actor, key, self._hash(command, stream, None), decide)

    def organisation(
        self, command: Command, actor: Actor, key: str | None = None, if_match: int | None = None
    ) -> Done:
        """Carry out a command on the organisation. Raises like ``matter``."""
        permissions.scope(actor, "organisation", command.ACTION)

        def decide(history: list[Recorded], now: datetime, _others: Others) -> tuple[Led, str]:
            organisation = fold_organisation(history)
            permissions.check_organisation(actor, command, organisation, shanghai_day(now))
            check_version(history, if_match)
            return decide_organisation(command, organisation), ""

        request_hash = self._hash(command, ORGANISATION, if_match)
        return self._execute(ORGANISATION, actor, key, request_hash, decide)

    def jurisdictions(
        self, command: Command, actor: Actor, key: str | None = None, if_match: int | None = None
    ) -> Done:
        """Carry out a command on the place in the tree of jurisdictions. Raises like ``matter``."""
        permissions.scope(actor, "jurisdiction", command.ACTION)

        def decide(history: list[Recorded], _now: datetime, _others: Others) -> tuple[Led, str]:
            check_version(history, if_match)
            around = Around(self._tree.own, self._tree.above)
            organisation = self._reference.organisation()
            return decide_jurisdictions(command, fold_ties(history), around, organisation), ""

        request_hash = self._hash(command, JURISDICTIONS, if_match)
        return self._execute(JURISDICTIONS, actor, key, request_hash, decide)

    def manifest(self, command: RecordManifest, actor: Actor, key: str | None = None) -> Done:
        """Record or correct a channel's manifest of a day. Raises like ``matter``."""
        permissions.scope(actor, "manifest", command.ACTION)
        stream = manifest_stream(command.channel, command.day)

        def decide(history: list[Recorded], now: datetime, _others: Others) -> tuple[Led, str]:
            return decide_record(command, fold_manifest(history), actor, now), ""

        return self._execute(stream, actor, key, self._hash(command, stream, None), decide)

    def adopt(self, command: AdoptRulebook, actor: Actor, key: str | None = None) -> Done:
        """Adopt a rulebook. Raises like ``matter``, and what ``rulebook_of`` raises."""
        permissions.scope(actor, "rulebook", command.ACTION)
        rulebook = rulebook_of(command.name, command.text)
        self._reference.refresh()
        self._adoption.ensure()

        def decide(history: list[Recorded], now: datetime, _others: Others) -> tuple[Led, str]:
            adopted = [
                as_adopted(each.fact.content)
                for each in history
                if isinstance(each.fact, RulebookAdopted)
            ]
            return decide_adopt(command, rulebook, adopted, now), ""

        request_hash = self._hash(command, RULEBOOK, None)
        return self._execute(RULEBOOK, actor, key, request_hash, decide)

    def notice(self, command: RecordNotice, actor: Actor, key: str | None = None) -> Done:
        """Put a year's arrangement of holidays on record. Raises like ``matter``."""
        permissions.scope(actor, "rulebook", command.ACTION)

        def decide(history: list[Recorded], _now: datetime, _others: Others) -> tuple[Led, str]:
            return decide_record_notice(command, self._reference.calendar(), len(history)), ""

        return self._execute(CALENDAR, actor, key, self._hash(command, CALENDAR, None), decide)

    def recount(self, actor: Actor, life: str, key: str) -> Done:
        """Have what one matter or proceeding owes counted by the calendar of now. Raises like
        ``matter``."""
        command, stream = RecountDuties(), stream_of(life)
        permissions.scope(actor, "obligation", command.ACTION)

        def decide(history: list[Recorded], now: datetime, others: Others) -> tuple[Led, str]:
            state = fold_life(stream, history)
            return decide_recount(command, state, self._situation(actor, now, others, "")), ""

        return self._execute(stream, actor, key, self._hash(command, stream, None), decide)

    def _execute(
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
            return self._carry_out(stream, actor, time_ordered_id(), request_hash, decide)
        if (earlier := self._done_under(stream, key, actor, request_hash)) is not None:
            return earlier
        try:
            done = self._carry_out(stream, actor, key, request_hash, decide)
        except HuiyinError:
            if (beside := self._done_under(stream, key, actor, request_hash)) is not None:
                return beside
            raise
        if done.recorded:
            return done
        return self._done_under(stream, key, actor, request_hash) or done

    def _carry_out(
        self, stream: str, actor: Actor, command_id: str, request_hash: bytes, decide: Decide
    ) -> Done:
        for _ in range(ATTEMPTS):
            self._reference.refresh()
            history = [decode(each) for each in self._log.stream(stream)]
            request = self._draw_up(stream, history, actor, command_id, request_hash, decide)
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

    def _draw_up(
        self,
        stream: str,
        history: list[Recorded],
        actor: Actor,
        command_id: str,
        request_hash: bytes,
        decide: Decide,
    ) -> AppendRequest | None:
        """What follows from a command, by a stream's history, as the log takes it; None for nothing."""
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

    def _hash(self, command: Command, stream: str, if_match: int | None) -> bytes:
        """What identifies a request; keyed, because it covers personal text."""
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
