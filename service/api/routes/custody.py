"""In whose hands a matter was and how long, and who waits for whom."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from domain.vocabulary import Duty
from service.api.asking import AxesQuery, OnAxes, axes_of
from service.api.callers import Reader
from service.api.exports import noted
from service.api.references import MatterReference, matter_id
from service.custody import custody

router = APIRouter(prefix="/v1", tags=["matters"])


class StayAnswer(BaseModel):
    """A time in somebody's hands."""

    unit: str | None
    person: str | None
    since: datetime
    until: datetime | None = Field(description="null while it is there still")
    working_days: int = Field(description="whole working days that passed there")


class SignatureAnswer(BaseModel):
    """What waited for one signature or decision."""

    duty: Duty
    duty_label: str
    of: str
    unit: str | None
    person: str | None
    since: datetime
    until: datetime | None = Field(description="null while it is still waited for")
    working_days: int


class CustodyAnswer(OnAxes):
    """In whose hands, one after the other; and every signature and decision with its time."""

    matter: str
    stays: list[StayAnswer]
    signatures: list[SignatureAnswer]


class WaitItem(BaseModel):
    """One unit waits for another."""

    matter: str
    number: str
    unit: str
    waits_for: str
    circle: list[str] = Field(description="the units that wait for each other in a circle")


class WaitsAnswer(OnAxes):
    """Waits that go in a circle come first."""

    items: list[WaitItem]


@router.get("/matters/{matter}/custody", summary="在谁手里 · In whose hands, how long")
def show_custody(
    matter: MatterReference, reader: Reader, query: Annotated[AxesQuery, Query()]
) -> CustodyAnswer:
    """How long the matter stayed with each person and each signature (他不点头，事情就是办不成)."""
    wanted = matter_id(reader, matter)
    found = custody(reader.app, reader.actor, query.asked(), wanted)
    return CustodyAnswer(
        **axes_of(found.axes),
        matter=wanted,
        stays=[
            StayAnswer(
                unit=each.unit,
                person=each.person,
                since=each.since,
                until=each.until,
                working_days=found.working_days(each),
            )
            for each in found.stays
        ],
        signatures=[
            SignatureAnswer(
                duty=each.duty,
                duty_label=reader.label(each.duty),
                of=each.of,
                unit=each.unit,
                person=each.person,
                since=each.since,
                until=each.until,
                working_days=found.working_days(each),
            )
            for each in found.signatures
        ],
    )


@router.get("/waits", summary="互相等待 · Who waits for whom")
def list_waits(reader: Reader, query: Annotated[AxesQuery, Query()]) -> WaitsAnswer:
    """Units that wait for others in open matters, circles first (互设前置条件, M08)."""
    axes, found = reader.app.queries.waits(reader.actor, query.asked())
    items = [
        WaitItem(
            matter=each.matter,
            number=each.number,
            unit=each.unit,
            waits_for=each.waits_for,
            circle=list(each.circle),
        )
        for each in found
    ]
    return noted(reader, "waits", WaitsAnswer(**axes_of(axes), items=items))
