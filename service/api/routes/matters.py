"""Matters: the list of them, one of them, and what happened to it."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response
from pydantic import BaseModel, Field

from domain.envelope import Code
from domain.labels import change_label, event_label
from domain.matter.history import fold
from domain.vocabulary import Channel, Duty, FeedbackState, Finding, Nature, Role, Urgency
from projections.feedback_status import WantedMatters
from projections.timeline import Entry
from service.api.asking import AxesQuery, ListQuery, OnAxes, axes_of
from service.api.callers import Caller, Reader
from service.api.exports import EXPORTED, listed
from service.api.references import MatterReference, matter_id
from service.api.routes.matter_view import MatterAnswer, matter_answer
from service.api.texts import Texts

router = APIRouter(prefix="/v1", tags=["matters"])


class MattersQuery(ListQuery):
    """Which matters."""

    state: FeedbackState | None = Field(None, description="In which state.")
    reference: str | None = Field(
        None,
        min_length=1,
        max_length=64,
        description="A matter's number, or the number its source gave it.",
        examples=["2026-000001"],
    )
    nature: Nature | None = Field(None, description="What it asks for.")
    finding: Finding | None = Field(None, description="How it ended in substance.")
    channel: Channel | None = Field(None, description="By which way it came in.")
    urgency: Urgency | None = Field(None, description="How soon it is to be answered.")
    place: str | None = Field(None, min_length=1, max_length=200, description="The area, as given.")
    unit: Code | None = Field(
        None, description="A unit that has to do with it as receiver, lead or participant."
    )

    whole: str | None = Field(
        None, max_length=64, description="Parts of this matter, by its number or id."
    )
    merged_into: str | None = Field(
        None, max_length=64, description="Merged into this matter, by its number or id."
    )

    def wanted(self, caller: Caller) -> WantedMatters:
        """The filters as the queries take them."""
        given = {name: getattr(self, name) for name in WantedMatters.__dataclass_fields__}
        for name in ("whole", "merged_into"):
            if given[name] is not None:
                given[name] = matter_id(caller, given[name])
        return WantedMatters(**given)


class MatterItem(BaseModel):
    """One matter of the list."""

    matter: str
    number: str
    source_number: str | None
    state: FeedbackState
    state_label: str
    urgency: Urgency | None = Field(description="how soon it is to be answered, where graded")
    urgency_label: str | None
    version: int
    received_at: datetime
    receiving_unit: str | None
    lead: str | None
    final_due_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    whole: str | None = Field(description="the matter it is a part of, by its id")
    merged_into: str | None = Field(description="the matter it is handled together with, by its id")


class MattersAnswer(OnAxes):
    """A page of matters, by receipt."""

    items: list[MatterItem]
    next: str | None = Field(description="the cursor of the next page")


class ActorAnswer(BaseModel):
    """Who did it."""

    person: str
    role: Role
    role_label: str
    unit: str | None


class ChangeAnswer(BaseModel):
    """What a step did to the ledger: `opened`, `moved`, `handed_over`, or how it ended."""

    what: str
    label: str
    duty: Duty
    duty_label: str
    of: str
    due_at: datetime | None


class StepAnswer(BaseModel):
    """One thing that happened to the matter."""

    position: int
    version: int
    type: str = Field(examples=["matter.registered"])
    label: str
    occurred_at: datetime
    recorded_at: datetime
    back_dated: bool
    actor: ActorAnswer
    fact: dict[str, Any] = Field(
        description="the facts; texts are null where you may not read them"
    )
    changes: list[ChangeAnswer]


class TimelineAnswer(OnAxes):
    """A matter's history in the order of recording."""

    matter: str
    steps: list[StepAnswer]


@router.get(
    "/matters",
    summary="事项清单 · Matters and their states",
    response_model=MattersAnswer,
    responses=EXPORTED,
)
def list_matters(reader: Reader, query: Annotated[MattersQuery, Query()]) -> Any:
    """Matters in the order of their receipt, each in its one state."""
    return listed(reader, "matters", MatterItem, query, partial(_matters, reader))


def _matters(reader: Caller, query: MattersQuery) -> MattersAnswer:
    page = reader.app.queries.matters(reader.actor, query.asked(), query.wanted(reader))
    items = [
        MatterItem(
            **{name: getattr(row, name) for name in MatterItem.model_fields if hasattr(row, name)},
            state_label=reader.label(row.state),
            urgency_label=reader.label(row.urgency) if row.urgency else None,
        )
        for row in page.items
    ]
    return MattersAnswer(**axes_of(page.axes), items=items, next=page.next)


@router.get(
    "/matters/{matter}",
    summary="事项 · One matter",
    response_model=MatterAnswer,
    responses={304: {"description": "Nothing has been recorded since the version you have."}},
)
def show_matter(
    matter: MatterReference,
    reader: Reader,
    query: Annotated[AxesQuery, Query()],
    response: Response,
    if_none_match: Annotated[
        str | None,
        Header(
            alias="If-None-Match",
            description="An `ETag` you have: 304 where nothing has been recorded since. What only"
            " time changes (pending becomes overdue) you know from `due_at`.",
            examples=['"2"'],
        ),
    ] = None,
) -> MatterAnswer | Response:
    """Where a matter stands, in whose hands it is, and everything owed about it."""
    wanted = matter_id(reader, matter)
    axes, entries = reader.app.queries.timeline(reader.actor, query.asked(), wanted)
    history = [each.recorded for each in entries]
    state = fold(wanted, history)
    etag = f'"{state.version}"'
    if _has(if_none_match, etag):
        return Response(status_code=304, headers={"ETag": etag})
    response.headers["ETag"] = etag
    return matter_answer(reader, axes, state, history)


@router.get("/matters/{matter}/timeline", summary="办理过程 · A matter's history")
def show_timeline(
    matter: MatterReference, reader: Reader, query: Annotated[AxesQuery, Query()]
) -> TimelineAnswer:
    """Everything recorded about a matter, step by step, with what each did to the ledger."""
    wanted = matter_id(reader, matter)
    axes, entries = reader.app.queries.timeline(reader.actor, query.asked(), wanted)
    texts = Texts(reader)
    steps = [step_answer(reader, texts, each) for each in entries]
    return TimelineAnswer(**axes_of(axes), matter=wanted, steps=steps)


def _has(header: str | None, etag: str) -> bool:
    """Whether ``If-None-Match`` names this ETag (weak comparison, RFC 9110)."""
    given = {part.strip().removeprefix("W/") for part in (header or "").split(",")}
    return etag in given or "*" in given


def step_answer(caller: Caller, texts: Texts, entry: Entry) -> StepAnswer:
    """One event as it is shown, with the texts this caller may read."""
    recorded = entry.recorded
    return StepAnswer(
        position=recorded.position,
        version=recorded.version,
        type=recorded.fact.TYPE,
        label=event_label(recorded.fact.TYPE, caller.language),
        occurred_at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        back_dated=recorded.back_dated,
        actor=ActorAnswer(
            person=recorded.actor.person,
            role=recorded.actor.role,
            role_label=caller.label(recorded.actor.role),
            unit=recorded.actor.unit,
        ),
        fact=texts.fact(recorded.fact),
        changes=[
            ChangeAnswer(
                what=each.what,
                label=change_label(each.what, caller.language),
                duty=each.key.duty,
                duty_label=caller.label(each.key.duty),
                of=each.key.of,
                due_at=each.due_at,
            )
            for each in entry.changes
        ],
    )
