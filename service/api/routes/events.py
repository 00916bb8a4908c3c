"""The log itself, as it was recorded."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from domain.codec import Stored
from domain.matter.stream import matter_stream
from domain.reading.events import PREFIX
from domain.vocabulary import Role
from projections.asking import MOST_ITEMS
from service.access import permissions
from service.api.asking import LAST_POSITION
from service.api.callers import Caller, Reader

router = APIRouter(prefix="/v1", tags=["events"])


class EventsQuery(BaseModel):
    """Where to read on."""

    model_config = ConfigDict(extra="forbid")

    after: int = Field(
        0, ge=0, le=LAST_POSITION, description="The position read last; 0 from the beginning."
    )
    limit: int = Field(100, ge=1, le=MOST_ITEMS, description="How many events at most.")


class EventAnswer(BaseModel):
    """One event exactly as recorded; personal texts stay sealed."""

    position: int
    stream: str
    version: int
    type: str = Field(examples=["matter.registered"])
    type_version: int
    recorded_at: datetime
    data: dict[str, Any]


class EventsAnswer(BaseModel):
    """Events in the one order of the log; those of matters about the reader are left out (M04)."""

    items: list[EventAnswer]
    next: int = Field(description="`after` for the next page, also where this one is empty")
    head: int = Field(description="the last position of the log")


@router.get("/events", summary="事件流 · The event feed")
def list_events(reader: Reader, query: Annotated[EventsQuery, Query()]) -> EventsAnswer:
    """The raw log after a position; for auditors, supervisors and other machines. Who was shown what
    is there for those who may ask `/v1/readings`."""
    permissions.scope(reader.actor, "read", "events")
    stored = reader.app.log.after(query.after, query.limit)
    hidden = _hidden(reader, stored)
    items = [
        EventAnswer(
            position=each.position,
            stream=each.stream,
            version=each.version,
            type=each.type,
            type_version=each.type_version,
            recorded_at=each.recorded_at,
            data=json.loads(each.data),
        )
        for each in stored
        if each.stream not in hidden
    ]
    last = stored[-1].position if stored else query.after
    return EventsAnswer(items=items, next=last, head=reader.app.log.head())


def _hidden(reader: Caller, stored: Sequence[Stored]) -> set[str]:
    """The streams of these events that the reader may not know of."""
    shown = {
        each.stream: json.loads(each.data) for each in stored if each.stream.startswith(PREFIX)
    }
    about = {
        stream: matter_stream(body["fact"]["matter"])
        for stream, body in shown.items()
        if "matter" in body["fact"]
    }
    streams = {each.stream for each in stored} | set(about.values())
    hidden = reader.app.queries.hidden(reader.actor, streams)
    if not permissions.may(reader.actor, "read", "readings"):
        return hidden | (set() if reader.actor.role is Role.SYSTEM else set(shown))
    return hidden | {stream for stream, matter in about.items() if matter in hidden}
