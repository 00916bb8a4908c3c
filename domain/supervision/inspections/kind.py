"""Inspections, as the program runs them."""

from domain.proceedings.kind import Kind
from domain.supervision.inspections.commands import (
    CarryOutInspection,
    PlanInspection,
    PublishInspectionResult,
    TellInspectionResult,
)
from domain.supervision.inspections.decisions import DECISIONS
from domain.supervision.inspections.effects import CHANGES, EFFECTS
from domain.supervision.inspections.events import FACTS
from domain.supervision.inspections.state import Inspection
from domain.vocabulary import Duty, InspectionStage, ProceedingKind

INSPECTION = Kind(
    name=ProceedingKind.INSPECTION,
    plural="inspections",
    blank=Inspection,
    stages=InspectionStage,
    opening=(PlanInspection,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={
        Duty.INSPECTION: CarryOutInspection,
        Duty.INSPECTION_RESULT: TellInspectionResult,
        Duty.RESULT_PUBLISHED: PublishInspectionResult,
    },
)
