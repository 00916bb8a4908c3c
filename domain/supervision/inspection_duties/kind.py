"""The monthly duty of undercover inspection, as the program runs it."""

from domain.proceedings.kind import Kind
from domain.supervision.inspection_duties.commands import OpenInspectionDuty
from domain.supervision.inspection_duties.decisions import DECISIONS, natural_key
from domain.supervision.inspection_duties.effects import CHANGES, EFFECTS
from domain.supervision.inspection_duties.events import FACTS
from domain.supervision.inspection_duties.state import InspectionDuty
from domain.supervision.inspections.commands import CarryOutInspection
from domain.vocabulary import Duty, InspectionDutyStage, ProceedingKind


def _key(command: OpenInspectionDuty) -> str:
    return natural_key(command.office, command.month)


INSPECTION_DUTY = Kind(
    name=ProceedingKind.INSPECTION_DUTY,
    plural="inspection-duties",
    blank=InspectionDuty,
    stages=InspectionDutyStage,
    opening=(OpenInspectionDuty,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={Duty.MONTHLY_INSPECTION: CarryOutInspection},
    natural_key=_key,
)
