"""What can be asked: planning an inspection, carrying it out, and what comes of it."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Gist, Line, Moment, Prose
from domain.vocabulary import Conduct, FindingBecomes, Ground, InspectionForm, Nature


class PlanInspection(Command):
    """Plan an inspection, open or undercover (安排明查、暗访). The unit finds no trace of it."""

    ACTION: ClassVar[str] = "plan-inspection"

    title: Line = Field(description="what is looked at, in one line without private names")
    form: InspectionForm
    unit: Code = Field(description="the unit that is inspected")
    on: date = Field(description="by the end of which day")
    place: Line | None = Field(None, description="where: a window, a hall, a station")
    inspectors: Annotated[tuple[Code, ...], Field(min_length=1)]


class CarryOutInspection(Command):
    """Record that it was carried out: when, by whom, and what was seen (开展检查)."""

    ACTION: ClassVar[str] = "carry-out-inspection"

    at: Moment | None = Field(None, description="when; now if left out")
    inspectors: tuple[Code, ...] = Field((), description="who was there; as planned if left out")
    text: Prose = Field(description="what was seen")


class RecordFinding(Command):
    """Record a finding, and what it becomes: a matter, a rectification or a lead (检查发现)."""

    ACTION: ClassVar[str] = "record-finding"

    becomes: FindingBecomes
    subject: Gist = Field(
        description="in one line; for a rectification or a lead without private names"
    )
    text: Prose
    nature: Nature = Field(Nature.CONDUCT, description="of a matter")
    conduct: tuple[Conduct, ...] = Field((), description="of a matter")
    about_persons: tuple[Code, ...] = Field((), description="of a matter: officials it is about")
    by: date | None = Field(None, description="of a rectification: by the end of which day")
    ground: Ground = Field(Ground.WEAK_EXECUTION, description="of a lead")
    person: Code | None = Field(None, description="of a lead: the official it is about")


class TellInspectionResult(Command):
    """Tell the inspected unit the result (反馈检查结果)."""

    ACTION: ClassVar[str] = "tell-inspection-result"

    text: Prose
    found_nothing: bool = Field(False, description="that nothing was found wrong")


class PublishInspectionResult(Command):
    """Record where the result was published: a bulletin, a newspaper, a board (公布检查结果)."""

    ACTION: ClassVar[str] = "publish-inspection-result"

    where: Line


class CallOffInspection(Command):
    """Call off an inspection that has not been carried out (取消检查)."""

    ACTION: ClassVar[str] = "call-off-inspection"

    reason: Prose
