"""The ladder by which an office presses for what is owed (M21): reminder, urging, supervision slip,
talk, circular, referral.

Its steps are rows of the rulebook. The program climbs by itself up to the supervision slip; people
decide the rest.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, StrictBool, model_validator

from domain.envelope import Value
from domain.obligations import Deadline
from domain.vocabulary import Duty, Rung
from domain.working_days import SHANGHAI, Calendar

BY_ITSELF = frozenset({Rung.REMINDER, Rung.URGING, Rung.SUPERVISION_SLIP})
"""The rungs that the program may climb; from a talk on, people decide (M21)."""


class Step(Value):
    """One row of the ladder: a rung, and when it is due beside the due date of what is owed.

    when       before or after the due date
    amount     how many working days, or hours by the clock; 0 is "at the due date"
    duties     for which duties; none named: for every duty
    automatic  the program takes the step; otherwise it only becomes due for people to decide
    """

    rung: Rung
    when: Literal["before", "after"]
    amount: Annotated[int, Field(strict=True, ge=0)]
    unit: Literal["working_days", "hours"]
    duties: tuple[Duty, ...] = ()
    automatic: StrictBool
    source: Annotated[str, Field(pattern=r"^(statute read|secondary page|speech|default)\b")]

    @model_validator(mode="after")
    def _leaves_people_their_part(self) -> Self:
        if self.automatic and self.rung not in BY_ITSELF:
            raise ValueError(f"automatic goes with {', '.join(sorted(BY_ITSELF))} only")
        return self

    def falls_due(self, due_at: datetime, calendar: Calendar) -> datetime:
        """When the step is due for something owed by ``due_at``, Asia/Shanghai."""
        at = due_at.astimezone(SHANGHAI)
        if self.amount == 0:
            return at
        if self.unit == "hours":
            return at + timedelta(hours=self.amount if self.when == "after" else -self.amount)
        if self.when == "after":
            return calendar.working_days_after(at, self.amount).at
        return calendar.working_days_before(at, self.amount).at


class Due(NamedTuple):
    """A rung, and when it fell or falls due."""

    rung: Rung
    at: datetime


def automatic_rungs(
    ladder: tuple[Step, ...], duty: Duty, deadline: Deadline, calendar: Calendar
) -> Iterator[Due]:
    """The rungs that the program climbs for a duty, in the order they fall due.

    One that would fall due before the limit had begun to run is left out.
    """
    rungs = [
        Due(step.rung, step.falls_due(deadline.at, calendar))
        for step in ladder
        if step.automatic and (not step.duties or duty in step.duties)
    ]
    yield from sorted((each for each in rungs if each.at > deadline.since), key=lambda due: due.at)
