"""What a decision may know besides the matter itself: who asks, when, under which rules."""

from dataclasses import dataclass
from datetime import datetime

from domain.envelope import Actor
from domain.organisation.state import Organisation
from domain.rules import Rules


@dataclass(frozen=True, slots=True)
class Situation:
    """The circumstances of one command.

    now          when it is asked; limits that staff set off start here
    rules        the rulebook in force now, and the calendar
    complainant  whose key seals the personal text of a new matter
    """

    actor: Actor
    now: datetime
    rules: Rules
    organisation: Organisation
    complainant: str = ""
