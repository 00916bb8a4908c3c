"""Why is this the deadline, and what came of it? A due date, counted day by day, with its rule and its
source, the events that opened, moved and ended it, and the verdict where it was missed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.envelope import Actor, Recorded
from domain.errors import NotFoundError
from domain.kinds import blank, evolve, kind_of
from domain.limits import Limit
from domain.matter.state import Matter
from domain.matter.stream import matter_stream
from domain.obligations import Key, Obligation
from domain.verdicts.events import BreachFound, VerdictCorrected
from domain.vocabulary import Duty, ObligationStatus
from domain.working_days import Calendar, DayStep
from projections.timeline import Entry
from service.asking import Asked
from service.bootstrap import Application


class NoSuchDuty(NotFoundError):
    code = "no-such-duty"
    zh = "没有“{duty}”责任。现有：{known}。"
    en = "It owes no '{duty}'. It has: {known}."


@dataclass(frozen=True, slots=True)
class Because:
    """One event that led to it: what it did to the due date, and until when that left it due."""

    recorded: Recorded
    what: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Why:
    """What a due date rests on, in a matter or a proceeding.

    matter    its id
    asked_at  the moment at which ``status`` holds
    limit     the row of the rulebook under which it was set, None where that is not on record
    counts_to for a limit that lies before another: that other due date, counted back from
    steps     the days counted, for limits in working days; empty for others
    events    what opened, moved, handed over, ended and judged it, in the order of recording
    verdict   that it was missed, as it was recorded; None where it is not on record
    corrected what is known better about the verdict since
    """

    matter: str
    number: str
    obligation: Obligation
    asked_at: datetime
    status: ObligationStatus
    limit: Limit | None
    counts_to: datetime | None
    extended_by: int
    steps: tuple[DayStep, ...]
    events: tuple[Because, ...]
    verdict: BreachFound | None
    corrected: VerdictCorrected | None


def why(
    app: Application,
    actor: Actor,
    life: str,
    duty: Duty | None = None,
    of: str = "",
    asked: Asked | None = None,
    nth: int | None = None,
) -> Why:
    """Explain one due date of a matter or a proceeding, by its id, as it stood on the asked axes.

    duty  which; for a matter the final answer, for a proceeding what is owed first, or was last
    of    whose, where several units owe the same
    nth   which round of it; the last

    Raises NoSuchDuty, NotYourMatter.
    """
    axes, entries = app.queries.timeline(actor, asked or Asked(), life)
    state = blank(life if kind_of(life) is not None else matter_stream(life))
    for each in entries:
        state = evolve(state, each.recorded)
    obligation = _chosen(state.obligations, duty or _usual(state), of)
    if nth is not None and obligation is not None:
        obligation = obligation.in_round(nth)
    if obligation is None:
        known = tuple(dict.fromkeys(key.duty for key in state.obligations))
        raise NoSuchDuty(duty=duty or Duty.FINAL_ANSWER, known=known)
    app.reference.refresh()
    deadline = obligation.deadline
    rulebook = app.reference.rulebooks().get(deadline.rulebook)
    limit = rulebook.limits.get(deadline.rule) if rulebook else None
    other = state.obligation(Duty(limit.before)) if limit and limit.before else None
    back_from = other.deadline.at if other else None
    final = isinstance(state, Matter) and obligation.key.duty is Duty.FINAL_ANSWER
    facts = [each.recorded.fact for each in entries]
    return Why(
        matter=state.id,
        number=state.number or "",
        obligation=obligation,
        asked_at=axes.as_of,
        status=obligation.status(axes.as_of),
        limit=limit,
        counts_to=back_from,
        extended_by=state.extension_days if final and isinstance(state, Matter) else 0,
        steps=_steps(app.reference.calendar(), obligation, limit, back_from),
        events=_because(entries, obligation),
        verdict=next((e for e in facts if isinstance(e, BreachFound) and _of(e, obligation)), None),
        corrected=next(
            (e for e in reversed(facts) if isinstance(e, VerdictCorrected) and _of(e, obligation)),
            None,
        ),
    )


def _usual(state: object) -> Duty | None:
    return Duty.FINAL_ANSWER if isinstance(state, Matter) else None


def _chosen(owed: Mapping[Key, Obligation], duty: Duty | None, of: str) -> Obligation | None:
    """The obligation that is meant: without a duty what is owed first, or else was owed last."""
    if duty is None:
        still = [each for each in owed.values() if each.is_open]
        if still:
            return min(still, key=lambda each: each.deadline.at)
        return max(owed.values(), key=lambda each: each.opened_by, default=None)
    named = owed.get(Key(duty, of))
    if named is not None or of:
        return named
    return next((each for key, each in owed.items() if key.duty is duty), None)


def _of(fact: BreachFound | VerdictCorrected, obligation: Obligation) -> bool:
    return (Key(fact.duty, fact.of), fact.nth) == (obligation.key, obligation.nth)


def _because(entries: Sequence[Entry], obligation: Obligation) -> tuple[Because, ...]:
    """The events of this round: from the one that opened it to before the one that opens the next;
    verdicts come later and name their round."""
    opened = [
        entry.recorded.position
        for entry in entries
        for change in entry.changes
        if change.key == obligation.key and change.what == "opened"
    ]
    after = min((each for each in opened if each > obligation.opened_by), default=None)

    def belongs(recorded: Recorded) -> bool:
        nth = getattr(recorded.fact, "nth", None)
        if isinstance(recorded.fact, BreachFound) or nth is not None:
            return nth == obligation.nth
        within = after is None or recorded.position < after
        return recorded.position >= obligation.opened_by and within

    return tuple(
        Because(entry.recorded, change.what, change.due_at)
        for entry in entries
        for change in entry.changes
        if change.key == obligation.key and belongs(entry.recorded)
    )


def _steps(
    calendar: Calendar, obligation: Obligation, limit: Limit | None, back_from: datetime | None
) -> tuple[DayStep, ...]:
    """Every day from the start to the due date, those that are worked numbered."""
    if limit is None or limit.unit != "working_days":
        return ()
    start, end = obligation.deadline.since, back_from or obligation.deadline.at
    days = calendar.working_days_elapsed(start, end)
    steps = calendar.explain(start, days) if days > 0 else []
    return tuple(step for step in steps if step.day < end.astimezone(start.tzinfo).date())
