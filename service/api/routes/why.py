"""Why a deadline is what it is, counted day by day."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from domain.day_arrangement import DayKind
from domain.labels import change_label, event_label
from domain.vocabulary import Duty
from domain.working_days import DayStep
from service.api.asking import AxesQuery
from service.api.callers import Caller, Reader
from service.api.references import (
    MatterReference,
    ProceedingReference,
    matter_id,
    proceeding_id,
)
from service.api.routes.owed import ObligationAnswer, obligation_answer
from service.why import Because, NoSuchDuty, Why, WhyOpened, why, why_opened
from service.why_in_words import due_in_words, opened_in_words

router = APIRouter(prefix="/v1", tags=["matters"])


class WhyQuery(AxesQuery):
    """Which due date."""

    duty: Duty | None = Field(
        None,
        description="Which duty's due date: of a matter the final answer's, of a proceeding that of"
        " what is owed first, where nothing else is said.",
    )
    of: str = Field(
        "", max_length=64, description="Whose, where several units owe the same: a unit's code."
    )

    nth: int | None = Field(None, ge=1, le=10_000, description="Which round of it; the last.")


class BecauseAnswer(BaseModel):
    """One event that led to it."""

    position: int
    type: str = Field(examples=["matter.registered"])
    type_label: str
    what: str = Field(description="what it did: `opened`, `moved`, how it ended, `judged`")
    what_label: str
    occurred_at: datetime
    recorded_at: datetime
    person: str
    due_at: datetime | None


class VerdictAnswer(BaseModel):
    """That it was missed, as recorded."""

    position: int | None
    due_at: datetime
    rule: str
    rulebook: str
    calendar: str
    unit: str | None
    person: str | None
    answerable: list[str] = Field(description="who answered for the unit that day")
    done_at: datetime | None
    retrospective: bool
    lead: str | None = Field(description="the lead that it opened")
    corrected: str | None = Field(description="why it does not hold after all")


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

    matter: str = Field(description="the id of the matter or the proceeding")
    number: str
    sentence: str = Field(description="all of it in one sentence, in the language asked for")
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
    events: list[BecauseAnswer] = Field(description="the events that led to it")
    verdict: VerdictAnswer | None


class OpeningAnswer(BaseModel):
    """Why a lead was opened."""

    sentence: str
    rule: str | None = Field(description="the rulebook's row; null where people opened it")
    source: str | None = Field(description="where the rule comes from")
    from_stream: str | None = Field(description="the stream that it comes from")
    verdict: int | None = Field(description="log position of the verdict that led to it")
    opened_by: int = Field(description="log position of the event that opened it")


class ProceedingWhyAnswer(BaseModel):
    """Why a proceeding was opened, where a rule or people opened a lead, and its due date."""

    proceeding: str
    opening: OpeningAnswer | None
    due: WhyAnswer | None = Field(description="null where it owes nothing at all")


@router.get("/matters/{matter}/why", summary="期限说明 · Why this is the deadline")
def explain_deadline(
    matter: MatterReference, reader: Reader, query: Annotated[WhyQuery, Query()]
) -> WhyAnswer:
    """One due date of a matter with its rule, the rule's source, and every day counted."""
    return _explained(reader, matter_id(reader, matter), query)


@router.get(
    "/proceedings/{proceeding}/why", summary="期限与立项说明 · Why it was opened, and is due"
)
def explain_proceeding(
    proceeding: ProceedingReference, reader: Reader, query: Annotated[WhyQuery, Query()]
) -> ProceedingWhyAnswer:
    """One due date of a proceeding, counted day by day; and of a lead, by which rule and verdict it
    was opened."""
    wanted = proceeding_id(reader, proceeding)
    opened = why_opened(reader.app, reader.actor, wanted, query.asked())
    try:
        due = _explained(reader, wanted, query)
    except NoSuchDuty:
        if query.duty is not None:
            raise
        due = None
    return ProceedingWhyAnswer(
        proceeding=wanted, opening=_opening(reader, opened) if opened else None, due=due
    )


def _opening(caller: Caller, found: WhyOpened) -> OpeningAnswer:
    return OpeningAnswer(
        sentence=opened_in_words(found, caller.language),
        rule=found.fact.rule,
        source=found.row.source if found.row else None,
        from_stream=found.fact.source,
        verdict=found.verdict.position if found.verdict else None,
        opened_by=found.opened.position,
    )


def _explained(reader: Caller, life: str, query: WhyQuery) -> WhyAnswer:
    found = why(reader.app, reader.actor, life, query.duty, query.of, query.asked(), query.nth)
    limit = found.limit
    return WhyAnswer(
        sentence=due_in_words(found, reader.language),
        events=[_because(reader, each) for each in found.events],
        verdict=_verdict(reader, found),
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


def _because(caller: Caller, each: Because) -> BecauseAnswer:
    recorded, kind = each.recorded, each.recorded.fact.TYPE
    return BecauseAnswer(
        position=recorded.position,
        type=kind,
        type_label=event_label(kind, caller.language),
        what=each.what,
        what_label=change_label(each.what, caller.language),
        occurred_at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        person=recorded.actor.person,
        due_at=each.due_at,
    )


def _verdict(caller: Caller, found: Why) -> VerdictAnswer | None:
    verdict = found.verdict
    if verdict is None:
        return None
    deadline, corrected = verdict.deadline, found.corrected
    return VerdictAnswer(
        position=found.obligation.verdict_by,
        due_at=deadline.at,
        rule=deadline.rule,
        rulebook=deadline.rulebook,
        calendar=deadline.calendar,
        unit=verdict.unit,
        person=verdict.person,
        answerable=[*verdict.answerable],
        done_at=verdict.done_at,
        retrospective=verdict.retrospective,
        lead=verdict.lead,
        corrected=caller.label(corrected.reason) if corrected else None,
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
