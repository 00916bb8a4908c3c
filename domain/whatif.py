"""The same history under another rulebook: every due date counted anew, every act as it was.

A fact carries its deadlines as they were computed then; ``recast`` gives the fact with the deadlines
another rulebook would have set, and the same fold makes obligations of it. Nothing is recorded.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from domain.envelope import Fact, Recorded, Value
from domain.kinds import effects
from domain.limits import GRADED
from domain.matter.answering.events import ComplainantAnswered
from domain.matter.correcting.events import Moved, RegistrationCorrected
from domain.matter.imported.events import MatterImported
from domain.matter.intake.events import MatterRegistered
from domain.matter.splitting.decisions import governing_parts, part_due_by
from domain.matter.splitting.events import PartReceived, PartRecounted, PartRegraded
from domain.matter.timing.events import (
    AnswerExtended,
    AnswerPaused,
    FinalAnswerMoved,
    MatterReclassified,
)
from domain.matter.timing.regrading import BY_THEMSELVES, ON_ORDERS, regraded, sooner
from domain.obligations import Deadline, Key, Moves, Obligation, apply
from domain.rules import Rules
from domain.vocabulary import Duty, Urgency

FINAL = Duty.FINAL_ANSWER.value
NOTHING: Mapping[Key, Obligation] = MappingProxyType({})
NOTICE = Duty.ACCEPTANCE_NOTICE.value
COMPLEX = "final_answer_complex"
OF_PART = "outcome_of_part"
SET_BY_PEOPLE = frozenset({"node", "period_end"})
"""What counts from the end of a day that people set, which the deadline alone does not say."""

MOVED_BY_GRADE = ("final_answer_by", "outcome_by", "interim_reply_by", "acceptance_notice_by")
"""What a grade given on registering or later may move, by its names in both facts."""

SINCE_SAYS_IT = frozenset({"lifting"})
"""Of these rules the ones whose deadlines say the end of the period themselves: in ``since``."""

FIRST = ("final_answer_by", "outcome_by", "dispatch_by")
"""What other deadlines of the same fact are bound to, so counted before them."""


def ledger(
    history: Iterable[Recorded], rules: Rules | None = None, whole: Iterable[Recorded] = ()
) -> Mapping[Key, Obligation]:
    """A matter's obligations after these events, under another rulebook where one is given.

    An act stays as it was: an extension that the other rulebook would have refused is none undone.
    ``whole`` is the history of the matter that this one is a part of: a part is due by that.
    """
    if rules is None:
        return _folded({}, ((each, each.fact) for each in history))
    own, above = Replay(rules), Replay(rules)
    steps = [*((own, each) for each in history), *((above, each) for each in whole)]
    for replay, recorded in sorted(steps, key=lambda step: step[1].position):
        before = above.parts_due
        replay.step(recorded, above.parts_due)
        if replay is above and above.parts_due != before and above.parts_due is not None:
            due = part_due_by(above.parts_due, rules, recorded.counted_at)
            moved = (Moves(Key(Duty.OUTCOME), due),)
            own.owed = apply(own.owed, moved, recorded.counted_at, recorded.position)
    return own.owed


def _folded(
    owed: dict[Key, Obligation], facts: Iterable[tuple[Recorded, Fact]]
) -> dict[Key, Obligation]:
    for recorded, fact in facts:
        owed = apply(owed, effects(fact), recorded.counted_at, recorded.position)
    return owed


class Replay:
    """One matter's obligations, event by event, under other rules."""

    def __init__(self, rules: Rules) -> None:
        self.owed: dict[Key, Obligation] = {}
        self._rules = rules
        self._recast = Recast(rules)

    @property
    def parts_due(self) -> Deadline | None:
        """By what the parts of this matter are due; None where it owes no outcome."""
        governing = governing_parts(self.owed)
        return governing.deadline if governing is not None else None

    def step(self, recorded: Recorded, whole_due: Deadline | None) -> None:
        """One more event; ``whole_due`` is by what it is due where this is a part."""
        fact = self._recast.fact(recorded, self.owed)
        if isinstance(fact, PartReceived | PartRecounted) and whole_due is not None:
            due = part_due_by(whole_due, self._rules, recorded.counted_at)
            fact = fact.model_copy(update={"outcome_by": due})
        self.owed = _folded(self.owed, ((recorded, fact),))


