"""Messages to those who owe something: which facts make one, and what it says.

No personal text travels: a number, a duty, a date, a unit, an official. Whoever gets it looks the
matter up.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from domain.envelope import Fact, Recorded
from domain.labels import event_label
from domain.matter.handling.events import DifficultyReported
from domain.matter.nodes.events import EmergencyDeclared
from domain.matter.rounds.events import RoundOpened
from domain.matter.routing.events import OrderDelivered
from domain.matter.stream import matter_of_stream
from domain.matter.urging.events import DutyReminded, DutyUrged, Pressed, SlipIssued
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


def _pressed(fact: Pressed) -> Told:
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
    SlipIssued: _slip,
    RoundOpened: _round,
    EmergencyDeclared: _urgent,
    DifficultyReported: _difficulty,
}
"""The facts that somebody is told of, and what is told."""

TYPES = tuple(fact.TYPE for fact in TOLD)


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``position`` of its event and ``recipient`` identify it; ``id`` tells a receiver
    of messages that it has come before."""

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
            "matter": self.matter,
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


def message_of(recorded: Recorded, number: str, jurisdiction: str) -> Message | None:
    """The message that an event makes; None where nobody is to be told."""
    tell = TOLD.get(type(recorded.fact))
    if tell is None:
        return None
    told = tell(recorded.fact)
    if told.unit is None and told.person is None:
        return None
    recipient = f"{told.unit or ''}/{told.person or ''}"
    identity = f"{jurisdiction}\0{recorded.position}\0{recipient}"
    return Message(
        position=recorded.position,
        recipient=recipient,
        id=sha256(identity.encode()).hexdigest()[:32],
        matter=matter_of_stream(recorded.stream),
        number=number,
        kind=recorded.fact.TYPE,
        recorded_at=recorded.recorded_at,
        **told._asdict(),
    )
