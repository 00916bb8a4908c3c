"""Channel manifests: what a channel says it received, against what was registered."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from domain.envelope import Command
from domain.manifests.commands import RecordManifest
from domain.vocabulary import Channel
from service.api.asking import AxesQuery, OnAxes, axes_of
from service.api.bodies import body_of
from service.api.callers import NoQueries, Reader, Writer
from service.api.exports import noted
from service.api.openapi import takes
from service.api.routes.written import OrganisationWritten, organisation_written
from service.api.time_forms import ISO_DATE

router = APIRouter(prefix="/v1", tags=["status"])


def _day(value: object) -> object:
    if not (isinstance(value, str) and ISO_DATE.fullmatch(value)):
        raise PydanticCustomError("date_form", "not a day")
    return value


DayAsked = Annotated[date, BeforeValidator(_day)]


class ManifestsQuery(AxesQuery):
    """Which days."""

    first: DayAsked | None = Field(
        None, alias="from", description="The first day; 30 days before the last if left out."
    )
    last: DayAsked | None = Field(
        None, alias="to", description="The last day; that of `as_of` if left out."
    )
    differences: bool = Field(
        False, description="Only where the two are not the same, or nothing is said."
    )


class ManifestItem(BaseModel):
    """One channel on one day, Asia/Shanghai."""

    channel: Channel
    channel_label: str
    day: date
    said: int | None = Field(description="what the channel says; null: no manifest of that day")
    registered: int | None = Field(description="null where nothing is said")
    differs: bool
    missing: list[str] = Field(description="its numbers that were never entered")
    elsewhere: list[str] = Field(description="its numbers entered under another channel or day")
    surplus: list[str] = Field(description="numbers of filings that the manifest does not name")
    counted_by: str | None
    recorded_by: str | None
    corrections: int


class ManifestsAnswer(OnAxes):
    """By day and channel."""

    items: list[ManifestItem]


@router.get("/manifests", summary="来件核对 · What channels say, and what was registered")
def list_manifests(reader: Reader, query: Annotated[ManifestsQuery, Query()]) -> ManifestsAnswer:
    """Each day's count of a channel against the filings registered; days without one, too (M10)."""
    axes, found = reader.app.queries.manifests(reader.actor, query.asked(), query.first, query.last)
    items = [
        ManifestItem(**asdict(each), channel_label=reader.label(each.channel), differs=each.differs)
        for each in found
        if each.differs or not query.differences
    ]
    return noted(reader, "manifests", ManifestsAnswer(**axes_of(axes), items=items))


@router.post(
    "/manifests", summary="登记来件清单 · Record a manifest", openapi_extra=takes(RecordManifest)
)
def record_manifest(
    writer: Writer,
    command: Annotated[Command, Depends(body_of(RecordManifest))],
    _query: NoQueries,
    response: Response,
) -> OrganisationWritten:
    """A channel's own count of a day that is over. Said otherwise later, with a reason, it is
    corrected; only another person can make it less."""
    if not isinstance(command, RecordManifest):
        raise TypeError(command)
    done = writer.app.handler.manifest(command, writer.actor, writer.key)
    return organisation_written(done, response)
