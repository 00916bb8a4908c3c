"""What was written in matters, by its words."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from domain.labels import event_label
from service.api.asking import OnAxes, axes_of
from service.api.callers import Caller, Searcher
from service.api.exports import EXPORTED, listed
from service.api.routes.matters import MatterItem, MattersQuery
from service.searching import Hit

router = APIRouter(prefix="/v1", tags=["matters"])


class SearchQuery(MattersQuery):
    """Which words, in which matters."""

    q: str = Field(
        min_length=1,
        max_length=200,
        description="Words of two characters or more, parted by blanks; each must stand in the"
        " same text. Width and case do not matter, nor do blanks and line ends in the text.",
        examples=["路灯"],
    )


SHOWN = frozenset(MatterItem.model_fields)


class HitItem(MatterItem):
    """A matter, and where the words stand in it."""

    position: int = Field(description="log position of the event in which it was written")
    found_in: str = Field(description="the type of that event", examples=["matter.received"])
    found_in_label: str
    snippet: str = Field(description="what stands around the first of the words")


class SearchAnswer(OnAxes):
    """A page of matters, by receipt. It may be short, and empty, where `next` leads on."""

    items: list[HitItem]
    next: str | None = Field(description="the cursor of the next page")


@router.get(
    "/search",
    summary="检索 · Matters by what was written in them",
    response_model=SearchAnswer,
    responses=EXPORTED,
)
def search_texts(reader: Searcher, query: Annotated[SearchQuery, Query()]) -> Any:
    """Subjects, bodies, reports and answers with all the words, of matters you may read."""
    return listed(reader, "search", HitItem, query, partial(_found, reader))


def _found(reader: Caller, query: SearchQuery) -> SearchAnswer:
    page = reader.app.searching.search(reader.actor, query.asked(), query.q, query.wanted(reader))
    items = [_item(reader, each) for each in page.items]
    return SearchAnswer(**axes_of(page.axes), items=items, next=page.next)


def _item(reader: Caller, hit: Hit) -> HitItem:
    status = hit.status
    shown = {name: getattr(status, name) for name in status.__slots__ if name in SHOWN}
    return HitItem(
        **shown,
        state_label=reader.label(status.state),
        urgency_label=reader.label(status.urgency) if status.urgency else None,
        position=hit.position,
        found_in=hit.kind,
        found_in_label=event_label(hit.kind, reader.language),
        snippet=hit.snippet,
    )
