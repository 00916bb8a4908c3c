"""Handing over everything that somebody has in hand, when they are absent or have changed post."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from domain.envelope import Command
from domain.matter.routing.commands import HandOverAll
from domain.vocabulary import Duty
from domain.working_days import SHANGHAI
from service.api.bodies import body_of
from service.api.callers import NoQueries, UpToDate
from service.api.openapi import takes
from service.api.problems import TYPE_PREFIX
from service.handing_over import NotHandedOver, StillOwed

router = APIRouter(prefix="/v1", tags=["commands"])


class HandedOverItem(BaseModel):
    """One unit's part of a matter that the successor has now."""

    matter: str
    number: str
    unit: str
    duties: int = Field(description="how many open duties went along")


class NotHandedOverItem(BaseModel):
    """One unit's part of a matter that stays where it was."""

    matter: str
    number: str
    unit: str
    type: str = Field(
        description="the condition, as in an error", examples=["urn:huiyin:problem:not-of-the-unit"]
    )
    detail: str = Field(description="why, and what to do")


class StillOwedItem(BaseModel):
    """What the person still owes."""

    subject: str = Field(description="the matter or the proceeding, by its id")
    number: str
    duty: Duty
    duty_label: str
    of: str
    unit: str | None = Field(description="for which unit; null for a leader")
    due_at: datetime


class HandingAnswer(BaseModel):
    """What became of everything that somebody had in hand."""

    person: str
    successor: str
    position: int = Field(
        description="where the log stood after the last step, for a read to carry; 0: none was taken"
    )
    handed_over: list[HandedOverItem]
    not_handed_over: list[NotHandedOverItem]
    still_owed: list[StillOwedItem] = Field(
        description="with a part that could not be handed over, or by a decision or a proceeding of"
        " their own, which go on by commands of their own"
    )


@router.post(
    "/hand-over-all",
    summary="全部移交 · Hand over everything somebody has in hand",
    openapi_extra=takes(HandOverAll),
)
def hand_over_all(
    caller: UpToDate,
    command: Annotated[Command, Depends(body_of(HandOverAll))],
    _query: NoQueries,
    response: Response,
) -> HandingAnswer:
    """Each order that the person has in an open matter goes to the successor, with what is owed for
    it and an event of its own; what could not be handed over is said with the reason. Sent again, it
    does what is left."""
    if not isinstance(command, HandOverAll):
        raise TypeError(command)
    done = caller.app.handing_over.hand_over_all(command, caller.actor)
    if done.position:
        response.headers["Huiyin-Position"] = str(done.position)
    return HandingAnswer(
        person=command.person,
        successor=command.successor,
        position=done.position,
        handed_over=[
            HandedOverItem(
                matter=each.matter, number=each.number, unit=each.unit, duties=each.duties
            )
            for each in done.handed_over
        ],
        not_handed_over=[_refused(each, caller.language) for each in done.not_handed_over],
        still_owed=[_owed(each, caller.label(each.duty)) for each in done.still_owed],
    )


def _refused(each: NotHandedOver, language: str) -> NotHandedOverItem:
    return NotHandedOverItem(
        matter=each.matter,
        number=each.number,
        unit=each.unit,
        type=TYPE_PREFIX + each.refusal.code,
        detail=each.refusal.sentence(language),
    )


def _owed(each: StillOwed, label: str) -> StillOwedItem:
    return StillOwedItem(
        subject=each.subject,
        number=each.number,
        duty=each.duty,
        duty_label=label,
        of=each.of,
        unit=each.unit,
        due_at=each.due_at.astimezone(SHANGHAI),
    )
