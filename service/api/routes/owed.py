"""How an obligation is shown, wherever one is."""

from datetime import datetime

from pydantic import BaseModel, Field

from domain.obligations import Obligation
from domain.vocabulary import Duty, Ending, ObligationStatus, Party
from service.api.callers import Caller


class ObligationAnswer(BaseModel):
    """Somebody owes something to somebody by a time."""

    duty: Duty
    duty_label: str
    of: str = Field(description="whose, where several units owe the same; else empty")
    nth: int = Field(description="which round of this duty: one that ended may open again")
    owner_unit: str | None
    owner_person: str | None
    owed_to: Party
    owed_to_label: str
    due_at: datetime = Field(description="the first instant that is late")
    since: datetime = Field(description="when the limit started to run")
    rule: str = Field(description="the rulebook's row")
    rulebook: str
    calendar: str = Field(description="version of the calendar of working days")
    provisional: bool = Field(description="the count touched a year not announced yet")
    status: ObligationStatus
    status_label: str
    breached: bool = Field(description="missed its due date, however it ended afterwards")
    opened_by: int = Field(description="log position of the event that opened it")
    ended: Ending | None
    ended_at: datetime | None
    ended_by: int | None = Field(description="log position of the event that ended it")
    verdict_by: int | None = Field(
        description="log position of the verdict that it was missed, once that is on record"
    )
    overdue_working_days: int | None = Field(
        description="working days passed since it was due, where it is overdue"
    )


def obligation_answer(
    caller: Caller, obligation: Obligation, asked_at: datetime
) -> ObligationAnswer:
    """One obligation as it stands at the asked moment."""
    status, deadline = obligation.status(asked_at), obligation.deadline
    return ObligationAnswer(
        duty=obligation.key.duty,
        duty_label=caller.label(obligation.key.duty),
        of=obligation.key.of,
        nth=obligation.nth,
        owner_unit=obligation.owner.unit,
        owner_person=obligation.owner.person,
        owed_to=obligation.to,
        owed_to_label=caller.label(obligation.to),
        due_at=deadline.at,
        since=deadline.since,
        rule=deadline.rule,
        rulebook=deadline.rulebook,
        calendar=deadline.calendar,
        provisional=deadline.provisional,
        status=status,
        status_label=caller.label(status),
        breached=obligation.breached(asked_at),
        opened_by=obligation.opened_by,
        ended=obligation.ended,
        ended_at=obligation.ended_at,
        ended_by=obligation.ended_by,
        verdict_by=obligation.verdict_by,
        overdue_working_days=overdue_days(caller, status, deadline.at, asked_at),
    )


def overdue_days(
    caller: Caller, status: ObligationStatus, due_at: datetime, asked_at: datetime
) -> int | None:
    """Working days since it was due; None for what is not overdue."""
    if status is not ObligationStatus.OVERDUE:
        return None
    return caller.app.queries.overdue_working_days(due_at, asked_at)


def days_left(
    caller: Caller, status: ObligationStatus, due_at: datetime, asked_at: datetime
) -> int | None:
    """Whole working days until it is due; None for what is not pending."""
    if status is not ObligationStatus.PENDING:
        return None
    return caller.app.queries.overdue_working_days(asked_at, due_at)
