"""The rulebook in force together with the calendar: from these come all due dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from domain.envelope import Fact
from domain.obligations import Deadline
from domain.rulebook import Rulebook
from domain.working_days import SHANGHAI, Calendar, Due

STREAM = "rulebook"


class RulebookAdopted(Fact):
    """A rulebook is in force from its start date on; its whole content stands in the event."""

    TYPE: ClassVar[str] = "rulebook.adopted"

    rulebook: str
    content: dict[str, Any]


FACTS: tuple[type[Fact], ...] = (RulebookAdopted,)


def in_force(adopted: Iterable[Rulebook], at: datetime) -> Rulebook | None:
    """The rulebook in force on the day of ``at``: the latest to start; of equals, the last adopted.

    ``adopted`` in the order of adoption; None where none has started.
    """
    day = at.astimezone(SHANGHAI).date()
    started = [rulebook for rulebook in adopted if rulebook.starts_on <= day]
    return max(reversed(started), key=lambda rulebook: rulebook.starts_on, default=None)


@dataclass(frozen=True, slots=True)
class Rules:
    """A rulebook and a calendar, and the deadlines that follow from them."""

    rulebook: Rulebook
    calendar: Calendar

    def deadline(self, rule: str, since: datetime) -> Deadline:
        """The limit of a rule, running from ``since``."""
        return self._deadline(rule, since, self.rulebook.limits[rule].due(since, self.calendar))

    def before(self, rule: str, other: Deadline) -> Deadline:
        """The limit of a rule that lies a number of working days before another deadline."""
        days = self.rulebook.limits[rule].amount
        due = self.calendar.working_days_before(other.at, days)
        either = Due(due.at, due.provisional or other.provisional)
        return self._deadline(rule, other.since, either)

    def same_as(self, rule: str, other: Deadline) -> Deadline:
        """The limit of a rule that falls due together with another."""
        return self._deadline(rule, other.since, Due(other.at, other.provisional))

    def never_past(self, deadline: Deadline, other: Deadline) -> Deadline:
        """The deadline, or the other's instant where that comes first."""
        if deadline.at <= other.at:
            return deadline
        earlier = {"at": other.at, "provisional": deadline.provisional or other.provisional}
        return deadline.model_copy(update=earlier)

    def extended(self, deadline: Deadline, working_days: int) -> Deadline:
        """The deadline moved on by working days."""
        due = self.calendar.working_days_after(deadline.at, working_days)
        either = Due(due.at, due.provisional or deadline.provisional)
        return self._deadline(deadline.rule, deadline.since, either)

    def _deadline(self, rule: str, since: datetime, due: Due) -> Deadline:
        return Deadline(
            at=due.at,
            since=since,
            rule=rule,
            rulebook=self.rulebook.id,
            calendar=self.calendar.version,
            provisional=due.provisional,
        )
