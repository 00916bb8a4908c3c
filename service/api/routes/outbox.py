"""Messages to those who owe something: what has arrived, and what has not."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from domain.kinds import kind_of
from domain.labels import event_label
from domain.vocabulary import Duty
from projections.asking import MOST_ITEMS
from service.api.callers import Caller, Reader
from service.outbox.box import OutboxState, Posted

router = APIRouter(prefix="/v1", tags=["outbox"])


class OutboxQuery(BaseModel):
    """Which messages; what stands in it is of now."""

    model_config = ConfigDict(extra="forbid")

    state: OutboxState | None = Field(None, description="How far a message has got.")
    cursor: str | None = Field(
        None, min_length=1, max_length=500, description="`next` of the page before."
    )
    limit: int = Field(50, ge=1, le=MOST_ITEMS, description="How many items at most.")


class OutboxItem(BaseModel):
    """One message: of which event, to whom, about what, and how far it has got."""

    id: str
    position: int = Field(description="log position of the event it tells of")
    kind: str
    kind_label: str
    matter: str | None
    proceeding: str | None = Field(description="the id of its proceeding, where it is no matter's")
    number: str
    unit: str | None
    person: str | None
    duty: Duty
    duty_label: str
    of: str
    due_at: datetime
    recorded_at: datetime
    state: OutboxState
    state_label: str
    attempts: int
    next_try_at: datetime
    delivered_at: datetime | None
    failure: str | None = Field(description="the kind of trouble of the last attempt")


class OutboxAnswer(BaseModel):
    """A page of messages, the newest first."""

    items: list[OutboxItem]
    next: str | None = Field(description="the cursor of the next page")


@router.get("/outbox", summary="待发通知 · Messages delivered and not")
def list_outbox(reader: Reader, query: Annotated[OutboxQuery, Query()]) -> OutboxAnswer:
    """Orders, reminders, urgings and slips as they went out to those who owe something."""
    items, following = reader.app.queries.outbox(
        reader.actor, query.state, query.limit, query.cursor
    )
    return OutboxAnswer(items=[_item(reader, each) for each in items], next=following)


def _item(caller: Caller, posted: Posted) -> OutboxItem:
    message = posted.message
    return OutboxItem(
        id=message.id,
        position=message.position,
        kind=message.kind,
        kind_label=event_label(message.kind, caller.language),
        matter=message.matter if kind_of(message.matter) is None else None,
        proceeding=message.matter if kind_of(message.matter) is not None else None,
        number=message.number,
        unit=message.unit,
        person=message.person,
        duty=message.duty,
        duty_label=caller.label(message.duty),
        of=message.of,
        due_at=message.due_at,
        recorded_at=message.recorded_at,
        state=posted.state,
        state_label=caller.label(posted.state),
        attempts=posted.attempts,
        next_try_at=posted.next_try_at,
        delivered_at=posted.delivered_at,
        failure=posted.failure,
    )
