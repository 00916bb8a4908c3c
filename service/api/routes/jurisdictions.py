"""Jurisdictions in a tree (县乡联动): who is above and below, and how it stands with those below."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from domain.envelope import Command
from domain.jurisdictions.commands import COMMANDS
from domain.vocabulary import JurisdictionStanding
from domain.working_days import SHANGHAI
from service.api.asking import InstantAsked, Position
from service.api.bodies import body_of
from service.api.callers import Caller, Changer, NoQueries, Reader
from service.api.openapi import operation
from service.api.routes.written import OrganisationWritten, organisation_written
from service.asking import Asked
from service.jurisdictions.roll_up import Rolled
from service.jurisdictions.tree import Place

router = APIRouter(prefix="/v1", tags=["jurisdictions"])


class JurisdictionItem(BaseModel):
    """A jurisdiction as it stands in the tree."""

    jurisdiction: str
    schema_name: str = Field(description="the database schema with its log and lists")
    name: str | None = Field(description="as its neighbour calls it")
    above: str | None = Field(description="the jurisdiction above it, as far as is known here")
    level: int = Field(description="steps below the one asked: 0 itself, -1 the one above it")
    standing: JurisdictionStanding
    standing_label: str


class JurisdictionsAnswer(BaseModel):
    """The one above, the one asked, then those below, each followed by its own lower ones."""

    items: list[JurisdictionItem]


class FiguresAnswer(BaseModel):
    """Counts; the five kinds of answers add up to `matters`."""

    matters: int = Field(description="received, and owing an answer")
    answered_in_time: int
    answered_late: int
    pending: int
    overdue: int
    exempt: int
    overdue_duties: int = Field(description="duties of any kind that are overdue")
    transfers_unreceived: int = Field(
        description="hand-overs to other jurisdictions that have not arrived there"
    )


class RollUpItem(JurisdictionItem):
    """One jurisdiction's figures, and how far its lists are."""

    figures: FiguresAnswer | None = Field(
        description="those of its own status; null where `standing` says why they cannot be known"
    )
    reached: int | None = Field(description="the position of its log that its lists have reached")
    head: int | None = Field(description="the last position of its log")
    behind_since: datetime | None = Field(
        description="when the first event that its lists lack was recorded"
    )


class RollUpAnswer(BaseModel):
    """How it stands with a jurisdiction and everything below it."""

    as_of: datetime = Field(description="the moment asked about")
    known_by: datetime | None = Field(description="as asked; null: everything")
    items: list[RollUpItem]
    total: FiguresAnswer = Field(description="of those whose figures are known")
    unknown: int = Field(
        description="jurisdictions whose figures are not known, and not in `total`"
    )


class RollUpQuery(BaseModel):
    """On which moment, as known by when."""

    model_config = ConfigDict(extra="forbid")

    as_of: InstantAsked | None = Field(
        None,
        description="The moment asked about, with its time zone; now if left out.",
        examples=["2026-03-02T09:00:00+08:00"],
    )
    known_by: InstantAsked | None = Field(
        None,
        description="Only what each log had recorded by then counts: a time with its zone, since"
        " each log has positions of its own.",
        examples=["2026-03-02T09:00:00+08:00"],
    )
    position: Position | None = Field(
        None, description="Like the header `Huiyin-Position`.", examples=[17]
    )


@router.get("/jurisdictions", summary="辖区 · The tree of jurisdictions")
def show_jurisdictions(reader: Reader, _query: NoQueries) -> JurisdictionsAnswer:
    """The jurisdiction above, and all below, as their logs say it; a tie counts where both do."""
    places = reader.app.rolling_up.places(reader.actor)
    return JurisdictionsAnswer(items=[JurisdictionItem(**_place(reader, each)) for each in places])


@router.get("/roll-up", summary="下级汇总 · The roll-up of the jurisdictions below")
def show_roll_up(reader: Reader, query: Annotated[RollUpQuery, Query()]) -> RollUpAnswer:
    """One row for this jurisdiction and each one below it, with the figures of its own status.

    One whose figures cannot be known is named with the reason, and never left out.
    """
    found = reader.app.rolling_up.roll_up(reader.actor, Asked(query.as_of, query.known_by))
    return RollUpAnswer(
        as_of=found.as_of.astimezone(SHANGHAI),
        known_by=found.known_by,
        items=[_rolled(reader, each) for each in found.rows],
        total=FiguresAnswer(**asdict(found.total)),
        unknown=sum(each.figures is None for each in found.rows),
    )


def _place(caller: Caller, place: Place) -> dict[str, object]:
    return {
        "jurisdiction": place.jurisdiction,
        "schema_name": place.schema,
        "name": place.name,
        "above": place.above,
        "level": place.level,
        "standing": place.standing,
        "standing_label": caller.label(place.standing),
    }


def _rolled(caller: Caller, row: Rolled) -> RollUpItem:
    return RollUpItem.model_validate(
        {
            **_place(caller, row.place),
            "figures": asdict(row.figures) if row.figures is not None else None,
            "reached": row.reached,
            "head": row.head,
            "behind_since": row.behind_since,
        }
    )


def _endpoint(command_class: type[Command]) -> Callable[..., OrganisationWritten]:
    def carry_out(
        changer: Changer,
        command: Annotated[Command, Depends(body_of(command_class))],
        _query: NoQueries,
        response: Response,
    ) -> OrganisationWritten:
        done = changer.app.handler.jurisdictions(
            command, changer.actor, changer.key, changer.if_match
        )
        return organisation_written(done, response)

    return carry_out


for _command in COMMANDS:
    router.add_api_route(
        f"/jurisdictions/{_command.ACTION}",
        _endpoint(_command),
        **operation(_command, "jurisdictions_"),
    )
