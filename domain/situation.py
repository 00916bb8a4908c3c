"""What a decision may know besides the matter itself: who asks, when, under which rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.assessment.figures import Counting
from domain.envelope import Actor, Recorded
from domain.jurisdictions.state import Ties
from domain.matter.state import Matter
from domain.obligations import Deadline
from domain.organisation.state import Organisation
from domain.proceedings.state import Proceeding
from domain.rulebook import Rulebook
from domain.rules import Rules
from domain.working_days import Calendar


def _knows_no_other(matter: str) -> Matter:
    return Matter(id=matter)


def _knows_no_proceeding(stream: str) -> Proceeding:
    return Proceeding(id=stream)


def _knows_no_history(_life: str) -> Sequence[Recorded]:
    return ()


class _CountsNothing:
    def __getattr__(self, asked: str) -> Any:
        raise LookupError(f"this situation cannot count what was {asked}")


def _knows_no_event(_position: int) -> None:
    return None


def _never_acted(_person: str) -> None:
    return None


def _makes_none() -> str:
    raise LookupError("this situation makes nothing new")


@dataclass(frozen=True, slots=True)
class Situation:
    """The circumstances of one command.

    now          when it is asked; limits that staff set off start here
    rules        the rulebook in force now, and the calendar
    complainant  whose key seals the personal text of a new matter
    rulebooks    every rulebook that was ever adopted, by its id
    other        another matter as it stands now, by its id; ``exists`` is False for none
    new_matter   makes the id of a new matter
    history      the events of a matter or a proceeding, by its id
    calendars    every version of the calendar that is known, by its name
    proceeding   another proceeding as it stands now, by its stream; ``exists`` is False for none
    event        what is recorded at a position of the log; None where nothing is
    counting     counts from the log, for settlements and reports
    acted_for    the unit for which somebody last acted, as their token said; None where they never did,
                 or for none
    ties         the jurisdictions above and below, as this one has them on record
    """

    actor: Actor
    now: datetime
    rules: Rules
    organisation: Organisation
    complainant: str = ""
    rulebooks: Mapping[str, Rulebook] = field(default_factory=dict)
    other: Callable[[str], Matter] = _knows_no_other
    new_matter: Callable[[], str] = _makes_none
    proceeding: Callable[[str], Proceeding] = _knows_no_proceeding
    history: Callable[[str], Sequence[Recorded]] = _knows_no_history
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    event: Callable[[int], Recorded | None] = _knows_no_event
    counting: Counting = field(default_factory=_CountsNothing)
    ties: Ties = field(default_factory=Ties)
    acted_for: Callable[[str], str | None] = _never_acted

    def rules_of(self, deadline: Deadline) -> Rules:
        """The rules under which a deadline was set, and is moved: those of its own rulebook.

        A matter is judged under the rulebook in force when the obligation was opened (rules.md).
        """
        rulebook = self.rulebooks.get(deadline.rulebook, self.rules.rulebook)
        return Rules(rulebook, self.rules.calendar)

    def number_of(self, matter: str) -> str:
        """The human number of another matter; its id where there is none."""
        return self.other(matter).number or matter
