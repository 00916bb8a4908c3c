"""What can have happened to a campaign."""

from datetime import date
from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Personal, Value
from domain.obligations import Deadline
from domain.vocabulary import CampaignStep


class Stage(Value):
    """One stage: its last day, and by when each unit reports on it."""

    step: CampaignStep
    last: date
    report_by: Deadline


class CampaignStarted(Fact):
    """A campaign began; every unit owes a report on every stage, the office a summary."""

    TYPE: ClassVar[str] = "campaign.started"
    SERIES: ClassVar[str | None] = "HD"

    number: str = NUMBER_PENDING
    title: Line
    text: Personal
    office: Code
    first: date
    units: tuple[Code, ...]
    stages: tuple[Stage, ...]
    summarise_by: Deadline


class StageReported(Fact):
    """A unit reported on a stage; of self-inspection with what it says it found."""

    TYPE: ClassVar[str] = "campaign.stage_reported"

    step: CampaignStep
    unit: Code
    text: Personal
    found: int | None = None
    put_right: int | None = None


class CampaignClosed(Fact):
    """The office summed it up; ``silent`` are the reports that never came, ``stage:unit``."""

    TYPE: ClassVar[str] = "campaign.closed"

    text: Personal
    silent: tuple[str, ...] = ()


FACTS: tuple[type[Fact], ...] = (CampaignStarted, StageReported, CampaignClosed)
