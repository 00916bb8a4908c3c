"""Figures by unit, place, channel, nature and period."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from projections.statistics import Grouping, Period, group_term
from service.api.asking import AxesQuery, InstantAsked, OnAxes, axes_of
from service.api.callers import Caller, Reader

router = APIRouter(prefix="/v1", tags=["status"])


class StatisticsQuery(AxesQuery):
    """By what, in which periods, received when."""

    by: Grouping = Grouping.TOTAL
    period: Period = Period.NONE
    since: InstantAsked | None = Field(
        None, description="Received from this moment on.", examples=["2026-01-01T00:00:00+08:00"]
    )
    until: InstantAsked | None = Field(
        None, description="Received before this moment.", examples=["2026-07-01T00:00:00+08:00"]
    )


class RatesItem(BaseModel):
    """One group's filings in one period; rates are percentages, null of nothing."""

    group: str | None
    group_label: str | None = Field(
        description="the group in words; null for what none is known of"
    )
    period: str | None
    received: int
    answered_in_time: int
    answered_late: int
    pending: int
    overdue: int
    exempt: int
    responded: int
    response_base: int
    response_rate: float | None = Field(description="响应率")
    solved: int
    solution_base: int
    solution_rate: float | None = Field(description="解决率")
    satisfied: int
    asked: int = Field(description="those not reached included")
    satisfaction_rate: float | None = Field(description="满意率")


class StatisticsAnswer(OnAxes):
    """Every figure is per original filing."""

    items: list[RatesItem]


@router.get("/statistics", summary="响应率、解决率、满意率 · The three rates")
def show_statistics(reader: Reader, query: Annotated[StatisticsQuery, Query()]) -> StatisticsAnswer:
    """Filings received, answered, solved and how content people are, by group and period (M40)."""
    axes, found = reader.app.queries.statistics(
        reader.actor, query.asked(), query.by, query.period, query.since, query.until
    )
    items = [
        RatesItem(
            **asdict(each),
            group_label=_label(reader, query.by, each.group),
            response_rate=each.response_rate,
            solution_rate=each.solution_rate,
            satisfaction_rate=each.satisfaction_rate,
        )
        for each in found
    ]
    return StatisticsAnswer(**axes_of(axes), items=items)


def _label(caller: Caller, by: Grouping, group: str | None) -> str | None:
    if by is Grouping.TOTAL:
        return caller.label(by)
    term = group_term(by, group)
    return caller.label(term) if term else group
