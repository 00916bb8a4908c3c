"""The obligation ledger: who owes what to whom since when."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from domain.envelope import Code
from domain.obligations import Deadline, Key, Obligation, Owner
from domain.vocabulary import Duty, ObligationStatus, ProceedingKind
from projections.obligation_ledger import Owed, Wanted
from service.api.asking import ListQuery, OnAxes, axes_of
from service.api.callers import Caller, Reader
from service.api.exports import EXPORTED, listed
from service.api.references import matter_id, proceeding_id
from service.api.routes.owed import ObligationAnswer, obligation_answer
from service.api.troubles import labelled

router = APIRouter(prefix="/v1", tags=["obligations"])


class ObligationsQuery(ListQuery):
    """Which obligations."""

    status: ObligationStatus | None = Field(None, description="Where it stands.")
    duty: Duty | None = Field(None, description="What kind of obligation.")
    breached: bool | None = Field(
        None, description="Whether it missed its due date, however it ended afterwards."
    )
    unit: Code | None = Field(None, description="The unit that owes it.")
    person: Code | None = Field(None, description="The official who owes it.")
    matter: str | None = Field(
        None,
        max_length=64,
        description="Of one matter: its id or number.",
        examples=["2026-000001"],
    )

    proceeding: str | None = Field(
        None,
        max_length=200,
        description="Of one proceeding: its id or number.",
        examples=["2026-XS-000001"],
    )
    kind: ProceedingKind | None = Field(None, description="Of proceedings of one kind.")


class OwedAnswer(ObligationAnswer):
    """An obligation, with what identifies its matter, or its proceeding."""

    matter: str | None
    proceeding: str | None = Field(description="the id of its proceeding, where it is no matter's")
    kind: ProceedingKind | None = Field(description="the kind of proceeding; null for a matter")
    kind_label: str | None
    number: str
    source_number: str | None
    received_at: datetime = Field(description="when the matter came in, or the proceeding opened")


class ObligationsAnswer(OnAxes):
    """A page of the ledger, by due date."""

    items: list[OwedAnswer]
    next: str | None = Field(description="the cursor of the next page")


@router.get(
    "/obligations",
    summary="责任台账 · The obligation ledger",
    response_model=ObligationsAnswer,
    responses=EXPORTED,
)
def list_obligations(reader: Reader, query: Annotated[ObligationsQuery, Query()]) -> Any:
    """Who owes what to whom, since when, due when, and how it ended; by due date."""
    overdue = query.status is ObligationStatus.OVERDUE
    name = "overdue" if overdue else "obligations"
    return listed(reader, name, OwedAnswer, query, partial(_obligations, reader))


def _obligations(reader: Caller, query: ObligationsQuery) -> ObligationsAnswer:
    wanted = Wanted(
        status=query.status,
        duty=query.duty,
        breached=query.breached,
        owner_unit=query.unit,
        owner_person=query.person,
        subject=_subject(reader, query),
        kind=query.kind,
    )
    page = reader.app.queries.obligations(reader.actor, query.asked(), wanted)
    items = [owed_answer(reader, each, page.axes.as_of) for each in page.items]
    return ObligationsAnswer(**axes_of(page.axes), items=items, next=page.next)


def _subject(reader: Caller, query: ObligationsQuery) -> str | None:
    """Whose obligations are asked for: one matter's, or one proceeding's."""
    if query.matter is not None:
        return matter_id(reader, query.matter)
    return proceeding_id(reader, query.proceeding) if query.proceeding is not None else None


def owed_answer(caller: Caller, row: Owed, asked_at: datetime) -> OwedAnswer:
    """A row of the ledger as it is shown."""
    deadline = Deadline(
        at=row.due_at,
        since=row.since,
        rule=row.rule,
        rulebook=row.rulebook,
        calendar=row.calendar,
        provisional=row.provisional,
    )
    owner = Owner(row.owner_unit, row.owner_person)
    obligation = Obligation(
        key=Key(row.duty, row.of),
        owner=owner,
        to=row.owed_to,
        deadline=deadline,
        opened_by=row.opened_by,
        ended=row.ended,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        nth=row.nth,
        verdict_by=row.verdict_by,
    )
    return OwedAnswer(
        matter=row.subject if row.kind is None else None,
        proceeding=row.subject if row.kind is not None else None,
        kind=row.kind,
        kind_label=labelled(row.kind, caller.language),
        number=row.number,
        source_number=row.source_number,
        received_at=row.received_at,
        **obligation_answer(caller, obligation, asked_at).model_dump(),
    )
