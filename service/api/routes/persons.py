"""Complainants' data: whether it is there, held, or erased. Who they are stands nowhere here."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field

from domain.envelope import Command
from domain.erasure.commands import COMMANDS
from domain.vocabulary import ErasureObstacle
from domain.working_days import SHANGHAI
from service.api.bodies import body_of
from service.api.callers import Caller, NoQueries, Reader, Writer
from service.api.openapi import operation
from service.api.references import ID, matter_id
from service.api.routes.written import OrganisationWritten, organisation_written

router = APIRouter(prefix="/v1", tags=["reading"])

PersonReference = Annotated[
    str,
    Path(
        description="The id of the person's key, or the number or id of a matter of theirs.",
        examples=["2026-000001"],
        max_length=64,
    ),
]


class ObstacleAnswer(BaseModel):
    """One thing that keeps the data from being erased."""

    what: ErasureObstacle
    label: str
    of: str = Field(description="the matter's number; for a hold, the auditor")
    until: datetime | None = Field(description="where it ends by itself")


class PersonAnswer(BaseModel):
    """How a person's data stands now."""

    person: str = Field(description="the id of the key")
    matters: list[str] = Field(description="numbers of the matters that hold it; none once erased")
    proposed_by: str | None
    held_by: str | None
    erased_at: datetime | None
    obstacles: list[ObstacleAnswer]


def _named(caller: Caller, reference: str) -> str:
    return reference.lower() if ID.fullmatch(reference.lower()) else matter_id(caller, reference)


@router.get("/persons/{person}", summary="个人信息去留 · Whether a person's data can be erased")
def show_person(person: PersonReference, reader: Reader, _query: NoQueries) -> PersonAnswer:
    """Who proposed to erase it, who holds it, and what keeps it from being erased, until when."""
    found = reader.app.erasing.standing(reader.actor, _named(reader, person))
    erased_at = found.data.erased_at
    return PersonAnswer(
        person=found.person,
        matters=[each.number or each.id for each in found.matters],
        proposed_by=found.data.proposed_by,
        held_by=found.data.held_by,
        erased_at=erased_at.astimezone(SHANGHAI) if erased_at else None,
        obstacles=[
            ObstacleAnswer(
                what=each.what,
                label=reader.label(each.what),
                of=each.matter,
                until=each.until.astimezone(SHANGHAI) if each.until else None,
            )
            for each in found.obstacles
        ],
    )


def _endpoint(command_class: type[Command]) -> Callable[..., OrganisationWritten]:
    def carry_out(
        person: PersonReference,
        writer: Writer,
        command: Annotated[Command, Depends(body_of(command_class))],
        _query: NoQueries,
        response: Response,
    ) -> OrganisationWritten:
        named = _named(writer, person)
        done = writer.app.erasing.do(command, writer.actor, named, writer.key)
        return organisation_written(done, response)

    return carry_out


for _command in COMMANDS:
    router.add_api_route(
        f"/persons/{{person}}/{_command.ACTION}",
        _endpoint(_command),
        **operation(_command, "person_"),
    )
