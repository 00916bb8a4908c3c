"""What a write answers, whoever it was for."""

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from domain.matter.stream import matter_of_stream
from service.executing import Done, number_in


class WrittenElsewhere(BaseModel):
    """What was recorded in another matter, or in a proceeding."""

    matter: str = Field(description="the id of the matter, or of the proceeding")
    number: str | None = Field(description="its human number, where it was made by this command")
    events: list[str]


class Written(BaseModel):
    """What became of a command on a matter."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "matter": "0195561a-5c6e-7bd0-8f3a-0c2b7a9e4d11",
                    "number": "2026-000001",
                    "version": 2,
                    "position": 17,
                    "events": ["matter.received", "matter.registered"],
                    "elsewhere": [],
                }
            ]
        }
    )

    matter: str = Field(description="the matter's id")
    number: str | None = Field(description="the matter's human number")
    version: int = Field(description="the matter's version now; the ETag")
    position: int = Field(description="log position that a read may carry to be sure to see this")
    events: list[str] = Field(
        description="what was recorded; empty where it was so already and nothing had to be"
    )
    elsewhere: list[WrittenElsewhere] = Field(
        description="what was recorded together with it in other matters: parts, or merged ones"
    )


class ProceedingWritten(BaseModel):
    """What became of a command on a proceeding."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "proceeding": "lead-0199f3c4-7c1e-7a52-9d0e-1f2a3b4c5d6e",
                    "number": "2026-XS-000001",
                    "version": 1,
                    "position": 17,
                    "events": ["lead.opened"],
                    "elsewhere": [],
                }
            ]
        }
    )

    proceeding: str
    number: str | None
    version: int
    position: int = Field(description="the log position a read must reach to see this")
    events: list[str] = Field(
        description="what was recorded; empty where it was so already and nothing had to be"
    )
    elsewhere: list[WrittenElsewhere] = Field(
        description="what was recorded together with it in matters and other proceedings"
    )


class OrganisationWritten(BaseModel):
    """What became of a command on the organisation."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"version": 5, "position": 9, "events": ["organisation.unit_established"]}]
        }
    )

    version: int = Field(description="the organisation's version now; the ETag")
    position: int = Field(description="log position that a read may carry to be sure to see this")
    events: list[str] = Field(description="what was recorded; empty where it was so already")


def matter_written(done: Done, response: Response) -> Written:
    """The answer to a command on a matter, its version and position in headers too."""
    matter = matter_of_stream(done.stream)
    told = _done(done, response).model_dump()
    return Written(matter=matter, number=done.number, elsewhere=elsewhere(done), **told)


def proceeding_written(done: Done, response: Response) -> ProceedingWritten:
    """The answer to a command on a proceeding, likewise."""
    told = _done(done, response).model_dump()
    return ProceedingWritten(
        proceeding=done.stream, number=done.number, elsewhere=elsewhere(done), **told
    )


def elsewhere(done: Done) -> list[WrittenElsewhere]:
    """What a command led to in other matters, in the order in which they were written to."""
    return [
        WrittenElsewhere(
            matter=matter_of_stream(stream),
            number=number_in(events) if events[0].version == 1 else None,
            events=[each.fact.TYPE for each in events],
        )
        for stream, events in done.by_other_stream().items()
    ]


def organisation_written(done: Done, response: Response) -> OrganisationWritten:
    """The answer to a command on the organisation."""
    return _done(done, response)


def _done(done: Done, response: Response) -> OrganisationWritten:
    response.headers["ETag"] = f'"{done.version}"'
    response.headers["Huiyin-Position"] = str(done.position)
    return OrganisationWritten(
        version=done.version,
        position=done.position,
        events=[each.fact.TYPE for each in done.recorded],
    )
