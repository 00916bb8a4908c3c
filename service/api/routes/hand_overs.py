"""Handing over everything that somebody has in hand, when they are absent or have changed post."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from domain.envelope import Command
from domain.errors import HuiyinError
from domain.matter.routing.commands import HandOverAll
from domain.vocabulary import Duty
from domain.working_days import SHANGHAI
from service.api.bodies import body_of
from service.api.callers import Caller, NoQueries, UpToDate
from service.api.openapi import takes
from service.api.problems import TYPE_PREFIX
from service.handing_over import NotHandedOver, StillOwed

router = APIRouter(prefix="/v1", tags=["commands"])


class HandedOverItem(BaseModel):
    """What the successor has now: a unit's part of a matter, a leader's decision, duties in a
    proceeding."""

    subject: str = Field(description="the matter or the proceeding, by its id")
    number: str
    unit: str | None = Field(description="for which unit; null for a leader")
    duties: int = Field(description="how many open duties went along")


class NotHandedOverItem(BaseModel):
    """What stays where it was."""

    subject: str = Field(description="the matter or the proceeding, by its id")
    number: str
    unit: str | None
    type: str = Field(
        description="the condition, as in an error", examples=["urn:huiyin:problem:not-of-the-unit"]
    )
    detail: str = Field(description="why, and what to do")
    rule: str | None = Field(description="the rule that it stands on")


class StillOwedItem(BaseModel):
    """What the person still owes, and why it was not handed over."""

    subject: str = Field(description="the matter or the proceeding, by its id")
    number: str
    duty: Duty
    duty_label: str
    of: str
    unit: str | None = Field(description="for which unit; null for a leader")
    due_at: datetime
    type: str = Field(description="the condition, as in an error")
    detail: str = Field(description="why it stays, and what to do")
    rule: str | None = Field(description="the rule that it stands on")


class HandingAnswer(BaseModel):
    """What became of everything that somebody had and owed."""

    person: str
    successor: str
    position: int = Field(
        description="where the log stood after the last step, for a read to carry; 0: none was taken"
    )
    handed_over: list[HandedOverItem]
    not_handed_over: list[NotHandedOverItem]
    still_owed: list[StillOwedItem]


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
    it; so does a leader's decision on a difficulty, and what the person owes in a key work, a case or
    a pledge. Each is an event of its own; what could not be handed over, or is the person's alone, is
    said with the reason and what to do. Sent again, it does what is left."""
    if not isinstance(command, HandOverAll):
        raise TypeError(command)
    done = caller.app.handing_over.hand_over_all(command, caller.actor)
    if done.position:
        response.headers["Huiyin-Position"] = str(done.position)
    return HandingAnswer(
        person=command.person,
        successor=command.successor,
        position=done.position,
        handed_over=[HandedOverItem(**asdict(each)) for each in done.handed_over],
        not_handed_over=[_refused(each, caller.language) for each in done.not_handed_over],
        still_owed=[_owed(caller, each) for each in done.still_owed],
    )


def _why(refusal: HuiyinError, language: str) -> dict[str, Any]:
    return {
        "type": TYPE_PREFIX + refusal.code,
        "detail": refusal.sentence(language),
        "rule": refusal.source or None,
    }


def _refused(each: NotHandedOver, language: str) -> NotHandedOverItem:
    return NotHandedOverItem(
        subject=each.subject,
        number=each.number,
        unit=each.unit,
        **_why(each.refusal, language),
    )


def _owed(caller: Caller, each: StillOwed) -> StillOwedItem:
    return StillOwedItem(
        subject=each.subject,
        number=each.number,
        duty=each.duty,
        duty_label=caller.label(each.duty),
        of=each.of,
        unit=each.unit,
        due_at=each.due_at.astimezone(SHANGHAI),
        **_why(each.refusal, caller.language),
    )
