"""Why a deadline is what it is, counted day by day; why something was opened, or points given."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from domain.accountability.leads.events import LeadOpened
from domain.day_arrangement import DayKind
from domain.labels import change_label, event_label
from domain.vocabulary import Duty
from domain.working_days import SHANGHAI, DayStep
from service.api.asking import AxesQuery
from service.api.callers import Caller, Reader
from service.api.references import (
    MatterReference,
    ProceedingReference,
    matter_id,
    proceeding_id,
)
from service.api.routes.owed import ObligationAnswer, obligation_answer
from service.behind import Behind
from service.reasons import Counted, Reasons, why_counted, why_opened, why_points
from service.reasons_in_words import counted_in_words, reasons_in_words
from service.why import Because, NoSuchDuty, Why, why
from service.why_in_words import due_in_words

router = APIRouter(prefix="/v1", tags=["matters"])


class WhyQuery(AxesQuery):
    """Which due date."""

    duty: Duty | None = Field(
        None,
        description="Which duty's due date: of a matter the final answer's, of a proceeding that of"
        " what is owed first, where nothing else is said.",
    )
    of: str = Field(
        "",
        max_length=64,
        description="Whose, where several units owe the same, or have points in a settlement: a"
        " unit's code.",
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


class BehindAnswer(BaseModel):
    """One event that something rests on."""

    position: int
    stream: str
    number: str | None = Field(description="of the matter or the proceeding it belongs to")
    type: str = Field(examples=["obligation.breached"])
    type_label: str
    recorded_at: datetime
    counted_at: datetime = Field(
        description="the moment that counts for the rule: a complaint's receipt, a breach's due date"
    )


class ReasonsAnswer(BaseModel):
    """Why something stands on record."""

    sentence: str = Field(description="all of it in one sentence, in the language asked for")
    recorded_by: int = Field(description="log position of the event that put it on record")
    rule: str | None = Field(description="the rulebook's row; null where people decided")
    source: str | None = Field(description="where the rule comes from")
    since: datetime | None = Field(description="from when a rule counted, or points count")
    until: datetime | None = Field(description="up to and without when")
    events: list[BehindAnswer] = Field(description="what it rests on, in the order of recording")
    kept_back: int = Field(description="how much more that is which you may not know of")
    missed: list[WhyAnswer] = Field(
        description="the due dates behind it that were missed, each counted day by day"
    )


class OpeningAnswer(ReasonsAnswer):
    """Why a lead or a case was opened, or somebody is watched."""

    from_stream: str | None = Field(description="the stream that a lead comes from")
    verdict: int | None = Field(description="log position of the verdict that led to a lead")
    opened_by: int = Field(description="log position of the event that opened it")


class PointsAnswer(ReasonsAnswer):
    """Why there are points in a score ledger."""

    ledger: str
    entry: int = Field(description="log position of the entry")
    half: str
    row: str
    points: float
    taken_back: int | None = Field(description="the entry that takes it back")


class CountedAnswer(ReasonsAnswer):
    """What a settlement counted for a unit by one row of the rulebook."""

    ledger: str
    points: float
    of: int = Field(description="of how many")
    found: int = Field(description="how many were found; at most 20 are explained one by one")


class ProceedingWhyAnswer(BaseModel):
    """Why a lead, a case or an entry of the watchlist is there, and its due date."""

    proceeding: str
    opening: OpeningAnswer | None
    counted: list[CountedAnswer] = Field(
        description="of a settlement, with `of`: the points counted for that unit"
    )
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
    """One due date of a proceeding, counted day by day. Besides: by which rule, verdict and events a
    lead or a case was opened, or somebody put on the watchlist; and what a settlement counted."""
    wanted = proceeding_id(reader, proceeding)
    asked = query.asked()
    opened = why_opened(reader.app, reader.actor, wanted, asked)
    counted = why_counted(reader.app, reader.actor, wanted, query.of, asked) if query.of else ()
    try:
        due = _explained(reader, wanted, query)
    except NoSuchDuty:
        if query.duty is not None:
            raise
        due = None
    return ProceedingWhyAnswer(
        proceeding=wanted,
        opening=_opening(reader, opened) if opened else None,
        counted=[_counted(reader, each) for each in counted],
        due=due,
    )


@router.get("/score-entries/{entry}/why", summary="计分说明 · Why there are these points")
def explain_points(
    entry: Annotated[int, Path(ge=1, le=2**62, description="The log position of the entry.")],
    reader: Reader,
    query: Annotated[AxesQuery, Query()],
) -> PointsAnswer:
    """One entry of a score ledger with its row, the row's source, and the events it rests on (M34)."""
    found = why_points(reader.app, reader.actor, entry, query.asked())
    fact: Any = found.recorded.fact
    return PointsAnswer(
        **_reasons(reader, found),
        sentence=reasons_in_words(found, reader.language),
        ledger=found.recorded.stream,
        entry=entry,
        half=fact.half,
        row=fact.row,
        points=float(fact.points),
        taken_back=found.taken_back,
    )


def _opening(caller: Caller, found: Reasons) -> OpeningAnswer:
    fact = found.recorded.fact
    return OpeningAnswer(
        **_reasons(caller, found),
        sentence=reasons_in_words(found, caller.language),
        from_stream=fact.source if isinstance(fact, LeadOpened) else None,
        verdict=found.verdict.position if found.verdict else None,
        opened_by=found.recorded.position,
    )


def _counted(caller: Caller, found: Counted) -> CountedAnswer:
    return CountedAnswer(
        **_reasons(caller, found.reasons),
        sentence=counted_in_words(found, caller.language),
        ledger=found.ledger,
        points=float(found.points),
        of=found.of,
        found=found.found,
    )


def _reasons(caller: Caller, found: Reasons) -> dict[str, Any]:
    """What every kind of reasons has, but for the sentence."""
    return {
        "recorded_by": found.recorded.position,
        "rule": found.rule,
        "source": found.source,
        "since": found.since,
        "until": found.until,
        "events": [_behind(caller, each) for each in found.events],
        "kept_back": found.kept_back,
        "missed": [_due(caller, each) for each in found.missed],
    }


def _behind(caller: Caller, each: Behind) -> BehindAnswer:
    recorded, kind = each.recorded, each.recorded.fact.TYPE
    return BehindAnswer(
        position=recorded.position,
        stream=recorded.stream,
        number=each.number,
        type=kind,
        type_label=event_label(kind, caller.language),
        recorded_at=recorded.recorded_at,
        counted_at=each.counted_at.astimezone(SHANGHAI),
    )


def _explained(reader: Caller, life: str, query: WhyQuery) -> WhyAnswer:
    return _due(
        reader,
        why(reader.app, reader.actor, life, query.duty, query.of, query.asked(), query.nth),
    )


def _due(reader: Caller, found: Why) -> WhyAnswer:
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
