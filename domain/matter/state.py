"""A matter as it stands after some of its events. ``evolve`` never refuses a recorded fact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from domain.envelope import Fact, Recorded, Sealed
from domain.matter.effects import effects
from domain.matter.events import (
    AnswerExempted,
    AnswerExtended,
    AnswerImported,
    Assignment,
    ComplainantAnswered,
    DifficultyDecided,
    DifficultyReported,
    ExemptionProposed,
    InterimReplyGiven,
    LeaderInformed,
    MatterClosed,
    MatterDispatched,
    MatterImported,
    MatterReceived,
    MatterRegistered,
    OrderDelivered,
    OrderSigned,
    OutcomeReported,
    ParticipantReported,
    ProgressReported,
    RegistrationCorrected,
)
from domain.obligations import Key, Obligation, apply
from domain.vocabulary import Channel, Conduct, Duty, ExemptionGround, Finding, Nature

LONG_AGO = datetime.min.replace(tzinfo=UTC)
CORRECTED = (
    "channel", "nature", "conduct", "place", "address", "receiving_unit", "about_units",
    "about_persons", "assigned_by", "received_at",
)  # fmt: skip
"""What a correction may change of a matter, by the names both have for it."""


@dataclass(frozen=True, slots=True)
class Order:
    """One unit's order: who is named, and how far it got."""

    unit: str
    person: str
    leads: bool
    delivered_at: datetime | None = None
    signed_at: datetime | None = None
    reported: bool = False


@dataclass(frozen=True)
class Matter:
    """Everything decisions and read tables need to know about one matter."""

    id: str
    version: int = 0
    last_occurred_at: datetime = LONG_AGO
    number: str | None = None
    complainant: str = ""
    anonymous: bool = False
    has_contact: bool = False
    imported: bool = False
    source: str | None = None
    source_number: str | None = None
    subject: str | Sealed | None = None
    channel: Channel | None = None
    received_at: datetime | None = None
    place: str | None = None
    address: str | Sealed | None = None
    receiving_unit: str | None = None
    about_units: tuple[str, ...] = ()
    about_persons: tuple[str, ...] = ()
    assigned_by: str | None = None
    nature: Nature | None = None
    conduct: tuple[Conduct, ...] = ()
    registered_at: datetime | None = None
    orders: Mapping[str, Order] = field(default_factory=dict)
    handlers: frozenset[str] = frozenset()
    custodian_unit: str | None = None
    custodian_person: str | None = None
    in_hands_since: datetime | None = None
    difficulty_leader: str | None = None
    finding: Finding | None = None
    answered_at: datetime | None = None
    extensions: int = 0
    extension_days: int = 0
    exemption_proposed_by: str | None = None
    exemption_ground: ExemptionGround | None = None
    exempted: bool = False
    closed_at: datetime | None = None
    obligations: Mapping[Key, Obligation] = field(default_factory=dict)

    @property
    def exists(self) -> bool:
        return self.version > 0

    @property
    def registered(self) -> bool:
        return self.registered_at is not None

    @property
    def reachable(self) -> bool:
        """Whether an answer can reach the complainant, so that none may be spared them.

        Who gave a name can be found; a message on the net is answered where it stands.
        """
        return not self.anonymous or self.has_contact or self.channel is Channel.NETIZEN_MESSAGE

    @property
    def named_or_handled(self) -> frozenset[str]:
        """Whose own matter it is: named in an order, or having worked on it."""
        return self.handlers | {order.person for order in self.orders.values()}

    @property
    def only_imported(self) -> bool:
        """An imported message that nobody here has taken up."""
        return self.imported and not self.registered

    @property
    def lead(self) -> str | None:
        """The lead unit's code, once there is an order."""
        for order in self.orders.values():
            if order.leads:
                return order.unit
        return None

    @property
    def units(self) -> frozenset[str]:
        """Every unit that has to do with the matter as receiver, lead or participant."""
        own = {self.receiving_unit} if self.receiving_unit else set()
        return frozenset(own | set(self.orders))

    def obligation(self, duty: Duty, of: str = "") -> Obligation | None:
        return self.obligations.get(Key(duty, of))

    def next_obligation(self) -> Obligation | None:
        """What is owed next: the first of ``open_obligations``."""
        still = [each for each in self.obligations.values() if each.ended is None]
        if len(still) > 1:
            first = min([each.deadline.at for each in still])
            still = [each for each in still if each.deadline.at == first]
        return min(still, key=_by_due, default=None)

    def open_obligations(self) -> tuple[Obligation, ...]:
        """What is still owed, by due date."""
        still = (each for each in self.obligations.values() if each.is_open)
        return tuple(sorted(still, key=_by_due))


