"""Why a deadline is what it is, counted day by day."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from domain.day_arrangement import DayKind
from domain.vocabulary import Duty
from domain.working_days import DayStep
from service.api.asking import AxesQuery
from service.api.callers import Caller, Reader
from service.api.references import MatterReference, matter_id
from service.api.routes.owed import ObligationAnswer, obligation_answer
from service.why import why

router = APIRouter(prefix="/v1", tags=["matters"])


class WhyQuery(AxesQuery):
    """Which due date."""

    duty: Duty = Field(Duty.FINAL_ANSWER, description="Which duty's due date.")
    of: str = Field(
        "", max_length=64, description="Whose, where several units owe the same: a unit's code."
    )


class DayAnswer(BaseModel):
    """One day of the count."""

    day: date
    counted: int | None = Field(description="1, 2, 3 ... for a working day, null for any other")
    kind: DayKind
    kind_label: str
    notice: str | None = Field(description="the notice that says so, where one does")
    provisional: bool


class WhyAnswer(BaseModel):
    """What a due date rests on."""

    matter: str
    number: str
    obligation: ObligationAnswer
    title: str | None = Field(description="what the rulebook calls this limit")
    amount: int | None
    unit: str | None = Field(description="of what the limit has `amount`")
    source: str | None = Field(description="where the rule comes from")
    counts_back_from: datetime | None = Field(
        description="for a limit that lies before another due date: that date"
    )
    extended_by: int = Field(description="working days by which it was extended")
    steps: list[DayAnswer] = Field(description="the days counted; empty for limits in other units")


@router.get("/matters/{matter}/why", summary="期限说明 · Why this is the deadline")
def explain_deadline(
    matter: MatterReference, reader: Reader, query: Annotated[WhyQuery, Query()]
) -> WhyAnswer:
    """One due date of a matter with its rule, the rule's source, and every day counted."""
    asked = query.asked()
    found = why(reader.app, reader.actor, matter_id(reader, matter), query.duty, query.of, asked)
    limit = found.limit
    return WhyAnswer(
        matter=found.matter,
        number=found.number,
        obligation=obligation_answer(reader, found.obligation, found.asked_at),
        title=limit.title if limit else None,
        amount=limit.amount if limit else None,
        unit=limit.unit if limit else None,
        source=limit.source if limit else None,
        counts_back_from=found.counts_to,
        extended_by=found.extended_by,
        steps=[_day(reader, each) for each in found.steps],
    )


def _day(caller: Caller, step: DayStep) -> DayAnswer:
    return DayAnswer(
        day=step.day,
        counted=step.counted,
        kind=step.reason.kind,
        kind_label=caller.label(step.reason.kind),
        notice=step.reason.notice,
        provisional=step.reason.provisional,
    )
