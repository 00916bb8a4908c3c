"""Messages to those who owe something: which facts make one, and what it says.

No personal text travels: a number, a duty, a date, a unit, an official. Whoever gets it looks the
matter up.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from domain.envelope import Fact, Recorded
from domain.kinds import FACTS as OF_PROCEEDINGS
from domain.kinds import effects, kind_of, life_id
from domain.labels import event_label
from domain.matter.handling.events import DifficultyReported
from domain.matter.nodes.events import EmergencyDeclared
from domain.matter.rounds.events import RoundOpened
from domain.matter.routing.events import OrderDelivered, OrderHandedOver
from domain.matter.urging.events import DutyReminded, DutyUrged, Pressed, SlipIssued
from domain.obligations import Key, Obligation, Opens
from domain.proceedings.handing_over import DutiesHandedOver
from domain.proceedings.pressing import DutyPressed
from domain.vocabulary import Duty
from domain.working_days import SHANGHAI

CHINESE = "zh-CN"


class Told(NamedTuple):
    """What a message is about: what is owed by whom until when."""

    unit: str | None
    person: str | None
    duty: Duty
    of: str
    due_at: datetime


def _ordered(fact: OrderDelivered) -> Told:
    return Told(fact.unit, fact.person, Duty.SIGN, fact.unit, fact.sign_by.at)


def _pressed(fact: Pressed | DutyPressed) -> Told:
    return Told(fact.unit, fact.person, fact.duty, fact.of, fact.due_at)


def _slip(fact: SlipIssued) -> Told:
    return Told(fact.unit, fact.person, Duty.SLIP_REPORT, fact.unit or "", fact.report_by.at)


def _round(fact: RoundOpened) -> Told:
    return Told(fact.unit, fact.person, Duty.ROUND_REPORT, fact.period, fact.report_by.at)


def _urgent(fact: EmergencyDeclared) -> Told:
    due_at = fact.first_report_by.at
    return Told(fact.unit, fact.person, Duty.EMERGENCY_FIRST_REPORT, "", due_at)


def _difficulty(fact: DifficultyReported) -> Told:
    return Told(None, fact.leader, Duty.DIFFICULTY_DECISION, "", fact.decision_by.at)


TOLD: Mapping[type[Fact], Callable[[Any], Told]] = {
    OrderDelivered: _ordered,
    DutyReminded: _pressed,
    DutyUrged: _pressed,
    DutyPressed: _pressed,
    SlipIssued: _slip,
    RoundOpened: _round,
    EmergencyDeclared: _urgent,
    DifficultyReported: _difficulty,
}
"""The facts of matters that somebody is told of, and what is told. Of a proceeding, whoever owes
something is told of it when that arises. Who takes over an order is told once, of what is due first."""

Owing = Callable[[], Mapping[Key, Obligation]]
"""What is owed in the stream of an event, as it stood after it."""

TYPES = (
    DutiesHandedOver.TYPE,
    OrderHandedOver.TYPE,
    *(fact.TYPE for fact in (*TOLD, *OF_PROCEEDINGS)),
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``position`` of its event and ``recipient`` identify it; ``id`` tells a receiver
    of messages that it has come before; ``matter`` is the id of its matter, or of its proceeding."""

    position: int
    recipient: str
    id: str
    matter: str
    number: str
    kind: str
    unit: str | None
    person: str | None
    duty: Duty
    of: str
    due_at: datetime
    recorded_at: datetime

    def body(self) -> bytes:
        """The message as JSON, UTF-8."""
        said = {
            "id": self.id,
            "kind": self.kind,
            "kind_label": event_label(self.kind, CHINESE),
            "matter": self.matter if kind_of(self.matter) is None else None,
            "proceeding": self.matter if kind_of(self.matter) is not None else None,
            "number": self.number,
            "unit": self.unit,
            "person": self.person,
            "duty": self.duty.value,
            "duty_label": self.duty.zh,
            "of": self.of,
            "due_at": self.due_at.astimezone(SHANGHAI).isoformat(),
            "recorded_at": self.recorded_at.astimezone(SHANGHAI).isoformat(),
            "position": self.position,
        }
        return json.dumps(said, ensure_ascii=False).encode()


def messages_of(
    recorded: Recorded, number: str, jurisdiction: str, owing: Owing
) -> Iterator[Message]:
    """The messages that an event makes; none where nobody is to be told."""
    for told in _told(recorded, owing):
        if told.unit is None and told.person is None:
            continue
        recipient = f"{told.unit or ''}/{told.person or ''}"
        if type(recorded.fact) not in TOLD:
            recipient = f"{recipient}/{told.duty.value}:{told.of}"
        identity = f"{jurisdiction}\0{recorded.position}\0{recipient}"
        yield Message(
            position=recorded.position,
            recipient=recipient,
            id=sha256(identity.encode()).hexdigest()[:32],
            matter=life_id(recorded.stream),
            number=number,
            kind=recorded.fact.TYPE,
            recorded_at=recorded.recorded_at,
            **told._asdict(),
        )


def _told(recorded: Recorded, owing: Owing) -> Iterator[Told]:
    if (tell := TOLD.get(type(recorded.fact))) is not None:
        yield tell(recorded.fact)
    elif isinstance(handed := recorded.fact, DutiesHandedOver):
        for passed in handed.owed:
            yield Told(passed.unit, handed.successor, passed.duty, passed.of, passed.due_at)
    elif isinstance(order := recorded.fact, OrderHandedOver):
        owed = [each for key, each in owing().items() if key in order.owed]
        if owed:
            first = min(owed, key=lambda each: (each.deadline.at, str(each.key)))
            key, due_at = first.key, first.deadline.at
            yield Told(order.unit, order.person, key.duty, key.of, due_at)
    elif kind_of(recorded.stream) is not None:
        for each in effects(recorded.fact):
            if isinstance(each, Opens):
                owner, key = each.owner, each.key
                yield Told(owner.unit, owner.person, key.duty, key.of, each.deadline.at)
