"""What can have happened: a matter was not taken on, for a lawful reason told to the complainant."""

from typing import ClassVar

from domain.envelope import Code, Fact, Line, Personal
from domain.obligations import Deadline, Key
from domain.vocabulary import AnswerRoute, RefusalGround


class RefusalProposed(Fact):
    """One person proposed not to take it on; a second has to confirm."""

    TYPE: ClassVar[str] = "matter.refusal_proposed"

    ground: RefusalGround
    body: Line | None = None
    reason: Personal


class MatterRefused(Fact):
    """Two people decided not to take it on, and the complainant was told why.

    That is an answer, which can be disputed like any other; ``lapses`` names what was owed inside.
    """

    TYPE: ClassVar[str] = "matter.refused"

    ground: RefusalGround
    proposed_by: Code
    text: Personal
    told_by: AnswerRoute
    lapses: tuple[Key, ...] = ()
    close_by: Deadline
    closing_unit: Code


FACTS: tuple[type[Fact], ...] = (RefusalProposed, MatterRefused)
