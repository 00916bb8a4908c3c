"""What the units of a campaign found themselves, beside what others did."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from service.api.asking import AxesQuery, OnAxes, axes_of
from service.api.callers import Reader
from service.api.exports import noted
from service.api.references import ProceedingReference, proceeding_id
from service.campaigns import compared

router = APIRouter(prefix="/v1", tags=["proceedings"])


class CampaignUnit(BaseModel):
    """One unit of a campaign."""

    unit: str
    reported: bool = Field(description="it reported on the stage of self-inspection")
    found: int | None = Field(description="problems that it says it found")
    put_right: int | None = Field(description="of these, put right, as it says")
    not_entered: int = Field(description="found as it says, and no matter was entered of it")
    by_itself: int = Field(description="matters brought in by its self-inspection (自查)")
    by_inspection: int = Field(description="by inspections and evaluations about it")
    by_complaint: int = Field(description="other matters about it, at least partly substantiated")
    found_nothing: bool = Field(
        description="it reported and entered nothing where others saw something"
    )


class CampaignComparison(OnAxes):
    """The units of a campaign, by code."""

    campaign: str
    items: list[CampaignUnit]


@router.get(
    "/campaigns/{proceeding}/self-inspection",
    summary="自查自纠对照 · A campaign's self-inspection beside what others found",
)
def show_campaign_self_inspection(
    proceeding: ProceedingReference, reader: Reader, query: Annotated[AxesQuery, Query()]
) -> CampaignComparison:
    """Each unit's report on self-inspection, held against the matters of those days (M13, M25)."""
    wanted = proceeding_id(reader, proceeding)
    axes, rows = compared(reader.app.queries, reader.actor, query.asked(), wanted)
    items = [
        CampaignUnit(
            unit=each.unit,
            reported=each.reported,
            found=each.found,
            put_right=each.put_right,
            not_entered=each.not_entered,
            by_itself=each.seen.by_itself,
            by_inspection=each.seen.by_inspection,
            by_complaint=each.seen.by_complaint,
            found_nothing=each.found_nothing,
        )
        for each in rows
    ]
    answer = CampaignComparison(**axes_of(axes), campaign=wanted, items=items)
    return noted(reader, "campaign", answer)
