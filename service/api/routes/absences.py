"""Who is away, who stands in for them, and what they owe meanwhile."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from domain.vocabulary import AbsenceReason, Duty
from domain.working_days import SHANGHAI
from projections.absences import OwedMeanwhile
from service.api.asking import AxesQuery, OnAxes, axes_of
from service.api.callers import Caller, Reader

router = APIRouter(prefix="/v1", tags=["organisation"])


class OwedMeanwhileItem(BaseModel):
    """One open duty of somebody who is away."""

    subject: str = Field(description="the matter or the proceeding, by its id")
    number: str
    duty: Duty
    duty_label: str
    of: str
    unit: str | None = Field(description="for which unit; null for a leader")
    due_at: datetime
    overdue: bool


class AbsenceItem(BaseModel):
    """Somebody who is away, and what they owe, the most pressing first."""

    person: str
    reason: AbsenceReason
    reason_label: str
    since: date
    until: date | None = Field(description="the last day; null while it is not known")
    stands_in: str | None
    owed: list[OwedMeanwhileItem]


class AbsencesAnswer(OnAxes):
    """Who is away on the day of `as_of`."""

    items: list[AbsenceItem]


@router.get("/absences", summary="不在岗人员 · Who is away")
def list_absences(reader: Reader, query: Annotated[AxesQuery, Query()]) -> AbsencesAnswer:
    """Who is away on that day, who stands in, and what they owe of what you may know of: it waits
    to be handed over (`/v1/hand-over-all`), and no date of it moves."""
    axes, found = reader.app.queries.absences(reader.actor, query.asked())
    return AbsencesAnswer(
        **axes_of(axes),
        items=[
            AbsenceItem(
                **asdict(each.absence),
                reason_label=reader.label(each.absence.reason),
                owed=[_owed(reader, one, axes.as_of) for one in each.owed],
            )
            for each in found
        ],
    )


def _owed(caller: Caller, one: OwedMeanwhile, asked_at: datetime) -> OwedMeanwhileItem:
    return OwedMeanwhileItem(
        **{**asdict(one), "due_at": one.due_at.astimezone(SHANGHAI)},
        duty_label=caller.label(one.duty),
        overdue=one.due_at <= asked_at,
    )
