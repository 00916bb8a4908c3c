"""A matter as it stands after some of its events; ``history`` folds them into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from domain.envelope import Sealed
from domain.matter.contesting.state import UNDISPUTED, Contest
from domain.matter.disputing.state import CLEAR, Dispute
from domain.matter.followup.state import NOTHING_YET, FollowUp
from domain.matter.joining.state import BY_ITSELF, Joining
from domain.matter.nodes.state import NO_NODES, Nodes
from domain.matter.refusing.state import TAKEN_ON, Refusal
from domain.matter.rounds.state import NONE_YET, Rounds
from domain.matter.splitting.state import IN_ONE_PIECE, Splitting
from domain.matter.timing.state import AS_SET, Timing
from domain.matter.urging.state import NEVER_URGED, Urging
from domain.matter.withdrawing.state import NEVER, Withdrawal
from domain.obligations import Key, Obligation
from domain.vocabulary import Channel, Conduct, Duty, ExemptionGround, Finding, Nature, Urgency

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Order:
    """One unit's order: who is named, and how far it got."""

    unit: str
    person: str
    leads: bool
    delivered_at: datetime | None = None
    signed_at: datetime | None = None
    reported: bool = False
    opened_at: datetime | None = None
    opened_by: str | None = None
    final: bool = False


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
    timing: Timing = AS_SET
    disputing: Dispute = CLEAR
    waits: frozenset[tuple[str, str]] = frozenset()
    service_item: str | None = None
    urgency: Urgency | None = None
    paper_requests: int = 0
    exemption_proposed_by: str | None = None
    exemption_ground: ExemptionGround | None = None
    exempted: bool = False
    closed_at: datetime | None = None
    followup: FollowUp = NOTHING_YET
    contesting: Contest = UNDISPUTED
    withdrawing: Withdrawal = NEVER
    refusing: Refusal = TAKEN_ON
    urging: Urging = NEVER_URGED
    rounds: Rounds = NONE_YET
    nodes: Nodes = NO_NODES
    splitting: Splitting = IN_ONE_PIECE
    joining: Joining = BY_ITSELF
    instructions: tuple[str, ...] = ()
    obligations: Mapping[Key, Obligation] = field(default_factory=dict)

    @property
    def exists(self) -> bool:
        return self.version > 0

    @property
    def registered(self) -> bool:
        return self.registered_at is not None

    @property
    def extensions(self) -> int:
        """How often the final answer was extended."""
        return self.timing.extensions

    @property
    def extension_days(self) -> int:
        """Working days by which the final answer was extended, without what was annulled."""
        return self.timing.extension_days

    @property
    def reachable(self) -> bool:
        """Whether an answer can reach the complainant, so that none may be spared them.

        Who gave a name can be found, and so can who disputed an answer; a message on the net is
        answered where it stands.
        """
        by_channel = self.channel is Channel.NETIZEN_MESSAGE
        return not self.anonymous or self.has_contact or by_channel or self.contesting.contested

    @property
    def about_conduct(self) -> bool:
        """Whether it says that somebody behaved wrongly, which is inquired into to the end (M01)."""
        return self.nature is Nature.CONDUCT or bool(self.conduct)

    @property
    def answer_spared(self) -> bool:
        """Whether nobody is owed an answer: exempted, the complainant withdrew, or it is a part of
        a matter that is answered as a whole."""
        return self.exempted or self.withdrawing.confirmed or self.splitting.whole is not None

    @property
    def named_or_handled(self) -> frozenset[str]:
        """Whose own matter it is: named in an order, or having worked on it."""
        return self.handlers | {order.person for order in self.orders.values()}

    @property
    def waits_now(self) -> frozenset[tuple[str, str]]:
        """Who waits for whom, of the units that still have an order, until it is answered."""
        if not self.waits or self.answered_at is not None:
            return frozenset()
        return frozenset(each for each in self.waits if each[0] in self.orders)

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
        """Every unit that has to do with it: receiver, lead, participants, who reviews it."""
        own = {each for each in (self.receiving_unit, self.contesting.by) if each}
        return frozenset(own | set(self.orders))

    def obligation(self, duty: Duty, of: str = "") -> Obligation | None:
        return self.obligations.get(Key(duty, of))

    def next_obligation(self) -> Obligation | None:
        """What is owed next: the first of ``open_obligations``."""
        first: Obligation | None = None
        for each in self.obligations.values():
            if each.ended is None and (first is None or _is_before(each, first)):
                first = each
        return first

    def open_obligations(self) -> tuple[Obligation, ...]:
        """What is still owed, by due date."""
        still = (each for each in self.obligations.values() if each.is_open)
        return tuple(sorted(still, key=_by_due))


def _by_due(obligation: Obligation) -> tuple[datetime, str, str]:
    return (obligation.deadline.at, obligation.key.duty, obligation.key.of)


def _is_before(one: Obligation, other: Obligation) -> bool:
    """Whether it is due first; the whole order is only looked at where both are due at once."""
    due, other_due = one.deadline.at, other.deadline.at
    return due < other_due or (due == other_due and _by_due(one) < _by_due(other))


def in_hands(unit: str | None, person: str | None, since: datetime) -> dict[str, Any]:
    """The changes by which a matter comes into the hands of a unit, or of its person (custody)."""
    return {"custodian_unit": unit, "custodian_person": person, "in_hands_since": since}


def on_order(matter: Matter, unit: str, **changes: Any) -> dict[str, Order]:
    """The orders with one of them changed; a unit without an order leaves them as they are."""
    if unit not in matter.orders:
        return dict(matter.orders)
    return {**matter.orders, unit: replace(matter.orders[unit], **changes)}
