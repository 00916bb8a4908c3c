"""Being shown who a complainant is, and who was shown what."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from domain.envelope import Code, Command
from domain.reading.commands import FindByContact, RevealIdentity
from domain.vocabulary import ReadingGround, ReadingKind, Role
from domain.working_days import SHANGHAI
from projections.asking import MOST_ITEMS
from projections.readings import Reading, WantedReadings
from service.api.asking import InstantAsked, OnAxes, axes_of
from service.api.bodies import body_of
from service.api.callers import Caller, NoQueries, Reader, Writer
from service.api.openapi import takes
from service.api.references import MatterReference, matter_id
from service.api.routes.repeats import RepeatItem, repeat_item
from service.reading.marks import mark_of
from service.reading.readers import ReadingsPage

router = APIRouter(prefix="/v1", tags=["reading"])


class IdentityAnswer(BaseModel):
    """Who a complainant is; null for what was not given, or has been erased."""

    matter: str
    number: str | None
    name: str | None
    contact: str | None
    position: int = Field(description="log position of the record that you were shown this")


class FoundAnswer(OnAxes):
    """Matters whose complainant gave that contact, the latest first, at most 20."""

    items: list[RepeatItem]
    position: int = Field(description="log position of the record of this search")


class ReadingsQuery(BaseModel):
    """Which readings."""

    model_config = ConfigDict(extra="forbid")

    person: Code | None = Field(None, description="By one person.")
    kind: ReadingKind | None = Field(None, description="Of one kind.")
    looked_for: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="Searches for just this, a contact or words. It is compared by a keyed hash.",
    )
    since: InstantAsked | None = Field(None, description="From this moment on.")
    until: InstantAsked | None = Field(None, description="Before this moment.")
    position: int | None = Field(None, ge=0, description="Like the header `Huiyin-Position`.")
    cursor: str | None = Field(
        None, min_length=1, max_length=500, description="`next` of the page before."
    )
    limit: int = Field(50, ge=1, le=MOST_ITEMS, description="How many at most.")

    def wanted(self, caller: Caller) -> WantedReadings:
        """The filters as the queries take them."""
        mark = mark_of(caller.app.vault, self.looked_for) if self.looked_for else None
        return WantedReadings(
            person=self.person, kind=self.kind, mark=mark, since=self.since, until=self.until
        )


class OfMatterQuery(ReadingsQuery):
    """Which readings of one matter."""

    before_withdrawal: bool = Field(
        False,
        description="Only those before the complainant's wish to take it back was first recorded.",
    )


class ReadingItem(BaseModel):
    """One thing that somebody was shown."""

    read_at: datetime
    kind: ReadingKind
    kind_label: str
    person: str
    role: Role
    role_label: str
    unit: str | None
    stream: str | None = Field(description="the matter or proceeding, by its stream")
    list_name: str | None = Field(description="the list, where it was one")
    found: int | None = Field(description="how many rows it had")
    grounds: list[str] = Field(description="why an ordinary read was kept")
    ground_labels: list[str]
    as_of: datetime | None = Field(description="the moment it was asked about")
    known_by: int | None
    position: int | None = Field(
        description="log position, for what is an event; null for what is in the read log alone"
    )


class ReadingsAnswer(BaseModel):
    """A page of readings, the latest first. It may be short where `next` leads on."""

    items: list[ReadingItem]
    next: str | None = Field(description="the cursor of the next page")


@router.post(
    "/matters/{matter}/reveal-identity",
    summary="查看投诉人身份 · See who the complainant is",
    openapi_extra=takes(RevealIdentity),
)
def reveal_identity(
    matter: MatterReference,
    writer: Writer,
    command: Annotated[Command, Depends(body_of(RevealIdentity))],
    _query: NoQueries,
    response: Response,
) -> IdentityAnswer:
    """The complainant's name and contact, with a reason. That you were shown them is recorded first;
    no other answer carries them."""
    if not isinstance(command, RevealIdentity):
        raise TypeError(command)
    wanted = matter_id(writer, matter)
    shown = writer.app.revealing.reveal(command, writer.actor, wanted, writer.key)
    _recorded(response, shown.position)
    return IdentityAnswer(
        matter=shown.matter,
        number=shown.number,
        name=shown.name,
        contact=shown.contact,
        position=shown.position,
    )


@router.post(
    "/find-by-contact",
    summary="按联系方式查找 · Find matters by a complainant's contact",
    openapi_extra=takes(FindByContact),
)
def find_by_contact(
    writer: Writer,
    command: Annotated[Command, Depends(body_of(FindByContact))],
    _query: NoQueries,
    response: Response,
) -> FoundAnswer:
    """Matters whose complainant gave this contact. The search is recorded, with its reason and a
    keyed hash of the contact in place of the contact."""
    if not isinstance(command, FindByContact):
        raise TypeError(command)
    axes, found, position = writer.app.revealing.find(command, writer.actor, writer.key)
    _recorded(response, position)
    items = [repeat_item(writer, each) for each in found]
    return FoundAnswer(**axes_of(axes), items=items, position=position)


def _recorded(response: Response, position: int) -> None:
    response.headers["Huiyin-Position"] = str(position)
    response.headers["Cache-Control"] = "no-store"


@router.get("/readings", summary="查阅记录 · Who read what")
def list_readings(reader: Reader, query: Annotated[ReadingsQuery, Query()]) -> ReadingsAnswer:
    """What was read, revealed, searched for and exported, by whom and when; for auditors."""
    page = reader.app.readers.readings(
        reader.actor, query.wanted(reader), query.limit, query.cursor
    )
    return _answer(reader, page)


@router.get("/matters/{matter}/readings", summary="谁看过本件 · Who read a matter")
def list_readings_of_matter(
    matter: MatterReference, reader: Reader, query: Annotated[OfMatterQuery, Query()]
) -> ReadingsAnswer:
    """Who read one matter and when, also only before it was withdrawn; for auditors."""
    page = reader.app.readers.of_matter(
        reader.actor,
        matter_id(reader, matter),
        query.wanted(reader),
        query.limit,
        query.cursor,
        before_withdrawal=query.before_withdrawal,
    )
    return _answer(reader, page)


def _answer(caller: Caller, page: ReadingsPage) -> ReadingsAnswer:
    return ReadingsAnswer(items=[_item(caller, each) for each in page.items], next=page.next)


def _item(caller: Caller, reading: Reading) -> ReadingItem:
    same = (
        "kind",
        "person",
        "role",
        "unit",
        "stream",
        "list_name",
        "found",
        "known_by",
        "position",
    )
    return ReadingItem(
        **{name: getattr(reading, name) for name in same},
        read_at=reading.read_at.astimezone(SHANGHAI),
        kind_label=caller.label(reading.kind),
        role_label=caller.label(reading.role),
        grounds=[*reading.grounds],
        ground_labels=[caller.label(ReadingGround(each)) for each in reading.grounds],
        as_of=reading.as_of.astimezone(SHANGHAI) if reading.as_of else None,
    )
