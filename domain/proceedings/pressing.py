"""The ladder's automatic steps for what a proceeding owes: a reminder, an urging (M21)."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from domain.elsewhere import Led
from domain.envelope import Code, Command, Fact, Moment
from domain.obligations import Key
from domain.proceedings.state import Proceeding
from domain.situation import Situation
from domain.vocabulary import Duty, Rung


class PressDuty(Command):
    """Take a step of the ladder that has fallen due; the program's own."""

    ACTION: ClassVar[str] = "press"

    duty: Duty
    of: Code | None = None
    rung: Rung


class DutyPressed(Fact):
    """Whoever owes something was reminded or urged by the program.

    nth          which round of the duty
    due_at       when it is or was due
    fell_due_at  when the ladder had the step due
    """

    TYPE: ClassVar[str] = "proceeding.duty_pressed"

    rung: Rung
    duty: Duty
    of: str = ""
    nth: int
    unit: Code | None = None
    person: Code | None = None
    due_at: Moment
    fell_due_at: Moment


def decide_press(command: PressDuty, proceeding: Proceeding, situation: Situation) -> Led:
    """One step for each due date of each round; nothing where it is not due or no longer owed.

    That it was taken already is known by the command's key.
    """
    owed = proceeding.obligations.get(Key(command.duty, command.of or ""))
    if owed is None or not owed.is_open:
        return ()
    rungs = situation.rules_of(owed.deadline).climbed(owed.key.duty, owed.deadline)
    due = next((e.at for e in rungs if e.rung is command.rung and e.at <= situation.now), None)
    if due is None:
        return ()
    return (
        DutyPressed(
            rung=command.rung,
            duty=owed.key.duty,
            of=owed.key.of,
            nth=owed.nth,
            unit=owed.owner.unit,
            person=owed.owner.person,
            due_at=owed.deadline.at,
            fell_due_at=due,
        ),
    )


PRESSING: Mapping[type[Command], Callable[[Any, Any, Situation], Led]] = {PressDuty: decide_press}
FACTS: tuple[type[Fact], ...] = (DutyPressed,)
