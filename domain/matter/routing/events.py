"""What can have happened: orders to units: dispatch, delivery, signature."""

from typing import ClassVar

from domain.envelope import Code, Fact, Personal, Value
from domain.obligations import Deadline, Key


class Assignment(Value):
    """One unit's part: the unit, its named person (分解到个人) and its task."""

    unit: Code
    person: Code
    task: Personal | None = None


class MatterDispatched(Fact):
    """An order was given to a lead unit and participants (交办); it still has to be delivered."""

    TYPE: ClassVar[str] = "matter.dispatched"

    by_unit: Code
    lead: Assignment
    participants: tuple[Assignment, ...] = ()
    replaces: tuple[Code, ...] = ()
    """Units whose earlier order this one withdraws."""
    keeps: tuple[Code, ...] = ()
    """Units whose earlier order stands as it was, with everything done on it."""
    deliver_by: Deadline | None = None
    """None where every order is kept, so that nothing has to arrive."""
    final: bool = False
    """The lead was designated finally (M08)."""
    settle_by: Deadline | None = None
    """Handled jointly first: by when it has to be settled whose the matter is (M08)."""


class OrderDelivered(Fact):
    """The order reached a unit: its limits start here, never at its signing."""

    TYPE: ClassVar[str] = "matter.order_delivered"

    unit: Code
    person: Code
    leads: bool
    sign_by: Deadline
    first_feedback_by: Deadline
    participant_report_by: Deadline | None = None
    feedback_to_leader_by: Deadline | None = None


class OrderSigned(Fact):
    """A unit signed for the order; the lead's signature takes the duties over (M04)."""

    TYPE: ClassVar[str] = "matter.order_signed"

    unit: Code
    person: Code
    leads: bool
    takes_over: tuple[Key, ...] = ()
    """What is owed about the matter as a whole, and by the lead from now on."""


class OrderOpened(Fact):
    """Somebody of the unit opened the order for the first time. It starts no limit."""

    TYPE: ClassVar[str] = "matter.order_opened"

    unit: Code


class OrderHandedOver(Fact):
    """Another person of the unit has its part now, and owes what the one before owed."""

    TYPE: ClassVar[str] = "matter.order_handed_over"

    unit: Code
    before: Code
    person: Code
    reason: Personal
    owed: tuple[Key, ...] = ()


class ParticipantAdded(Fact):
    """Another unit was ordered to take part."""

    TYPE: ClassVar[str] = "matter.participant_added"

    by_unit: Code
    order: Assignment
    deliver_by: Deadline


class ParticipantWithdrawn(Fact):
    """A participant's order was withdrawn."""

    TYPE: ClassVar[str] = "matter.participant_withdrawn"

    unit: Code
    reason: Personal


FACTS: tuple[type[Fact], ...] = (
    MatterDispatched,
    OrderDelivered,
    OrderSigned,
    OrderOpened,
    OrderHandedOver,
    ParticipantAdded,
    ParticipantWithdrawn,
)
