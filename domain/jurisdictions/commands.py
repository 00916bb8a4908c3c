"""What can be asked of a jurisdiction's place in the tree."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.envelope import Code, Command, Line

JURISDICTION = r"^[a-z][a-z0-9_]{0,30}$"
"""How a jurisdiction's short name is written; its schema is named after it."""

JurisdictionCode = Annotated[str, StringConstraints(pattern=JURISDICTION)]

DESK = "your own unit that deals with it: receives what it hands over, and hands over to it"


class RegisterLower(Command):
    """Say that another jurisdiction is below this one (下级辖区); said again, it is mended.

    It counts once the other one says the same with `name-higher`.
    """

    ACTION: ClassVar[str] = "register-lower"

    jurisdiction: JurisdictionCode = Field(description="its short name, as in HUIYIN_JURISDICTION")
    name: Line = Field(description="its name, such as 城关镇")
    desk: Code = Field(description=DESK)


class NameHigher(Command):
    """Say which jurisdiction is above this one (上级辖区); said again, it is mended.

    There is one at most. It counts once the other one says the same with `register-lower`.
    """

    ACTION: ClassVar[str] = "name-higher"

    jurisdiction: JurisdictionCode = Field(description="its short name, as in HUIYIN_JURISDICTION")
    name: Line = Field(description="its name, such as 霍山县")
    desk: Code = Field(description=DESK)


class WithdrawTie(Command):
    """Say that another jurisdiction is neither above nor below this one any more (解除隶属)."""

    ACTION: ClassVar[str] = "withdraw-tie"

    jurisdiction: JurisdictionCode
    reason: Line


COMMANDS: tuple[type[Command], ...] = (RegisterLower, NameHigher, WithdrawTie)
