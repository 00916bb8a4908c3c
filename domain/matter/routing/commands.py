"""What can be asked: orders to units: dispatch, delivery, signature."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from domain.envelope import Code, Command, Prose, Value


class Task(Value):
    """One unit's part in an order: the unit, the named person, what to do."""

    unit: Code
    person: Code
    task: Prose | None = None


class DispatchMatter(Command):
    """Give the matter to a lead unit and participants, each with a named person (交办)."""

    ACTION: ClassVar[str] = "dispatch"

    lead: Task
    participants: tuple[Task, ...] = ()

    @model_validator(mode="after")
    def each_unit_once(self) -> Self:
        units = [task.unit for task in (self.lead, *self.participants)]
        if len(set(units)) != len(units):
            raise ValueError("each unit may appear once, as lead or as participant")
        return self


class DeliverOrder(Command):
    """Record that the order reached a unit (送达); its limits start now."""

    ACTION: ClassVar[str] = "deliver"

    unit: Code


class SignOrder(Command):
    """Sign for the order (签收)."""

    ACTION: ClassVar[str] = "sign"

    unit: Code | None = Field(None, description="your own unit if left out")
    person: Code | None = Field(None, description="who takes it over; the named person if left out")


class OpenOrder(Command):
    """Record that somebody of the unit has opened the order for the first time (首次打开)."""

    ACTION: ClassVar[str] = "open-order"

    unit: Code | None = None


class HandOver(Command):
    """Give the unit's part to another named person, with everything owed (移交)."""

    ACTION: ClassVar[str] = "hand-over"

    unit: Code | None = None
    person: Code
    reason: Prose


class HandOverAll(Command):
    """Give everything that somebody has in hand to a successor in the same unit (全部移交), matter by
    matter."""

    ACTION: ClassVar[str] = "hand-over-all"

    person: Code = Field(description="who is absent, or has changed post")
    successor: Code = Field(description="who takes everything over")
    unit: Code | None = Field(
        None, description="only what they have for this unit; of every unit if left out"
    )
    reason: Prose


class AddParticipant(Command):
    """Order another unit to take part, also when work is under way."""

    ACTION: ClassVar[str] = "add-participant"

    order: Task


class WithdrawParticipant(Command):
    """Withdraw a participant's order; the lead's cannot be withdrawn so."""

    ACTION: ClassVar[str] = "withdraw-participant"

    unit: Code
    reason: Prose
