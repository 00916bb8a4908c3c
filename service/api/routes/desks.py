"""The first screens: of a unit's people, of leaders, of supervisors."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from domain.vocabulary import Duty, FeedbackState
from projections.desks import Heap, Instruction, Jam, Section
from projections.statistics import Period, Rates
from service.api.asking import AxesQuery, OnAxes, axes_of
from service.api.callers import Caller, Reader
from service.api.routes.obligations import OwedAnswer, owed_answer
from service.api.routes.proceedings import ProceedingItem, proceeding_item
from service.asking import Asked
from service.desks import Compared, leader_screen, my_work
from service.supervisor_desk import supervisor_screen

router = APIRouter(prefix="/v1", tags=["worklist"])


class DeskQuery(AxesQuery):
    """How much of it."""

    limit: int = Field(20, ge=1, le=200, description="How many items of each section at most.")

    def asked(self) -> Asked:
        """The question with how much of it."""
        return Asked(self.as_of, self.known_by, None, self.limit)


class LeaderQuery(DeskQuery):
    """Against which period."""

    period: Literal[Period.MONTH, Period.QUARTER, Period.HALF_YEAR, Period.YEAR] = Field(
        Period.MONTH, description="This one so far is held against the whole one before."
    )


class HeapAnswer(BaseModel):
    """One section of a desk; `items` are its first by due date."""

    section: Section
    section_label: str
    total: int
    overdue: int
    items: list[OwedAnswer]


class MyWorkAnswer(OnAxes):
    """What you owe, and your unit."""

    person: str
    unit: str | None
    sections: list[HeapAnswer]


class InstructionItem(BaseModel):
    """A matter you assigned and were not told about."""

    matter: str
    number: str
    state: FeedbackState
    state_label: str
    received_at: datetime
    lead: str | None
    feedback_due_at: datetime | None = Field(
        description="null until the order has reached the lead unit"
    )
    overdue: bool
    next_duty: Duty | None
    next_duty_label: str | None
    next_due_at: datetime | None


class PeriodFigures(BaseModel):
    """Filings of a unit received in a period."""

    received: int = 0
    answered: int = Field(0, description="in time or late")
    late: int = Field(0, description="answered late, or overdue")


class ComparedItem(BaseModel):
    """A unit in this period so far, and in the whole one before."""

    unit: str | None
    now: PeriodFigures
    before: PeriodFigures


class JamItem(BaseModel):
    """What waits for one signature or decision."""

    duty: Duty
    duty_label: str
    unit: str | None
    person: str | None
    waiting: int
    overdue: int
    since: datetime = Field(description="since when the longest waits")
    working_days: int = Field(description="working days that it has waited")
    number: str = Field(description="the matter that has waited longest")


class LeaderScreenAnswer(OnAxes):
    """What you owe, what you assigned without feedback, how units stand, where signatures jam."""

    person: str
    own: HeapAnswer
    instructions_in_all: int
    instructions_overdue: int
    instructions: list[InstructionItem]
    period: Period
    units: list[ComparedItem]
    jams: list[JamItem]
    given: list[ProceedingItem] = Field(
        description="instructions of yours not done with: to sign, to make clear, to be reported on"
    )


class SupervisorScreenAnswer(OnAxes):
    """What waits for supervision, and what the month still needs."""

    person: str
    sections: list[HeapAnswer]
    month: str = Field(examples=["2026-03"])
    inspections: list[ProceedingItem] = Field(description="of the month, open and undercover")
    watchlist: list[ProceedingItem]


@router.get("/my-work", summary="我的工作 · What I and my unit owe")
def show_my_work(reader: Reader, query: Annotated[DeskQuery, Query()]) -> MyWorkAnswer:
    """Your own duties and those of your unit: to sign, to do again, difficulties that wait."""
    axes, heaps = my_work(reader.app.queries, reader.actor, query.asked())
    return MyWorkAnswer(
        **axes_of(axes),
        person=reader.actor.person,
        unit=reader.actor.unit,
        sections=[_heap(reader, each, axes.as_of) for each in heaps],
    )


@router.get("/leader-screen", summary="领导首页 · A leader's first screen")
def show_leader_screen(
    reader: Reader, query: Annotated[LeaderQuery, Query()]
) -> LeaderScreenAnswer:
    """Leaders appear like everyone: what you owe comes first (常委、副市长首先要做到)."""
    found = leader_screen(reader.app.queries, reader.actor, query.asked(), query.period)
    asked_at, assigned = found.axes.as_of, found.instructions
    late = [each for each in assigned if _is_late(each, asked_at)]
    return LeaderScreenAnswer(
        **axes_of(found.axes),
        person=reader.actor.person,
        own=_heap(reader, found.own, asked_at),
        instructions_in_all=len(assigned),
        instructions_overdue=len(late),
        instructions=[_instruction(reader, each, asked_at) for each in assigned[: query.limit]],
        period=query.period,
        units=[_compared(each) for each in found.units],
        jams=[_jam(reader, each, asked_at) for each in found.jams],
        given=[proceeding_item(reader, each) for each in found.given],
    )


@router.get("/supervisor-screen", summary="督查首页 · A supervisor's first screen")
def show_supervisor_screen(
    reader: Reader, query: Annotated[DeskQuery, Query()]
) -> SupervisorScreenAnswer:
    """Breaches and leads waiting, rounds due, rectifications to verify, the inspections of the month
    and the watchlist."""
    found = supervisor_screen(reader.app.queries, reader.actor, query.asked())
    return SupervisorScreenAnswer(
        **axes_of(found.axes),
        person=reader.actor.person,
        sections=[_heap(reader, each, found.axes.as_of) for each in found.heaps],
        month=found.month,
        inspections=[proceeding_item(reader, each) for each in found.inspections],
        watchlist=[proceeding_item(reader, each) for each in found.watchlist],
    )


def _heap(caller: Caller, heap: Heap, asked_at: datetime) -> HeapAnswer:
    return HeapAnswer(
        section=heap.section,
        section_label=caller.label(heap.section),
        total=heap.total,
        overdue=heap.overdue,
        items=[owed_answer(caller, each, asked_at) for each in heap.items],
    )


def _is_late(each: Instruction, asked_at: datetime) -> bool:
    return each.feedback_due_at is not None and each.feedback_due_at <= asked_at


def _instruction(caller: Caller, each: Instruction, asked_at: datetime) -> InstructionItem:
    return InstructionItem(
        matter=each.matter,
        number=each.number,
        state=each.state,
        state_label=caller.label(each.state),
        received_at=each.received_at,
        lead=each.lead,
        feedback_due_at=each.feedback_due_at,
        overdue=_is_late(each, asked_at),
        next_duty=each.next_duty,
        next_duty_label=caller.label(each.next_duty) if each.next_duty else None,
        next_due_at=each.next_due_at,
    )


def _compared(each: Compared) -> ComparedItem:
    return ComparedItem(unit=each.unit, now=_figures(each.now), before=_figures(each.before))


def _figures(rates: Rates | None) -> PeriodFigures:
    if rates is None:
        return PeriodFigures()
    return PeriodFigures(received=rates.received, answered=rates.answered, late=rates.late)


def _jam(caller: Caller, each: Jam, asked_at: datetime) -> JamItem:
    return JamItem(
        duty=each.duty,
        duty_label=caller.label(each.duty),
        unit=each.unit,
        person=each.person,
        waiting=each.waiting,
        overdue=each.overdue,
        since=each.since,
        working_days=caller.app.queries.overdue_working_days(each.since, asked_at),
        number=each.number,
    )
