"""The clerk's morning screen."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from domain.envelope import Code, Sealed
from domain.matter.next_action import action_for
from domain.vocabulary import Channel, Duty, FeedbackState, ObligationStatus, Urgency
from projections.worklist import Pile, WorklistRow
from service.api.asking import ListQuery, OnAxes, axes_of
from service.api.callers import Caller, Reader
from service.api.exports import EXPORTED, listed
from service.api.routes.owed import days_left, overdue_days
from service.api.texts import Texts

router = APIRouter(prefix="/v1", tags=["worklist"])


class WorklistQuery(ListQuery):
    """Which pile of the desk."""

    pile: Pile = Field(Pile.ALL, description="Which pile of the morning screen.")
    unit: Code | None = Field(None, description="Only matters this unit has to do with.")
    urgency: Urgency | None = Field(None, description="Only matters of this grade of urgency.")


class WorklistItem(BaseModel):
    """One unfinished matter and its next step."""

    matter: str
    number: str
    source_number: str | None
    state: FeedbackState
    state_label: str
    channel: Channel
    channel_label: str
    urgency: Urgency | None = Field(description="how soon it is to be answered, where graded")
    urgency_label: str | None
    subject: str | None = Field(description="the gist; null where you may not read it")
    received_at: datetime
    place: str | None
    receiving_unit: str | None
    lead: str | None
    units: list[str]
    persons: list[str]
    custodian_unit: str | None = Field(description="in whose hands it is")
    custodian_person: str | None
    in_hands_since: datetime | None
    next_duty: Duty
    next_duty_label: str
    next_unit: str | None
    next_person: str | None
    person_away: bool = Field(
        description="who has the next step, or the matter in hand, is away on that day"
    )
    stands_in: str | None = Field(description="who stands in for them")
    next_due_at: datetime
    overdue: bool
    overdue_working_days: int | None
    working_days_left: int | None = Field(
        description="whole working days until it is due, where it is not overdue"
    )
    final_due_at: datetime | None
    extensions: int
    imported: bool
    last_urged_at: datetime | None = Field(description="the last urging or supervision slip")
    emergency_since: datetime | None
    paused_until: datetime | None = Field(
        description="until when the clock stands, or stood, still"
    )
    paused_days: int = Field(description="working days it stood still in all")
    repeats: int = Field(description="how many matters are known to say the same")
    whole: str | None = Field(description="the matter it is a part of, by its id")
    next_action: str | None = Field(
        description="the command by which the next step is usually taken"
    )


class WorklistAnswer(OnAxes):
    """A page of the desk, most pressing first."""

    pile: Pile
    pile_label: str
    items: list[WorklistItem]
    next: str | None = Field(description="the cursor of the next page")


@router.get(
    "/worklist",
    summary="待办清单 · The worklist",
    response_model=WorklistAnswer,
    responses=EXPORTED,
)
def list_work(reader: Reader, query: Annotated[WorklistQuery, Query()]) -> Any:
    """Every unfinished matter with its next step, by when that is due."""
    return listed(reader, "worklist", WorklistItem, query, partial(_work, reader))


def _work(reader: Caller, query: WorklistQuery) -> WorklistAnswer:
    page = reader.app.queries.worklist(
        reader.actor, query.asked(), query.pile, query.unit, query.urgency
    )
    texts = Texts(reader)
    texts.prepare([row.subject_person for row in page.items if row.subject_person])
    return WorklistAnswer(
        **axes_of(page.axes),
        pile=query.pile,
        pile_label=reader.label(query.pile),
        items=[_item(reader, texts, row, page.axes.as_of) for row in page.items],
        next=page.next,
    )


def _item(caller: Caller, texts: Texts, row: WorklistRow, asked_at: datetime) -> WorklistItem:
    overdue = row.next_due_at <= asked_at
    status = ObligationStatus.OVERDUE if overdue else ObligationStatus.PENDING
    sealed = (
        Sealed(person=row.subject_person, sealed=row.subject)
        if row.subject is not None and row.subject_person is not None
        else None
    )
    own = {name: getattr(row, name) for name in WorklistItem.model_fields if hasattr(row, name)}
    return WorklistItem(
        **{**own, "subject": texts.text(sealed)},
        state_label=caller.label(row.state),
        channel_label=caller.label(row.channel),
        urgency_label=caller.label(row.urgency) if row.urgency else None,
        next_duty_label=caller.label(row.next_duty),
        overdue=overdue,
        overdue_working_days=overdue_days(caller, status, row.next_due_at, asked_at),
        working_days_left=days_left(caller, status, row.next_due_at, asked_at),
        next_action=action_for(row.next_duty),
    )
