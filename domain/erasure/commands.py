"""What can be asked about a person's data: erasing it, by two people, and holding it for an audit."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Command, Line

REASON = "why, in one line without private names: it stays readable"


class ProposeErasure(Command):
    """Propose that everything a person said be made unreadable for ever (提出删除个人信息)."""

    ACTION: ClassVar[str] = "propose-erasure"

    reason: Line = Field(description=REASON)


class ConfirmErasure(Command):
    """Confirm it as a second person; the key is destroyed at once (确认删除个人信息)."""

    ACTION: ClassVar[str] = "confirm-erasure"


class PlaceHold(Command):
    """Keep a person's data for an audit: it is not erased meanwhile (审计封存)."""

    ACTION: ClassVar[str] = "place-hold"

    reason: Line = Field(description=REASON)


class LiftHold(Command):
    """Let go what was kept for an audit (解除封存)."""

    ACTION: ClassVar[str] = "lift-hold"

    reason: Line = Field(description=REASON)


COMMANDS: tuple[type[Command], ...] = (ProposeErasure, ConfirmErasure, PlaceHold, LiftHold)
