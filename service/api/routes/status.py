"""The figures: answered or not, in which state, and where nobody is responsible."""

from dataclasses import asdict
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from domain.vocabulary import SILENT_FAILURES, Duty, FeedbackState
from service.api.asking import AxesQuery, ExportQuery, InstantAsked, OnAxes, axes_of
from service.api.callers import Caller, Reader
from service.api.exports import EXPORTED, listed

router = APIRouter(prefix="/v1", tags=["status"])


class StatusQuery(AxesQuery):
    """Which of the two totals."""

    duty: Literal[Duty.FINAL_ANSWER, Duty.FEEDBACK_TO_LEADER] = Field(
        Duty.FINAL_ANSWER,
        description="`final_answer`: has every item been answered (件件有回音);"
        " `feedback_to_leader`: has every matter been fed back (事事有反馈).",
    )


class StatusAnswer(OnAxes):
    """How many matters owe the duty, and how it stands with each; the five add up to `matters`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "as_of": "2026-03-02T09:00:00+08:00",
                    "known_by": 120,
                    "matters": 20,
                    "answered_in_time": 9,
                    "answered_late": 2,
                    "pending": 5,
                    "overdue": 3,
                    "exempt": 1,
                }
            ]
        }
    )

    matters: int
    answered_in_time: int
    answered_late: int
    pending: int
    overdue: int
    exempt: int


class StateCount(BaseModel):
    """How many matters are in one state."""

    state: FeedbackState
    label: str
    silent_failure: bool = Field(
        description="solved but not told, stuck but not reported, or policy not explained (M12)"
    )
    matters: int


class FeedbackStatusAnswer(OnAxes):
    """Every matter in exactly one state."""

    matters: int
    states: list[StateCount]


class GapAnswer(BaseModel):
    """Numbers missing from a series."""

    series: str
    first: int
    last: int


class DepartedAnswer(BaseModel):
    """Somebody who owes something for a unit they are not of any more: to be handed over."""

    person: str
    unit: str | None = Field(description="null for a leader")
    duties: int
    number: str = Field(description="the number of the first of these matters and proceedings")


class CoverageAnswer(OnAxes):
    """The blank spots (M10)."""

    units_without_chief: list[str]
    matters_without_owner: int
    examples: list[str] = Field(description="numbers of some matters without an owner")
    gaps: list[GapAnswer]
    manifest_differences: list[str] = Field(
        description="`channel day`: it says it received something else than was registered"
    )
    days_without_manifest: list[str] = Field(
        description="`channel day`: no manifest, though there was one of an earlier day"
    )
    owed_by_departed: list[DepartedAnswer] = Field(
        description="who owes something for a unit they have left: to be handed over"
    )


@router.get("/status", summary="答复情况 · Has every item been answered?")
def show_status(reader: Reader, query: Annotated[StatusQuery, Query()]) -> StatusAnswer:
    """The duty of every matter received by the moment: done in time, late, pending, overdue,
    lawfully exempt."""
    axes, figures = reader.app.queries.answer_status(reader.actor, query.asked(), query.duty)
    return StatusAnswer(
        **axes_of(axes),
        matters=figures.matters,
        answered_in_time=figures.answered_in_time,
        answered_late=figures.answered_late,
        pending=figures.pending,
        overdue=figures.overdue,
        exempt=figures.exempt,
    )


@router.get("/feedback-status", summary="反馈状态 · Matters by state")
def show_feedback_status(
    reader: Reader, query: Annotated[AxesQuery, Query()]
) -> FeedbackStatusAnswer:
    """How many matters are in each state, the three silent failures among them (M11, M12)."""
    axes, counts = reader.app.queries.state_counts(reader.actor, query.asked())
    states = [
        StateCount(
            state=state,
            label=reader.label(state),
            silent_failure=state in SILENT_FAILURES,
            matters=count,
        )
        for state, count in counts.items()
    ]
    return FeedbackStatusAnswer(**axes_of(axes), matters=sum(counts.values()), states=states)


@router.get("/coverage", summary="空白点 · Blank spots")
def show_coverage(reader: Reader, query: Annotated[AxesQuery, Query()]) -> CoverageAnswer:
    """Units without a chief, open matters without an owner, missing numbers, and days on which a
    channel received something else than was registered, or says nothing (不允许有空白点)."""
    axes, found = reader.app.queries.coverage(reader.actor, query.asked())
    return CoverageAnswer(
        **axes_of(axes),
        units_without_chief=list(found.units_without_chief),
        matters_without_owner=found.matters_without_owner,
        examples=list(found.examples),
        gaps=[
            GapAnswer(series=each.series, first=each.first, last=each.last) for each in found.gaps
        ],
        manifest_differences=list(found.manifest_differences),
        days_without_manifest=list(found.days_without_manifest),
        owed_by_departed=[DepartedAnswer(**asdict(each)) for each in found.owed_by_departed],
    )


class PeriodQuery(ExportQuery):
    """Matters received in a period."""

    since: InstantAsked = Field(
        description="Received from this moment on.", examples=["2026-01-01T00:00:00+08:00"]
    )
    until: InstantAsked = Field(
        description="Received before this moment.", examples=["2026-07-01T00:00:00+08:00"]
    )


class SelfInspectionItem(BaseModel):
    """What one unit found itself, and what others found about it."""

    unit: str
    by_itself: int = Field(description="brought in by its self-inspection (自查)")
    by_inspection: int = Field(description="by inspections and evaluations about it")
    by_complaint: int = Field(description="other matters about it, at least partly substantiated")
    found_nothing: bool = Field(description="it saw nothing where others saw something")


class SelfInspectionAnswer(OnAxes):
    """Units that found nothing themselves come first."""

    items: list[SelfInspectionItem]


@router.get(
    "/self-inspection",
    summary="自查对照 · What units found, and what others did",
    response_model=SelfInspectionAnswer,
    responses=EXPORTED,
)
def show_self_inspection(reader: Reader, query: Annotated[PeriodQuery, Query()]) -> Any:
    """Units whose self-inspection found nothing where others found something (两个不允许, M13)."""
    return listed(
        reader, "self-inspection", SelfInspectionItem, query, partial(_self_inspection, reader)
    )


def _self_inspection(reader: Caller, query: PeriodQuery) -> SelfInspectionAnswer:
    axes, found = reader.app.queries.self_inspection(
        reader.actor, query.asked(), query.since, query.until
    )
    items = [
        SelfInspectionItem(
            unit=each.unit,
            by_itself=each.by_itself,
            by_inspection=each.by_inspection,
            by_complaint=each.by_complaint,
            found_nothing=each.found_nothing,
        )
        for each in found
    ]
    return SelfInspectionAnswer(**axes_of(axes), items=items)
