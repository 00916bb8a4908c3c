"""What can have happened: whose the matter is, where a unit says it is not its own."""

from typing import ClassVar

from domain.envelope import Code, Fact, Personal
from domain.obligations import Deadline, Key


class OrderObjected(Fact):
    """A unit said that the matter is not its own; the office owes a ruling, the clock runs on."""

    TYPE: ClassVar[str] = "matter.order_objected"

    unit: Code
    instead: Code | None = None
    text: Personal
    ruling_by: Deadline
    office: Code


class ObjectionRuled(Fact):
    """The office ruled. Upheld, the order is withdrawn; without its lead the matter is the first
    receiver's again (首问责任, M04), which owes a new order by ``dispatch_by``."""

    TYPE: ClassVar[str] = "matter.objection_ruled"

    unit: Code
    upheld: bool
    text: Personal
    back_to: Code | None = None
    takes_back: tuple[Key, ...] = ()
    dispatch_by: Deadline | None = None


class ResponsibilitySettled(Fact):
    """It was settled whose the matter is; another lead takes over what the one before still owed."""

    TYPE: ClassVar[str] = "matter.responsibility_settled"

    unit: Code
    person: Code
    before: Code
    text: Personal
    takes_over: tuple[Key, ...] = ()


FACTS: tuple[type[Fact], ...] = (OrderObjected, ObjectionRuled, ResponsibilitySettled)
