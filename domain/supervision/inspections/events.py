"""What can have happened to an inspection."""

from datetime import date
from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment, Personal
from domain.obligations import Deadline
from domain.vocabulary import FindingBecomes, InspectionForm


class InspectionPlanned(Fact):
    """An inspection is to be carried out by a day; ``office`` owes it."""

    TYPE: ClassVar[str] = "inspection.planned"
    SERIES: ClassVar[str | None] = "JC"

    number: str = NUMBER_PENDING
    title: Line
    form: InspectionForm
    unit: Code
    office: Code
    on: date
    place: Line | None = None
    inspectors: tuple[Code, ...]
    carry_out_by: Deadline


class InspectionCarriedOut(Fact):
    """Inspectors were there; the result is to be told and published."""

    TYPE: ClassVar[str] = "inspection.carried_out"

    at: Moment
    office: Code
    inspectors: tuple[Code, ...]
    text: Personal
    result_by: Deadline
    publish_by: Deadline


class FindingRecorded(Fact):
    """Something was found wrong; ``stream`` is the matter, rectification or lead that it became,
    which has the text."""

    TYPE: ClassVar[str] = "inspection.finding_recorded"

    becomes: FindingBecomes
    stream: str


class InspectionResultTold(Fact):
    """The inspected unit was told the result."""

    TYPE: ClassVar[str] = "inspection.result_told"

    text: Personal
    findings: int


class InspectionResultPublished(Fact):
    """The result was published. ``bulletin``: the stream of the bulletin that it was published in."""

    TYPE: ClassVar[str] = "inspection.result_published"

    where: Line
    bulletin: str | None = None


class InspectionCalledOff(Fact):
    """It will not be carried out."""

    TYPE: ClassVar[str] = "inspection.called_off"

    reason: Personal


FACTS: tuple[type[Fact], ...] = (
    InspectionPlanned,
    InspectionCarriedOut,
    FindingRecorded,
    InspectionResultTold,
    InspectionResultPublished,
    InspectionCalledOff,
)
