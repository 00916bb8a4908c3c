"""From messages to recorded events: one append a batch, whole or not at all."""

from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from domain.codec import Draft
from domain.envelope import Fact, Recorded, Sealed
from domain.matter.history import fold
from domain.matter.imported.events import AnswerImported, MatterImported
from domain.matter.state import LONG_AGO
from domain.matter.stream import matter_stream
from domain.organisation.events import UnitEstablished
from domain.organisation.state import STREAM as ORGANISATION
from domain.vocabulary import Channel, Duty, UnitKind
from service.adoption import SYSTEM
from service.bootstrap import Application
from service.drafting import new_event, nothing_to_seal
from service.event_log.requests import AppendRequest, AppendResult, ClockAhead, NewEvent, Stale
from service.executing import ATTEMPTS, ClocksDisagree, TooBusy
from service.ids import time_ordered_id
from service.importing.messages import Message
from service.importing.problems import BadRow, Fault

_NAMES = UUID("5b0e4f0e-6d0c-5e2b-9c55-8f1f2a6d7c31")
"""The namespace of imported matters' ids; a stored id depends on it, so it never changes."""


def matter_of(source: str, message: str) -> str:
    """The id of the matter that a source's message is, the same at every import."""
    return str(uuid5(_NAMES, f"{source}\0{message}"))


@dataclass(slots=True)
class Counts:
    """What became of rows: each is imported, adds an answer to a known one, changes nothing, or
    is bad."""

    imported: int = 0
    answers_added: int = 0
    unchanged: int = 0
    bad: list[BadRow] = field(default_factory=list)


@dataclass(slots=True)
class _Known:
    """How far a matter is on record, counting what this batch adds."""

    id: str
    complainant: str
    version: int = 0
    first: MatterImported | None = None
    answer: tuple[str | Sealed, datetime] | None = None
    settled: bool = False


def _answer(recorded: Recorded) -> tuple[str | Sealed, datetime] | None:
    """Text and time of an answer that was imported; None for any other event."""
    fact = recorded.fact
    return (fact.text, recorded.occurred_at) if isinstance(fact, AnswerImported) else None


@dataclass(slots=True)
class _Batch:
    """Events being put together, the streams they go to, and where those stand."""

    command: str
    now: datetime
    events: list[NewEvent] = field(default_factory=list)
    expected: dict[str, int] = field(default_factory=dict)
    latest: datetime = LONG_AGO
    counts: Counts = field(default_factory=Counts)


