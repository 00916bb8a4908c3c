"""The rulebook in force together with the calendar: from these come all due dates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.ladder import Due as DueRung
from domain.ladder import automatic_rungs
from domain.obligations import Deadline
from domain.organisation.state import Commitment
from domain.rulebook import Rulebook
from domain.vocabulary import Cadence, Duty, Urgency
from domain.working_days import SHANGHAI, Calendar, Due


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

    def deadline(
        self, rule: str, since: datetime | Deadline, within: Deadline | None = None
    ) -> Deadline:
        """The limit of a rule, counted as the rulebook's row says: amount, unit, before, roll.

        ``since`` is when what sets it running happened or, for a limit that is bound to the due
        date of another, that deadline; ``within`` the deadline of the limit that the row's
        ``never_past`` names. A deadline bound to a provisional one is provisional too.

        What lies before the due date of another limit that is short is due by the end of the first
        working day after that one began, or with it: nobody is late from the start.
        """
        limit = self.rulebook.limits[rule]
        if isinstance(since, Deadline):
            due = limit.due(since.at, self.calendar)
            began, due = since.since, Due(due.at, due.provisional or since.provisional)
            if limit.before is not None:
                due = self._not_from_the_start(due, since)
        else:
            began, due = since, limit.due(since, self.calendar)
        if limit.never_past is not None and within is not None:
            due = due.no_later_than(Due(within.at, within.provisional))
        return self._deadline(rule, began, due)

    def graded(self, rule: str, since: datetime, urgency: Urgency | None) -> Deadline:
        """The limit of a rule for a grade of urgency; None: not graded."""
        return self.deadline(self.rulebook.graded(rule, urgency), since)

    def on_date(self, rule: str, last_day: date, since: datetime) -> Deadline:
        """The limit of a rule that counts from the end of a day which people set: the day of a
        node, the last day of a period; ``since`` is when it was set."""
        ends = datetime.combine(last_day + timedelta(days=1), time.min, SHANGHAI)
        return self._deadline(rule, since, self.rulebook.limits[rule].due(ends, self.calendar))

    def as_ordered(self, rule: str, last_day: date | None, since: datetime) -> Deadline:
        """The limit of a rule, or the end of the day that people ordered instead of it; ``since`` is
        when it was ordered."""
        if last_day is None:
            return self.deadline(rule, since)
        ends = datetime.combine(last_day + timedelta(days=1), time.min, SHANGHAI)
        return self._deadline(rule, since, Due(ends))

    def climbed(self, duty: Duty, deadline: Deadline) -> Iterator[DueRung]:
        """The rungs that the program climbs by itself for something owed, by when they fall due."""
        return automatic_rungs(self.rulebook.ladder, duty, deadline, self.calendar)

    def _not_from_the_start(self, due: Due, bound_to: Deadline) -> Due:
        first = self.calendar.add_working_days(bound_to.since, 1)
        if due.at >= min(first.at, bound_to.at):
            return due
        return first if first.at < bound_to.at else Due(bound_to.at, bound_to.provisional)

    def final_answer(
        self, received_at: datetime, commitment: Commitment | None, urgency: Urgency | None = None
    ) -> Deadline:
        """The limit of the final answer for a grade of urgency; a unit's published commitment
        (服务承诺) makes it sooner, never later (M16)."""
        final = self.graded("final_answer", received_at, urgency)
        if commitment is None:
            return final
        due = self.calendar.add_working_days(received_at, commitment.working_days)
        if due.at >= final.at:
            return final
        promised = {"at": due.at, "provisional": due.provisional, "commitment": str(commitment)}
        return final.model_copy(update=promised)

    def regraded(self, was: Deadline, from_start: Deadline, anew: Deadline) -> Deadline:
        """What is due for a grade of urgency given only now: from its own start, but where that leaves
        less time than there was, no less than ``anew``, the grade's limit from now."""
        if from_start.at >= was.at:
            return from_start
        fair = anew if anew.at > from_start.at else from_start
        return fair if fair.at < was.at else was

    def tightened(self, cadence: Cadence) -> Cadence:
        """How often is reported on once a milestone slipped; the same where it gets no tighter."""
        tightening = self.rulebook.tightening
        return cadence if tightening is None else tightening.steps.get(cadence, cadence)

    def extended(self, deadline: Deadline, working_days: int) -> Deadline:
        """The deadline moved on by working days."""
        due = self.calendar.working_days_after(deadline.at, working_days)
        either = Due(due.at, due.provisional or deadline.provisional)
        return self._deadline(deadline.rule, deadline.since, either)

    def shortened(self, deadline: Deadline, working_days: int, now: datetime) -> Deadline:
        """The deadline moved back by working days, as far as ``not_at_once`` allows."""
        due = self.calendar.working_days_before(deadline.at, working_days)
        either = Due(due.at, due.provisional or deadline.provisional)
        earlier = self._deadline(deadline.rule, deadline.since, either)
        return self.not_at_once(earlier, now)

    def not_at_once(self, deadline: Deadline, now: datetime) -> Deadline:
        """The deadline; where it comes before the end of the next working day, that end.

        For what is owed again, or sooner than it was: nobody is late by the very act.
        """
        fair = self.calendar.add_working_days(now, 1)
        if deadline.at >= fair.at:
            return deadline
        return self._deadline(deadline.rule, deadline.since, fair)

    def _deadline(self, rule: str, since: datetime, due: Due) -> Deadline:
        return Deadline(
            at=due.at,
            since=since,
            rule=rule,
            rulebook=self.rulebook.id,
            calendar=self.calendar.version,
            provisional=due.provisional,
        )
