"""What changed between two points of the two axes."""

from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from domain.vocabulary import Duty, FeedbackState, ObligationStatus, Term
from domain.working_days import SHANGHAI
from projections.answer_status import AnswerStatus
from projections.changes import MatterChange, ObligationChange
from service.api.asking import AxesQuery, InstantAsked, KnownAsked, ListQuery, OnAxes, axes_of
from service.api.callers import Caller, Reader
from service.api.exports import EXPORTED, listed
from service.changes import ChangePage, Since

router = APIRouter(prefix="/v1", tags=["auditing"])

FROM_AS_OF = Field(
    None, description="The moment to compare with; the same moment as `to_as_of` if left out."
)
FROM_KNOWN_BY = Field(
    None,
    description="What had been recorded by then counts at the point to compare with: a time with"
    " its zone, or a position; the same as at `to_known_by` if left out.",
)


class ChangesQuery(AxesQuery):
    """Between which two points."""

    as_of: InstantAsked | None = Field(None, alias="to_as_of", description="The moment; now.")
    known_by: KnownAsked | None = Field(
        None, alias="to_known_by", description="A time or a position; everything recorded."
    )
    from_as_of: InstantAsked | None = FROM_AS_OF
    from_known_by: KnownAsked | None = FROM_KNOWN_BY

    def since(self) -> Since:
        """The point to compare with."""
        return Since(self.from_as_of, self.from_known_by)


class ChangedQuery(ListQuery):
    """Between which two points, and which page."""

    as_of: InstantAsked | None = Field(None, alias="to_as_of", description="The moment; now.")
    known_by: KnownAsked | None = Field(
        None, alias="to_known_by", description="A time or a position; everything recorded."
    )
    from_as_of: InstantAsked | None = FROM_AS_OF
    from_known_by: KnownAsked | None = FROM_KNOWN_BY

    def since(self) -> Since:
        """The point to compare with."""
        return Since(self.from_as_of, self.from_known_by)


class FigureChange(BaseModel):
    """A figure at both points."""

    before: int
    after: int


class StateChange(FigureChange):
    """How many matters were in one state."""

    state: FeedbackState
    state_label: str


class BetweenPoints(OnAxes):
    """The point asked about, and the one it is compared with."""

    from_as_of: datetime
    from_known_by: int


class ChangesAnswer(BetweenPoints):
    """The figures at both points, and how much differs."""

    answers: dict[str, FigureChange] = Field(description="answered in time, late, and so on")
    states: list[StateChange]
    matters_changed: int = Field(description="see `/v1/changes/matters`")
    obligations_changed: int = Field(description="see `/v1/changes/obligations`")


class MatterChangeItem(BaseModel):
    """A matter in another state, or due at another time; null where it was not there."""

    matter: str
    number: str
    unit: str | None
    state_before: FeedbackState | None
    state_before_label: str | None
    state_after: FeedbackState | None
    state_after_label: str | None
    due_before: datetime | None
    due_after: datetime | None


class ObligationChangeItem(BaseModel):
    """A round of a duty that has another status, due date or owner."""

    matter: str
    number: str
    duty: Duty
    duty_label: str
    of: str
    nth: int
    status_before: ObligationStatus | None
    status_before_label: str | None
    status_after: ObligationStatus | None
    status_after_label: str | None
    due_before: datetime | None
    due_after: datetime | None
    unit_before: str | None
    unit_after: str | None
    person_before: str | None
    person_after: str | None


class MatterChangesAnswer(BetweenPoints):
    """A page of matters that changed."""

    total: int
    items: list[MatterChangeItem]
    next: str | None = Field(description="the cursor of the next page")


class ObligationChangesAnswer(BetweenPoints):
    """A page of duties that changed."""

    total: int
    items: list[ObligationChangeItem]
    next: str | None = Field(description="the cursor of the next page")


@router.get("/changes", summary="变化比对 · What changed between two points")
def show_changes(reader: Reader, query: Annotated[ChangesQuery, Query()]) -> ChangesAnswer:
    """The same figures at two points: later moments tell what happened, later knowledge what was
    learnt."""
    found = reader.app.changes.figures(reader.actor, query.asked(), query.since())
    answers = zip(
        *(_shown(each.answers).items() for each in (found.before, found.after)), strict=True
    )
    states = [
        StateChange(
            state=state,
            state_label=reader.label(state),
            before=before,
            after=found.after.states[state],
        )
        for state, before in found.before.states.items()
    ]
    return ChangesAnswer(
        **axes_of(found.axes),
        from_as_of=found.since.as_of.astimezone(SHANGHAI),
        from_known_by=found.since.known_by,
        answers={
            name: FigureChange(before=before, after=after) for (name, before), (_, after) in answers
        },
        states=states,
        matters_changed=found.matters,
        obligations_changed=found.obligations,
    )


def _shown(status: AnswerStatus) -> dict[str, int]:
    return asdict(status)


@router.get(
    "/changes/matters",
    summary="变化的事项 · Matters that changed between two points",
    response_model=MatterChangesAnswer,
    responses=EXPORTED,
)
def list_matter_changes(reader: Reader, query: Annotated[ChangedQuery, Query()]) -> Any:
    """Which matters are in another state, or due at another time."""
    return listed(reader, "changes", MatterChangeItem, query, partial(_matters, reader))


@router.get(
    "/changes/obligations",
    summary="变化的责任事项 · Duties that changed between two points",
    response_model=ObligationChangesAnswer,
    responses=EXPORTED,
)
def list_obligation_changes(reader: Reader, query: Annotated[ChangedQuery, Query()]) -> Any:
    """Which rounds of duties of matters have another status, due date or owner."""
    return listed(reader, "changes", ObligationChangeItem, query, partial(_obligations, reader))


def _matters(reader: Caller, query: ChangedQuery) -> MatterChangesAnswer:
    found = reader.app.changes.matters(reader.actor, query.asked(), query.since())
    items = [_matter(reader, each) for each in found.items]
    return MatterChangesAnswer(**_between(found), items=items)


def _obligations(reader: Caller, query: ChangedQuery) -> ObligationChangesAnswer:
    found = reader.app.changes.obligations(reader.actor, query.asked(), query.since())
    items = [_obligation(reader, each) for each in found.items]
    return ObligationChangesAnswer(**_between(found), items=items)


def _between(found: ChangePage[Any]) -> dict[str, Any]:
    return {
        **axes_of(found.axes),
        "from_as_of": found.since.as_of.astimezone(SHANGHAI),
        "from_known_by": found.since.known_by,
        "total": found.total,
        "next": found.next,
    }


def _matter(caller: Caller, change: MatterChange) -> MatterChangeItem:
    return MatterChangeItem(
        **asdict(change),
        state_before_label=_label(caller, change.state_before),
        state_after_label=_label(caller, change.state_after),
    )


def _obligation(caller: Caller, change: ObligationChange) -> ObligationChangeItem:
    return ObligationChangeItem(
        **asdict(change),
        duty_label=caller.label(change.duty),
        status_before_label=_label(caller, change.status_before),
        status_after_label=_label(caller, change.status_after),
    )


def _label(caller: Caller, term: Term | None) -> str | None:
    return caller.label(term) if term is not None else None
