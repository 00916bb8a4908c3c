"""The register of accountability with its shares, and what was decided in cases like one."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from domain.vocabulary import Gravity, Ground
from projections.accountability_register import HeldCase, share
from service.accountability import comparables_of, register_of
from service.api.asking import AxesQuery, InstantAsked, OnAxes, axes_of
from service.api.callers import Caller, Reader
from service.api.exports import noted
from service.api.references import ProceedingReference, proceeding_id

router = APIRouter(prefix="/v1", tags=["proceedings"])


class RegisterQuery(AxesQuery):
    """Decided, or held as talks, in a period."""

    since: InstantAsked = Field(
        description="Decided from this moment on.", examples=["2026-01-01T00:00:00+08:00"]
    )
    until: InstantAsked = Field(
        description="Decided before this moment.", examples=["2026-07-01T00:00:00+08:00"]
    )


class HeldCaseItem(BaseModel):
    """A case in which somebody is held to account."""

    case: str
    number: str
    ground: Ground
    ground_label: str
    gravity: Gravity
    gravity_label: str
    unit: str | None
    person: str | None
    measures: list[str] = Field(description="each as `form:subject`")
    inaction: bool = Field(description="for what was not done, rather than for a fault")
    in_process: bool = Field(description="opened while the matter was still under way")
    decided_at: datetime


class RegisterAnswer(OnAxes):
    """The cases of the period, and the three shares, in percent; null of nothing."""

    held: int
    fault: int
    inaction: int
    inaction_share: float | None
    officials: int = Field(description="cases in which an official was held")
    units: int = Field(description="cases in which a unit was held")
    units_share: float | None
    early_talks: int = Field(description="reminder talks held before anything was missed")
    in_process: int = Field(description="these, and cases opened while the matter was under way")
    afterwards: int
    in_process_share: float | None
    items: list[HeldCaseItem]


class ComparablesAnswer(OnAxes):
    """Cases of the same ground and gravity that were decided."""

    held: int
    not_held: int
    forms: dict[str, int] = Field(description="how often each form was imposed, `form:subject`")
    items: list[HeldCaseItem] = Field(description="the latest first, at most 50")


@router.get("/accountability-register", summary="问责台账 · The register of accountability")
def show_accountability_register(
    reader: Reader, query: Annotated[RegisterQuery, Query()]
) -> RegisterAnswer:
    """Who was held to account in a period, and the shares of inaction beside fault, of units beside
    officials, and of what was done in the process beside afterwards (三转, M30)."""
    axes, found = register_of(
        reader.app.queries, reader.actor, query.asked(), query.since, query.until
    )
    answer = RegisterAnswer(
        **axes_of(axes),
        held=len(found.cases),
        fault=found.fault,
        inaction=found.inaction,
        inaction_share=share(found.inaction, found.fault),
        officials=found.officials,
        units=found.units,
        units_share=share(found.units, found.officials),
        early_talks=found.early_talks,
        in_process=found.in_process,
        afterwards=found.afterwards,
        in_process_share=share(found.in_process, found.afterwards),
        items=[_item(reader, each) for each in found.cases],
    )
    return noted(reader, "accountability-register", answer)


@router.get("/cases/{proceeding}/comparables", summary="类案参照 · Comparable cases")
def show_comparables(
    proceeding: ProceedingReference, reader: Reader, query: Annotated[AxesQuery, Query()]
) -> ComparablesAnswer:
    """What was decided in other cases of the same ground and gravity (M31), to be looked at before
    and after deciding this one."""
    case = proceeding_id(reader, proceeding)
    axes, found = comparables_of(reader.app.queries, reader.actor, query.asked(), case)
    answer = ComparablesAnswer(
        **axes_of(axes),
        held=found.held,
        not_held=found.not_held,
        forms=dict(found.forms),
        items=[_item(reader, each) for each in found.cases],
    )
    return noted(reader, "comparables", answer)


def _item(caller: Caller, held: HeldCase) -> HeldCaseItem:
    return HeldCaseItem(
        case=held.case,
        number=held.number,
        ground=held.ground,
        ground_label=caller.label(held.ground),
        gravity=held.gravity,
        gravity_label=caller.label(held.gravity),
        unit=held.unit,
        person=held.person,
        measures=list(held.measures),
        inaction=held.inaction,
        in_process=held.in_process,
        decided_at=held.decided_at,
    )
