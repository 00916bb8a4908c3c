"""Patterns of absence and gaming."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from domain.thresholds import Thresholds
from domain.vocabulary import ExceptionKind, Pattern, ReadingKind
from projections.patterns.row import PatternRow
from service.api.asking import AxesQuery, ListQuery, OnAxes, axes_of
from service.api.callers import Caller, Searcher
from service.api.exports import EXPORTED, listed

router = APIRouter(prefix="/v1", tags=["auditing"])


class PatternCount(BaseModel):
    """One pattern, and how many lines it has."""

    pattern: Pattern
    pattern_label: str
    count: int


class PatternsAnswer(OnAxes):
    """Every pattern, by the thresholds of the rulebook in force."""

    thresholds: Thresholds
    items: list[PatternCount]


class PatternItem(BaseModel):
    """One line of a pattern; what the pattern has no use for is null."""

    what: str | None = Field(
        description="a channel and day, a kind of exception or reading, phrases found"
    )
    what_label: str | None
    numbers: list[str] = Field(description="the matters concerned, at most twenty of them")
    count: int = Field(description="how many matters or acts")
    of: int | None = Field(description="out of how many")
    share: float | None = Field(description="percentage")
    near: int | None = Field(description="how many of them near the due date")
    unit: str | None
    person: str | None = Field(description="the official concerned: owner, approver, recorder")
    days: float | None = Field(
        description="days overdue, before the due date, from contact or from the last end on"
    )
    alike: float | None = Field(description="how much of the texts is the same, of 1, at least")
    since: datetime | None
    until: datetime | None
    position: int | None = Field(description="log position of the event that shows it")


class PatternAnswer(OnAxes):
    """A page of a pattern, the heaviest line first."""

    pattern: Pattern
    pattern_label: str
    thresholds: Thresholds
    total: int
    items: list[PatternItem]
    next: str | None = Field(description="the cursor of the next page")


@router.get("/patterns", summary="疑点 · Patterns of absence and gaming")
def list_patterns(reader: Searcher, query: Annotated[AxesQuery, Query()]) -> PatternsAnswer:
    """What was never done or looks like gaming: each pattern, and how many lines it has."""
    axes, thresholds, counts = reader.app.auditing.pattern_counts(reader.actor, query.asked())
    items = [
        PatternCount(pattern=each, pattern_label=reader.label(each), count=count)
        for each, count in counts.items()
    ]
    return PatternsAnswer(**axes_of(axes), thresholds=thresholds, items=items)


@router.get(
    "/patterns/{pattern}",
    summary="疑点明细 · One pattern",
    response_model=PatternAnswer,
    responses=EXPORTED,
)
def show_pattern(pattern: Pattern, reader: Searcher, query: Annotated[ListQuery, Query()]) -> Any:
    """The matters, answers and officials that one pattern finds, with the figures."""
    return listed(reader, "patterns", PatternItem, query, partial(_lines, reader, pattern))


def _lines(reader: Caller, pattern: Pattern, query: ListQuery) -> PatternAnswer:
    found = reader.app.auditing.pattern(reader.actor, query.asked(), pattern)
    return PatternAnswer(
        **axes_of(found.axes),
        pattern=pattern,
        pattern_label=reader.label(pattern),
        thresholds=found.thresholds,
        total=found.total,
        items=[_item(reader, pattern, each) for each in found.items],
        next=found.next,
    )


def _item(caller: Caller, pattern: Pattern, row: PatternRow) -> PatternItem:
    shown = {name: getattr(row, name) for name in PatternItem.model_fields if hasattr(row, name)}
    label = row.what
    if pattern is Pattern.CHANGED_NEAR_DUE and row.what is not None:
        label = caller.label(ExceptionKind(row.what))
    if pattern is Pattern.READ_BEFORE_WITHDRAWN and row.what is not None:
        label = caller.label(ReadingKind(row.what))
    return PatternItem(**{**shown, "numbers": list(row.numbers)}, what_label=label)
