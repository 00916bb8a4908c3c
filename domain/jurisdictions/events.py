"""What can have happened to a jurisdiction's place in the tree."""

from typing import ClassVar

from domain.envelope import Code, Fact, Line


class LowerRegistered(Fact):
    """Another jurisdiction is below this one, and ``desk`` deals with it here."""

    TYPE: ClassVar[str] = "jurisdiction.lower_registered"

    jurisdiction: Code
    name: Line
    desk: Code


class HigherNamed(Fact):
    """Another jurisdiction is above this one, and ``desk`` deals with it here."""

    TYPE: ClassVar[str] = "jurisdiction.higher_named"

    jurisdiction: Code
    name: Line
    desk: Code


class TieWithdrawn(Fact):
    """Another jurisdiction is neither above nor below this one any more."""

    TYPE: ClassVar[str] = "jurisdiction.tie_withdrawn"

    jurisdiction: Code
    reason: Line


FACTS: tuple[type[Fact], ...] = (LowerRegistered, HigherNamed, TieWithdrawn)
