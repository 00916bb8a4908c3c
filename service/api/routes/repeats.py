"""Which matters may say the same as one (M03): a hint, for people to decide."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from domain.vocabulary import FeedbackState
from projections.repeats import Repeat
from service.api.asking import AxesQuery, OnAxes, axes_of
from service.api.callers import Caller, Searcher
from service.api.references import MatterReference, matter_id

router = APIRouter(prefix="/v1", tags=["matters"])


class RepeatItem(BaseModel):
    """A matter that may say the same."""

    matter: str
    number: str
    source_number: str | None
    state: FeedbackState
    state_label: str
    received_at: datetime
    lead: str | None
    same_contact: bool = Field(
        description="the same way to reach the complainant was given; always false for those who"
        " may not know complainants"
    )
    alike: float = Field(description="how much of the gist is the same, of 1")


class RepeatsAnswer(OnAxes):
    """Matters that may say the same, the likeliest first, at most 20."""

    items: list[RepeatItem]


@router.get("/matters/{matter}/repeats", summary="疑似重复 · Matters that may say the same")
def show_repeats(
    matter: MatterReference, reader: Searcher, query: Annotated[AxesQuery, Query()]
) -> RepeatsAnswer:
    """Matters from the same complainant, or with nearly the same gist within half a year.

    Link them with `link-repeat`, or have them handled together with `merge`.
    """
    wanted = matter_id(reader, matter)
    axes, found = reader.app.repeating.like(reader.actor, query.asked(), wanted)
    return RepeatsAnswer(**axes_of(axes), items=[repeat_item(reader, each) for each in found])


def repeat_item(caller: Caller, repeat: Repeat) -> RepeatItem:
    """A hint in the caller's language."""
    shown = {name: getattr(repeat, name) for name in Repeat.__dataclass_fields__}
    return RepeatItem(**shown, state_label=caller.label(repeat.state))
