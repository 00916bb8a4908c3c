"""An inspection as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.proceedings.state import Proceeding
from domain.supervision.inspections.events import FindingRecorded
from domain.vocabulary import InspectionForm, InspectionStage
from domain.working_days import shanghai_day


@dataclass(frozen=True)
class Inspection(Proceeding):
    """An inspection of a unit (``unit``), by an office; ``persons`` are the inspectors.

    carried_out_at  when they were there
    told, published whether the result has been told to the unit, and published
    """

    form: InspectionForm | None = None
    office: str = ""
    on: date | None = None
    carried_out_at: datetime | None = None
    findings: tuple[FindingRecorded, ...] = ()
    told: bool = False
    published: bool = False
    called_off: bool = False

    @property
    def standing(self) -> InspectionStage:
        """The one stage it is in."""
        if self.called_off:
            return InspectionStage.CALLED_OFF
        if self.carried_out_at is None:
            return InspectionStage.PLANNED
        if not self.told:
            return InspectionStage.CARRIED_OUT
        return InspectionStage.PUBLISHED if self.published else InspectionStage.TOLD

    @property
    def over(self) -> bool:
        return self.called_off or (self.told and self.published)

    @property
    def dropped(self) -> bool:
        return self.called_off

    @property
    def facets(self) -> Mapping[str, object]:
        at = self.carried_out_at
        day = shanghai_day(at) if at is not None else self.on
        return {
            "form": self.form,
            "office": self.office,
            "month": f"{day:%Y-%m}" if day is not None else None,
            "findings": len(self.findings),
        }