class Recast:
    """Goes through one matter's facts in order and sets their deadlines anew."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._dues: dict[str, Deadline] = {}
        self._moved_days = 0
        self._redo: Deadline | None = None
        self._urgency: Urgency | None = None
        self._imported = False

    def fact(self, recorded: Recorded, owed: Mapping[Key, Obligation] = NOTHING) -> Fact:
        """The fact as it would have been under these rules, where ``owed`` stood before it."""
        fact = recorded.fact
        self._imported = self._imported or isinstance(fact, MatterImported)
        names = [*(name for name in FIRST if name in type(fact).model_fields)]
        names += [name for name in type(fact).model_fields if name not in FIRST]
        changed = self._regraded(recorded, owed)
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

    def _regraded(self, recorded: Recorded, owed: Mapping[Key, Obligation]) -> dict[str, Any]:
        """What another grade of urgency moves under these rules, by the names it has in the fact;
        None where it moves nothing. Whether it moved anything in fact says nothing about that."""
        fact, final = recorded.fact, self._dues.get(FINAL)
        if isinstance(fact, PartRegraded):
            at, before = recorded.occurred_at, self._urgency
            return {"moves": sooner(owed.values(), before, fact.urgency, at, lambda _: self._rules)}
        grade = getattr(fact, "urgency", None)
        graded = isinstance(fact, MatterRegistered | RegistrationCorrected) and not self._imported
        if not graded or final is None or grade in (None, self._urgency):
            return {}
        if final.rule == COMPLEX or getattr(fact, "received_at", None) is not None:
            return {}
        changed: dict[str, Any] = dict.fromkeys(MOVED_BY_GRADE)
        if isinstance(fact, RegistrationCorrected):
            changed |= self._beside_the_answer(fact, recorded, owed)
        elif (was := self._dues.get(NOTICE)) is not None:
            notice = self._rules.graded(NOTICE, final.since, grade)
            changed["acceptance_notice_by"] = notice if notice.at != was.at else None
        row = self._rules.rulebook.graded(FINAL, grade)
        if row == self._rules.rulebook.graded(FINAL, self._urgency):
            return changed
        due = self._rules.deadline(row, final.since)
        due = self._rules.extended(due, self._moved_days) if self._moved_days else due
        if isinstance(fact, RegistrationCorrected):
            anew = self._rules.deadline(row, recorded.occurred_at)
            due = self._rules.regraded(final, due, anew)
        hanging = {
            f"{each}_by": self._rules.deadline(each, due) for each in ("outcome", "interim_reply")
        }
        return {**changed, "final_answer_by": due, **hanging}

    def _beside_the_answer(
        self, fact: RegistrationCorrected, recorded: Recorded, owed: Mapping[Key, Obligation]
    ) -> dict[str, Any]:
        """What a grade given later moves besides the answer; a dispatch ordered anew is the fact's."""
        found = dict(
            regraded(
                owed.values(),
                self._urgency,
                fact.urgency,
                recorded.occurred_at,
                lambda _: self._rules,
            )
        )
        by = {f"{duty}_by": found.get(Key(duty)) for duty in BY_THEMSELVES}
        if fact.back_to is not None:
            del by["dispatch_by"]
        on_orders = (each for each in found.items() if each[0].duty in ON_ORDERS)
        return {**by, "moves": tuple(Moved(key=key, by=due) for key, due in on_orders)}

    def _deadline(self, was: Deadline, fact: Fact) -> Deadline:
        limits = self._rules.rulebook.limits
        rule, _ = GRADED.get(was.rule, (was.rule, None))
        if rule.startswith(FINAL):
            return self._final(was, fact)
        limit = limits.get(rule)
        if limit is None or rule == OF_PART or self._set_by_people(rule):
            return was  # a part's, which ``Replay`` sets; or bound to a day, which is not at hand
        if limit.starts.endswith("_due"):
            other = self._bound_to(limit.starts.removesuffix("_due"), was)
            return self._rules.deadline(rule, other) if other is not None else was
        within = (self._redo or self._dues.get(limit.never_past)) if limit.never_past else None
        row = self._rules.rulebook.graded(rule, self._urgency)
        return self._rules.deadline(row, was.since, within)

    def _bound_to(self, name: str, was: Deadline) -> Deadline | None:
        """The deadline of that name which another was counted from: both began at once. Where the last
        one began at another time, as when somebody was added later, it was one of its own."""
        last, limit = self._dues.get(name), self._rules.rulebook.limits.get(name)
        alone = limit is not None and not limit.starts.endswith("_due")
        if last is not None and last.since != was.since and alone:
            return self._rules.graded(name, was.since, self._urgency)
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
        graded = self._rules.rulebook.graded(FINAL, self._urgency)
        rule = was.rule if was.rule == COMPLEX else graded
        due = self._rules.deadline(rule, was.since)
        if was.commitment is not None:
            days = int(was.commitment.rpartition("/")[2])
            promised = self._rules.calendar.add_working_days(was.since, days)
            if promised.at < due.at:
                due = due.model_copy(update={"at": promised.at})
        return self._rules.extended(due, self._moved_days) if self._moved_days else due
