"""What can be asked: starting a campaign, reporting in its stages, summing it up."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from domain.envelope import Code, Command, Line, Prose, Value
from domain.vocabulary import CampaignStep


class PlannedStage(Value):
    """One stage and its last day."""

    step: CampaignStep
    last: date


class StartCampaign(Command):
    """Start a campaign: its stages in order, and the units that report in each (开展活动)."""

    ACTION: ClassVar[str] = "start-campaign"

    title: Line
    text: Prose
    units: Annotated[tuple[Code, ...], Field(min_length=1, max_length=500)]
    stages: Annotated[tuple[PlannedStage, ...], Field(min_length=1, max_length=4)]

    @model_validator(mode="after")
    def each_once_and_in_order(self) -> Self:
        if len(set(self.units)) != len(self.units):
            raise ValueError("each unit may appear once")
        steps = list(CampaignStep)
        places = [steps.index(each.step) for each in self.stages]
        if places != sorted(set(places)):
            raise ValueError("each stage may appear once, in the order of the terms")
        return self


class ReportStage(Command):
    """Report on a stage, as one of its units (阶段报告). Of self-inspection with how many problems
    were found and put right."""

    ACTION: ClassVar[str] = "report-stage"

    step: CampaignStep
    text: Prose
    found: int | None = Field(None, ge=0, description="problems found, in self-inspection")
    put_right: int | None = Field(None, ge=0, description="of these, put right")


class CloseCampaign(Command):
    """Sum a campaign up once its last stage has ended (活动总结)."""

    ACTION: ClassVar[str] = "close-campaign"

    text: Prose
