"""The same history under another rulebook: every due date counted anew, every act as it was.

A fact carries its deadlines as they were computed then; ``recast`` gives the fact with the deadlines
another rulebook would have set, and the same fold makes obligations of it. Nothing is recorded.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from domain.envelope import Fact, Recorded, Value
from domain.kinds import effects
from domain.matter.answering.events import ComplainantAnswered
from domain.matter.correcting.events import RegistrationCorrected
from domain.matter.imported.events import MatterImported
from domain.matter.intake.events import MatterRegistered
from domain.matter.timing.events import (
    AnswerExtended,
    AnswerPaused,
    FinalAnswerMoved,
    MatterReclassified,
)
from domain.obligations import Deadline, Key, Obligation, apply
from domain.rules import Rules
from domain.vocabulary import Duty, Urgency

FINAL = Duty.FINAL_ANSWER.value
COMPLEX = "final_answer_complex"
OF_PART = "outcome_of_part"
SET_BY_PEOPLE = frozenset({"node", "period_end"})
"""What counts from the end of a day that people set, which the deadline alone does not say."""

SINCE_SAYS_IT = frozenset({"lifting"})
"""Of these rules the ones whose deadlines say the end of the period themselves: in ``since``."""

FIRST = ("final_answer_by", "outcome_by", "dispatch_by")
"""What other deadlines of the same fact are bound to, so counted before them."""


def ledger(history: Iterable[Recorded], rules: Rules | None = None) -> Mapping[Key, Obligation]:
    """A matter's obligations after these events, under another rulebook where one is given.

    An act stays as it was: an extension that the other rulebook would have refused is none undone.
    """
    owed: dict[Key, Obligation] = {}
    recast = Recast(rules) if rules is not None else None
    for recorded in history:
        fact = recast.fact(recorded) if recast is not None else recorded.fact
        owed = apply(owed, effects(fact), recorded.counted_at, recorded.position)
    return owed


class Recast:
    """Goes through one matter's facts in order and sets their deadlines anew."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._dues: dict[str, Deadline] = {}
        self._moved_days = 0
        self._redo: Deadline | None = None
        self._urgency: Urgency | None = None
        self._imported = False

    def fact(self, recorded: Recorded) -> Fact:
        """The fact as it would have been under these rules."""
        fact = recorded.fact
        self._imported = self._imported or isinstance(fact, MatterImported)
        names = [*(name for name in FIRST if name in type(fact).model_fields)]
        names += [name for name in type(fact).model_fields if name not in FIRST]
        changed = self._regraded(recorded)
        self._urgency = getattr(fact, "urgency", None) or self._urgency
        self._dues |= {name.removesuffix("_by"): due for name, due in changed.items() if due}
        for name in (name for name in names if name not in changed):
            value = getattr(fact, name)
            if isinstance(value, Deadline):
                changed[name] = self._deadline(value, fact)
                self._dues[name.removesuffix("_by")] = changed[name]
            elif isinstance(value, tuple) and any(isinstance(each, Value) for each in value):
                changed[name] = tuple(self._within(each, fact) for each in value)
        self._redo = changed.get("redo_by", self._redo)
        if isinstance(fact, ComplainantAnswered):
            self._redo = None
        return fact.model_copy(update=changed) if changed else fact

    def _within(self, part: Any, fact: Fact) -> Any:
        """A part of a fact, such as one of several measures, with its own deadlines set anew."""
        if not isinstance(part, Value):
            return part
        dues = {name: getattr(part, name) for name in type(part).model_fields}
        anew = {
            name: self._deadline(due, fact)
            for name, due in dues.items()
            if isinstance(due, Deadline)
        }
        return part.model_copy(update=anew) if anew else part

    def _regraded(self, recorded: Recorded) -> dict[str, Any]:
        """What another grade of urgency moves under these rules, by the names it has in the fact;
        None where it moves nothing. Whether it moved anything in fact says nothing about that."""
        fact, final = recorded.fact, self._dues.get(FINAL)
        grade = getattr(fact, "urgency", None)
        graded = isinstance(fact, MatterRegistered | RegistrationCorrected) and not self._imported
        if not graded or final is None or grade in (None, self._urgency):
            return {}
        if final.rule == COMPLEX or getattr(fact, "received_at", None) is not None:
            return {}
        names = ("final_answer_by", "outcome_by", "interim_reply_by")
        row = self._rules.rulebook.final_answer_row(grade)
        if row == self._rules.rulebook.final_answer_row(self._urgency):
            return dict.fromkeys(names)
        due = self._rules.deadline(row, final.since)
        due = self._rules.extended(due, self._moved_days) if self._moved_days else due
        if isinstance(fact, RegistrationCorrected):
            anew = self._rules.deadline(row, recorded.occurred_at)
            due = self._rules.regraded(final, due, anew)
        hanging = {
            f"{each}_by": self._rules.deadline(each, due) for each in ("outcome", "interim_reply")
        }
        return {"final_answer_by": due, **hanging}

    def _deadline(self, was: Deadline, fact: Fact) -> Deadline:
        limits = self._rules.rulebook.limits
        rule = was.rule
        if rule.startswith(FINAL):
            return self._final(was, fact)
        limit = limits.get(rule)
        if limit is None or rule == OF_PART or self._set_by_people(rule):
            return (
                was  # bound to another matter's outcome, or to a day, neither of which is at hand
            )
        if limit.starts.endswith("_due"):
            other = self._bound_to(limit.starts.removesuffix("_due"), was)
            return self._rules.deadline(rule, other) if other is not None else was
        within = (self._redo or self._dues.get(limit.never_past)) if limit.never_past else None
        return self._rules.deadline(rule, was.since, within)

    def _bound_to(self, name: str, was: Deadline) -> Deadline | None:
        """The deadline of that name which another was counted from: both began at once. Where the last
        one began at another time, as when somebody was added later, it was one of its own."""
        last, limit = self._dues.get(name), self._rules.rulebook.limits.get(name)
        alone = limit is not None and not limit.starts.endswith("_due")
        if last is not None and last.since != was.since and alone:
            return self._rules.deadline(name, was.since)
        return last

    def _set_by_people(self, rule: str) -> bool:
        starts = self._rules.rulebook.limits[rule].starts
        return starts in SET_BY_PEOPLE and rule not in SINCE_SAYS_IT

    def _final(self, was: Deadline, fact: Fact) -> Deadline:
        """From its start, by a commitment if that is sooner, moved by the recorded days."""
        match fact:
            case AnswerExtended(working_days=days) | AnswerPaused(working_days=days):
                self._moved_days += days
            case FinalAnswerMoved() if not isinstance(fact, MatterReclassified):
                self._moved_days -= int(getattr(fact, "working_days", 0))
        graded = self._rules.rulebook.final_answer_row(self._urgency)
        rule = was.rule if was.rule == COMPLEX else graded
        due = self._rules.deadline(rule, was.since)
        if was.commitment is not None:
            days = int(was.commitment.rpartition("/")[2])
            promised = self._rules.calendar.add_working_days(was.since, days)
            if promised.at < due.at:
                due = due.model_copy(update={"at": promised.at})
        return self._rules.extended(due, self._moved_days) if self._moved_days else due
