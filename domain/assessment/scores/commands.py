"""What can be asked: points for a unit or an official, and taking them back."""

from typing import ClassVar

from pydantic import Field

from domain.assessment.score_rules import Row
from domain.envelope import Code, Command, Prose


class EnterScore(Command):
    """Give or take points by a row of the rulebook (加分扣分).

    They stand on what concerns the unit or the official; against somebody only on a served decision, a
    verdict, the result of an evaluation or an event that the row names.
    """

    ACTION: ClassVar[str] = "score"
    PROCEEDINGS: ClassVar[tuple[str, ...]] = ("proceeding",)

    row: Row = Field(description="the row of the rulebook's `scores.rows`")
    person: Code | None = Field(None, description="the official whose ledger it is")
    unit: Code | None = Field(
        None,
        description="the unit whose ledger it is; with `person`, the one that carries its share",
    )
    event: int | None = Field(None, ge=1, description="the log position of the event it stands on")
    proceeding: str | None = Field(
        None, max_length=200, description="or the proceeding it stands on, by its number or id"
    )
    reason: Prose


class EnterByRule(Command):
    """Enter what events give a unit or an official by the rulebook; the program's own."""

    ACTION: ClassVar[str] = "enter-by-rule"

    events: tuple[int, ...] = Field(
        min_length=1, max_length=100, description="the log positions of the events"
    )
    person: Code | None = None
    unit: Code | None = None


class ReverseByRule(Command):
    """Take back what the program entered and that no longer stands; the program's own."""

    ACTION: ClassVar[str] = "reverse-by-rule"

    entry: int = Field(ge=1, description="the log position of the entry")


class ReverseScore(Command):
    """Take points back, as after an appeal that succeeded (申诉成立，撤销计分).

    They count in the half-year of the entry, or in that of today once it takes in none any more: what
    was settled never changes.
    """

    ACTION: ClassVar[str] = "reverse-score"
    PROCEEDINGS: ClassVar[tuple[str, ...]] = ("proceeding",)

    entry: int = Field(ge=1, description="the log position of the entry")
    proceeding: str | None = Field(
        None, max_length=200, description="the appeal that succeeded, by its number or id"
    )
    reason: Prose
