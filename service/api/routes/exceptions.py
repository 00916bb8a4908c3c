"""The auditor's exception feed."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from domain.envelope import Code
from domain.labels import event_label
from domain.vocabulary import Duty, ExceptionKind, ProceedingKind, Role
from projections.exceptions import ExceptionRow, WantedExceptions
from service.api.asking import ListQuery, OnAxes, Position, axes_of
from service.api.callers import Caller, Reader
from service.api.exports import EXPORTED, listed
from service.api.references import matter_id

router = APIRouter(prefix="/v1", tags=["auditing"])


class ExceptionsQuery(ListQuery):
    """Since when, and which exceptions."""

    after: Position = Field(
        0,
        description="Only what was recorded after this log position: the one you last verified.",
    )
    kind: list[ExceptionKind] = Field([], max_length=100, description="Of these kinds.")
    person: Code | None = Field(None, description="Recorded, decided or proposed by this official.")
    unit: Code | None = Field(None, description="Of matters this unit led or had received then.")
    matter: str | None = Field(
        None, min_length=1, max_length=64, description="Of one matter, by its number or id."
    )


class ExceptionItem(BaseModel):
    """One exception: what was done by whom, when, and how far off the due date was."""

    position: int
    kind: ExceptionKind
    kind_label: str
    occurred_at: datetime = Field(description="when it happened, as was said")
    recorded_at: datetime = Field(description="when it was put on record")
    subject: str | None = Field(description="the id of the matter or proceeding")
    of_kind: ProceedingKind | None = Field(description="its kind, where it is a proceeding")
    of_kind_label: str | None
    number: str | None
    version: int = Field(description="the event's place in the history of its own stream")
    event: str = Field(description="the type of the event", examples=["matter.answer_extended"])
    event_label: str
    person: str = Field(description="who recorded it")
    role: Role
    role_label: str
    actor_unit: str | None
    approver: str | None = Field(description="who decided it")
    proposer: str | None = Field(description="whose proposal it was, where two decide")
    unit: str | None = Field(description="whose matter it was just before")
    duty: Duty | None = Field(description="what was owed and is concerned")
    duty_label: str | None
    of: str
    due_at: datetime | None = Field(description="when that was due, just before")
    due_after: datetime | None = Field(description="when it is due because of it")
    days_to_due: float | None = Field(
        description="days by the clock from its recording to the due date before; negative after it"
    )
    days: int | None = Field(description="working days that were given")
    ground: str | None = Field(description="the ground given, as its term")


class ExceptionsAnswer(OnAxes):
    """A page of the feed, in the order of recording. Ask next time after ``known_by``."""

    items: list[ExceptionItem]
    next: str | None = Field(description="the cursor of the next page")


@router.get(
    "/exceptions",
    summary="异常情况 · The exception feed",
    response_model=ExceptionsAnswer,
    responses=EXPORTED,
)
def list_exceptions(reader: Reader, query: Annotated[ExceptionsQuery, Query()]) -> Any:
    """Everything unusual since a log position, with actor, approver, both times and the due date."""
    return listed(reader, "exceptions", ExceptionItem, query, partial(_exceptions, reader))


def _exceptions(reader: Caller, query: ExceptionsQuery) -> ExceptionsAnswer:
    wanted = WantedExceptions(
        since=query.after,
        kinds=tuple(query.kind),
        person=query.person,
        unit=query.unit,
        subject=matter_id(reader, query.matter) if query.matter is not None else None,
    )
    page = reader.app.auditing.exceptions(reader.actor, query.asked(), wanted)
    items = [exception_item(reader, each) for each in page.items]
    return ExceptionsAnswer(**axes_of(page.axes), items=items, next=page.next)


def exception_item(caller: Caller, row: ExceptionRow) -> ExceptionItem:
    """One exception, its terms in the caller's language."""
    shown = {name: getattr(row, name) for name in ExceptionItem.model_fields if hasattr(row, name)}
    return ExceptionItem(
        **shown,
        kind_label=caller.label(row.kind),
        of_kind_label=caller.label(row.of_kind) if row.of_kind else None,
        event_label=event_label(row.event, caller.language),
        role_label=caller.label(row.role),
        duty_label=caller.label(row.duty) if row.duty else None,
    )
