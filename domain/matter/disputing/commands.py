"""What can be asked: whose the matter is, where a unit says it is not its own."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from domain.envelope import Code, Command, Prose
from domain.matter.routing.commands import DispatchMatter


class ObjectToOrder(Command):
    """Say that the matter is not the unit's own (异议); every limit keeps running."""

    ACTION: ClassVar[str] = "object"

    unit: Code | None = None
    instead: Code | None = Field(None, description="the unit that is held responsible instead")
    text: Prose


class RuleObjection(Command):
    """Rule on a unit's objection (裁定)."""

    ACTION: ClassVar[str] = "rule-objection"

    unit: Code
    upheld: bool
    text: Prose


class DesignateLead(DispatchMatter):
    """Say finally whose the matter is (指定); to this order there is no objection."""

    ACTION: ClassVar[str] = "designate"


class OrderJointHandling(DispatchMatter):
    """Have several units handle it together first, and settle afterwards whose it is (联合办理)."""

    ACTION: ClassVar[str] = "order-joint-handling"

    @model_validator(mode="after")
    def is_for_several(self) -> Self:
        if not self.participants:
            raise ValueError("joint handling takes a lead and at least one participant")
        return self


class SettleResponsibility(Command):
    """Settle, after joint handling, which of the units is responsible (理顺责任)."""

    ACTION: ClassVar[str] = "settle-responsibility"

    unit: Code
    text: Prose
