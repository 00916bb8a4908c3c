"""Why is this the deadline? A due date, counted day by day, with its rule and its source."""

from dataclasses import dataclass
from datetime import datetime

from domain.envelope import Actor
from domain.errors import NotFoundError
from domain.obligations import Key, Obligation
from domain.rulebook import Limit
from domain.vocabulary import Duty, ObligationStatus
from domain.working_days import Calendar, DayStep
from service.bootstrap import Application
from service.queries import Asked


class NoSuchDuty(NotFoundError):
    code = "no-such-duty"
    zh = "本事项没有“{duty}”责任。现有：{known}。"
    en = "This matter owes no '{duty}'. It has: {known}."


@dataclass(frozen=True, slots=True)
class Why:
    """What a due date rests on.

    asked_at  the moment at which ``status`` holds
    limit     the row of the rulebook under which it was set, None where that is not on record
    counts_to for a limit that lies before another: that other due date, counted back from
    steps     the days counted, for limits in working days; empty for others
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


def why(
    app: Application,
    actor: Actor,
    matter: str,
    duty: Duty = Duty.FINAL_ANSWER,
    of: str = "",
    asked: Asked | None = None,
) -> Why:
    """Explain one due date of a matter, as it stood on the asked axes.

    ``of``: whose, where several units owe the same. Raises NoSuchDuty, UnknownMatter,
    NotYourMatter.
    """
    axes, state = app.queries.matter(actor, asked or Asked(), matter)
    obligation = state.obligations.get(Key(duty, of)) or next(
        (each for key, each in state.obligations.items() if key.duty is duty and not of), None
    )
    if obligation is None:
        known = tuple(dict.fromkeys(key.duty for key in state.obligations))
        raise NoSuchDuty(duty=duty, known=known)
    app.reference.refresh()
    deadline = obligation.deadline
    rulebook = app.reference.rulebooks().get(deadline.rulebook)
    limit = rulebook.limits.get(deadline.rule) if rulebook else None
    other = state.obligation(Duty(limit.before)) if limit and limit.before else None
    back_from = other.deadline.at if other else None
    return Why(
        matter=state.id,
        number=state.number or "",
        obligation=obligation,
        asked_at=axes.as_of,
        status=obligation.status(axes.as_of),
        limit=limit,
        counts_to=back_from,
        extended_by=state.extension_days if duty is Duty.FINAL_ANSWER else 0,
        steps=_steps(app.reference.calendar(), obligation, limit, back_from),
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