def _by_due(obligation: Obligation) -> tuple[datetime, str, str]:
    return (obligation.deadline.at, obligation.key.duty, obligation.key.of)


def fold(matter: str, history: Iterable[Recorded]) -> Matter:
    """The matter after these events, given in log order; ``exists`` is False for none."""
    state = Matter(id=matter)
    for recorded in history:
        state = evolve(state, recorded)
    return state


def evolve(matter: Matter, recorded: Recorded) -> Matter:
    """The matter after one more event."""
    fact = recorded.fact
    changed = object.__new__(Matter)  # as ``replace`` would, without looking at fifty fields
    changed.__dict__.update(
        matter.__dict__,
        version=recorded.version,
        last_occurred_at=max(matter.last_occurred_at, recorded.occurred_at),
        obligations=apply(
            matter.obligations, effects(fact), recorded.counted_at, recorded.position
        ),
        **_changes(matter, fact, recorded),
    )
    return changed


def _changes(matter: Matter, fact: Fact, recorded: Recorded) -> dict[str, Any]:
    at, who = recorded.occurred_at, recorded.actor.person
    match fact:
        case MatterReceived() | MatterImported():
            return _taken_in(fact, recorded.occurred_at)
        case MatterRegistered(nature=nature, conduct=conduct, unit=unit):
            return {
                "registered_at": at,
                "nature": nature,
                "conduct": conduct,
                "receiving_unit": matter.receiving_unit or unit,
                **(_in_hands(unit, None, at) if matter.receiving_unit is None else {}),
            }
        case RegistrationCorrected():
            given = {name: getattr(fact, name) for name in CORRECTED}
            changed = {name: value for name, value in given.items() if value is not None}
            return {
                **changed,
                **_received_by_another(matter, fact, at),
                **_withdrawn(matter, fact, at),
            }
        case InterimReplyGiven() | LeaderInformed():
            return {"handlers": matter.handlers | {who}} if matter.orders else {}
        case MatterDispatched():
            return {"orders": _ordered(matter, fact)}
        case OrderDelivered(unit=unit):
            return {"orders": _on_order(matter, unit, delivered_at=at)}
        case OrderSigned(unit=unit, person=person, leads=leads):
            hands = _in_hands(unit, person, at) if leads else {}
            signed = {"orders": _on_order(matter, unit, signed_at=at, person=person)}
            return {**hands, **signed, "handlers": matter.handlers | {person, who}}
        case ProgressReported():
            return {"handlers": matter.handlers | {who}}
        case DifficultyReported(unit=unit, leader=leader):
            hands = _in_hands(None, leader, at) if matter.answered_at is None else {}
            ours = {who} if recorded.actor.unit == unit else set()
            return {**hands, "difficulty_leader": leader, "handlers": matter.handlers | ours}
        case DifficultyDecided():
            hands = _back_to_lead(matter, at) if matter.answered_at is None else {}
            return {**hands, "difficulty_leader": None}
        case ParticipantReported(unit=unit):
            orders = _on_order(matter, unit, reported=True)
            return {"orders": orders, "handlers": matter.handlers | {who}}
        case OutcomeReported(finding=finding):
            return {"finding": finding, "handlers": matter.handlers | {who}}
        case ComplainantAnswered(closing_unit=unit):
            told = {"answered_at": at}
            return {**told, **_in_hands(unit, None, at), "handlers": matter.handlers | {who}}
        case AnswerExtended(working_days=days):
            more = matter.extension_days + days
            return {"extensions": matter.extensions + 1, "extension_days": more}
        case ExemptionProposed(ground=ground):
            return {"exemption_proposed_by": who, "exemption_ground": ground}
        case AnswerExempted():
            return {"exempted": True}
        case MatterClosed():
            return {"closed_at": at, **_in_hands(None, None, at)}
        case AnswerImported(finding=finding) if matter.only_imported:
            return {"answered_at": at, "finding": finding}
    return {}


