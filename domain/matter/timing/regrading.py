"""What another grade of urgency moves besides the final answer and what hangs on that.

Each is counted from its own start; nobody is late by the very act: there is at least the grade's own
limit from now, but no more time than there was.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from domain.matter.correcting.events import Moved
from domain.obligations import Deadline, Key, Obligation
from domain.rules import Rules
from domain.vocabulary import Duty, Urgency

BY_THEMSELVES = (Duty.REGISTER, Duty.ACCEPTANCE_NOTICE, Duty.DISPATCH)
"""What is owed about the matter."""

ON_ORDERS = (Duty.DELIVERY, Duty.SIGN, Duty.FIRST_FEEDBACK, Duty.PARTICIPANT_REPORT)
"""What is owed on each order."""


def regraded(
    owed: Iterable[Obligation],
    before: Urgency | None,
    grade: Urgency | None,
    now: datetime,
    rules_of: Callable[[Deadline], Rules],
) -> Iterator[tuple[Key, Deadline]]:
    """What is due at another time by this grade, of what is open, and when."""
    for each in owed:
        duty, was = each.key.duty, each.deadline
        if not each.is_open or duty not in (*BY_THEMSELVES, *ON_ORDERS):
            continue
        rules = rules_of(was)
        rule = "dispatch" if duty is Duty.DELIVERY else duty.value
        if rules.rulebook.graded(rule, before) == rules.rulebook.graded(rule, grade):
            continue
        due = rules.regraded(
            was, rules.graded(rule, was.since, grade), rules.graded(rule, now, grade)
        )
        if duty is Duty.DELIVERY:
            due = rules.deadline("delivery", due)
        if due.at != was.at:
            yield each.key, due


def sooner(
    owed: Iterable[Obligation],
    before: Urgency | None,
    grade: Urgency,
    now: datetime,
    rules_of: Callable[[Deadline], Rules],
) -> tuple[Moved, ...]:
    """The same where a grade comes from elsewhere, as a part's from its whole: it puts nothing off."""
    was = {each.key: each for each in owed}
    moved = regraded(was.values(), before, grade, now, rules_of)
    return tuple(Moved(key=key, by=due) for key, due in moved if due.at < was[key].deadline.at)