class Recorder:
    """Records messages of one source as imported matters."""

    def __init__(self, app: Application, source: str, channel: Channel) -> None:
        self._app = app
        self._source = source
        self._channel = channel

    def record(self, batches: Iterable[Sequence[Message]]) -> Generator[Counts, None, None]:
        """Record what is new in each batch of messages, in their order, in one append a batch.

        While the log takes one batch the next is put together. That one does not see the first
        yet, so where they touch the same stream its expectations fail, and it is done anew.

        Raises TooBusy, ClocksDisagree, DatabaseUnavailable: then nothing of a batch is recorded, or
        all of it is and a repeat finds it.
        """
        with ThreadPoolExecutor(1) as appending:
            under_way: tuple[Sequence[Message], _Batch, Future[AppendResult | None]] | None = None
            for messages in batches:
                batch = self._put_together(messages)
                if under_way is not None:
                    yield self._finished(*under_way)
                under_way = (messages, batch, appending.submit(self._append_batch, batch))
            if under_way is not None:
                yield self._finished(*under_way)

    def _finished(
        self, messages: Sequence[Message], batch: _Batch, result: Future[AppendResult | None]
    ) -> Counts:
        """What became of a batch, done anew as long as others write in between."""
        answer, attempts = result.result(), 1
        while isinstance(answer, Stale) and attempts < ATTEMPTS:
            batch = self._put_together(messages)
            answer, attempts = self._append_batch(batch), attempts + 1
        if isinstance(answer, Stale):
            raise TooBusy()
        if isinstance(answer, ClockAhead):
            raise ClocksDisagree()
        return batch.counts

    def _append_batch(self, batch: _Batch) -> AppendResult | None:
        """One append; None where nothing is new."""
        if not batch.events:
            return None
        return self._app.appender.append(
            AppendRequest(
                actor=SYSTEM.person,
                key=batch.command,
                request_hash=b"",
                expected=batch.expected,
                latest=batch.latest,
                events=batch.events,
            )
        )

    def _put_together(self, messages: Sequence[Message]) -> _Batch:
        app = self._app
        app.reference.refresh()
        app.adoption.ensure()
        organisation = app.reference.organisation()
        units, organisation_version = set(organisation.units), organisation.version
        known = self._known(messages)
        app.vault.prepare(each.complainant for each in known.values())
        batch = _Batch(time_ordered_id(), app.clock.now())
        for message in messages:
            matter = known[message.id]
            if matter.version == 0 and message.unit is not None and message.unit not in units:
                batch.expected.setdefault(ORGANISATION, organisation.version)
                organisation_version += 1
                self._establish(batch, message.unit, message.place or "", organisation_version)
                units.add(message.unit)
            self._add(batch, message, matter)
        return batch

    def _known(self, messages: Sequence[Message]) -> dict[str, _Known]:
        """What is on record of these messages' matters, by message id."""
        app = self._app
        ids = {each.id: matter_of(self._source, each.id) for each in messages}
        histories = app.feed.streams(map(matter_stream, ids.values()), app.log.head())
        known: dict[str, _Known] = {}
        for message in messages:
            if message.id in known:
                continue
            matter = ids[message.id]
            history = histories[matter_stream(matter)]
            if not history:
                known[message.id] = _Known(matter, self._person(message))
                continue
            state = fold(matter, history)
            final = state.obligation(Duty.FINAL_ANSWER)
            settled = final is None or not final.is_open
            first, *others = history
            known[message.id] = _Known(
                matter,
                state.complainant,
                state.version,
                first.fact if isinstance(first.fact, MatterImported) else None,
                next((_answer(each) for each in others if _answer(each)), None),
                settled,
            )
        return known

    def _establish(self, batch: _Batch, unit: str, place: str, version: int) -> None:
        fact = UnitEstablished(unit=unit, name=place, kind=UnitKind.PLACE)
        draft = Draft(ORGANISATION, fact, SYSTEM, batch.now, batch.command)
        batch.events.append(new_event(draft, version, nothing_to_seal, batch.now))
        batch.latest = max(batch.latest, batch.now)

    def _add(self, batch: _Batch, message: Message, matter: _Known) -> None:
        """Add what is new in one message: the matter, its answer, both or nothing.

        A message that says something else than what is on record of it is a bad row.
        """
        new = matter.version == 0
        if column := self._differs(message, matter):
            batch.counts.bad.append(BadRow(message.line, Fault.DIFFERS, column))
            return
        answer = message.reply if not matter.settled else None
        if (new or answer) and self._app.vault.is_erased(matter.complainant):
            batch.counts.bad.append(BadRow(message.line, Fault.ERASED))
            return
        if new:
            matter.first = self._imported(message, matter)
            self._append(batch, message, matter, matter.first)
        if answer:
            self._append(batch, message, matter, AnswerImported(text=answer[0]), answer[1])
            matter.answer, matter.settled = answer, True
        batch.counts.imported += new
        batch.counts.answers_added += bool(answer) and not new
        batch.counts.unchanged += not answer and not new

    def _differs(self, message: Message, matter: _Known) -> str | None:
        """The column in which a message contradicts what was imported of it before, if any does.

        An older file is no contradiction: what it leaves empty (citizen, place, reply) it does not
        deny. Nor is a reply to a matter that was answered here and not by an import, or a text
        whose key has been destroyed.
        """
        first = matter.first
        if first is None:
            return None
        if message.submitted_at != first.received_at:
            return "submitted_at"
        if message.place and message.place != first.place:
            return "place"
        if message.user and self._person(message) != first.complainant:
            return "user_code"
        if self._reads_otherwise(first.subject, message.subject):
            return "subject"
        if self._reads_otherwise(first.body, message.body):
            return "body"
        if message.reply is None or matter.answer is None:
            return None
        if message.reply[1] != matter.answer[1]:
            return "replied_at"
        return "reply" if self._reads_otherwise(matter.answer[0], message.reply[0]) else None

    def _reads_otherwise(self, recorded: str | Sealed, text: str) -> bool:
        said = self._app.vault.open(recorded) if isinstance(recorded, Sealed) else recorded
        return said is not None and said != text

    def _person(self, message: Message) -> str:
        """The id of the citizen. One without a code is known by the message; no code has a NUL."""
        return self._app.vault.person_of(self._source, message.user or f"\0{message.id}")

    def _imported(self, message: Message, matter: _Known) -> MatterImported:
        rules = self._app.reference.rules(message.submitted_at)
        return MatterImported(
            matter=matter.id,
            source=self._source,
            source_number=message.id,
            complainant=matter.complainant,
            subject=message.subject,
            body=message.body,
            channel=self._channel,
            received_at=message.submitted_at,
            place=message.place,
            unit=message.unit,
            final_answer_by=rules.deadline("final_answer", message.submitted_at),
        )

    def _append(
        self,
        batch: _Batch,
        message: Message,
        matter: _Known,
        fact: Fact,
        at: datetime | None = None,
    ) -> None:
        occurred_at = at or message.submitted_at
        stream = matter_stream(matter.id)
        batch.expected.setdefault(stream, matter.version)
        matter.version += 1
        draft = Draft(stream, fact, SYSTEM, occurred_at, batch.command)
        seal = self._app.vault.sealer(matter.complainant)
        batch.events.append(new_event(draft, matter.version, seal, batch.now))
        batch.latest = max(batch.latest, occurred_at)