def _taken_in(fact: MatterReceived | MatterImported, at: datetime) -> dict[str, Any]:
    common = {
        name: getattr(fact, name)
        for name in (
            "number", "complainant", "subject", "channel", "received_at", "place", "source_number",
        )
    }  # fmt: skip
    if isinstance(fact, MatterImported):
        own = {"imported": True, "source": fact.source, "receiving_unit": fact.unit}
        return {**common, **own, **_in_hands(fact.unit, None, at)}
    return {
        **common,
        **_in_hands(fact.receiving_unit, None, at),
        "anonymous": fact.anonymous,
        "has_contact": fact.contact is not None,
        "address": fact.address,
        "receiving_unit": fact.receiving_unit,
        "about_units": fact.about_units,
        "about_persons": fact.about_persons,
        "assigned_by": fact.assigned_by,
    }


def _ordered(matter: Matter, fact: MatterDispatched) -> dict[str, Order]:
    """The orders given, those that are kept with everything done on them."""

    def order(assignment: Assignment, *, leads: bool) -> Order:
        kept = matter.orders.get(assignment.unit) if assignment.unit in fact.keeps else None
        return kept or Order(assignment.unit, assignment.person, leads)

    orders = {fact.lead.unit: order(fact.lead, leads=True)}
    orders |= {each.unit: order(each, leads=False) for each in fact.participants}
    return orders


def _received_by_another(
    matter: Matter, fact: RegistrationCorrected, at: datetime
) -> dict[str, Any]:
    """Custody goes to the new receiving unit, where the one before still had it."""
    first_hands = (matter.receiving_unit, None)
    if fact.receiving_unit is None or first_hands != (
        matter.custodian_unit,
        matter.custodian_person,
    ):
        return {}
    return _in_hands(fact.receiving_unit, None, at)


def _withdrawn(matter: Matter, fact: RegistrationCorrected, at: datetime) -> dict[str, Any]:
    """What is left of the orders; without a lead, the matter is in its first hands again.

    The lead's finding goes with its order.
    """
    if not fact.withdraws:
        return {}
    orders = {unit: order for unit, order in matter.orders.items() if unit not in fact.withdraws}
    if fact.back_to is None:
        return {"orders": orders}
    hands = _in_hands(fact.back_to, None, at)
    return {**hands, "orders": orders, "difficulty_leader": None, "finding": None}


def _on_order(matter: Matter, unit: str, **changes: Any) -> dict[str, Order]:
    """The orders with one of them changed; a unit without an order leaves them as they are."""
    if unit not in matter.orders:
        return dict(matter.orders)
    return {**matter.orders, unit: replace(matter.orders[unit], **changes)}


def _in_hands(unit: str | None, person: str | None, since: datetime) -> dict[str, Any]:
    return {"custodian_unit": unit, "custodian_person": person, "in_hands_since": since}


def _back_to_lead(matter: Matter, at: datetime) -> dict[str, Any]:
    lead = matter.orders.get(matter.lead or "")
    return _in_hands(lead.unit, lead.person, at) if lead else {}
