"""Rectifications, as the program runs them."""

from domain.proceedings.kind import Kind
from domain.supervision.rectifications.commands import (
    OrderRectification,
    ReportRectification,
    VerifyRectification,
)
from domain.supervision.rectifications.decisions import DECISIONS
from domain.supervision.rectifications.effects import CHANGES, EFFECTS
from domain.supervision.rectifications.events import FACTS
from domain.supervision.rectifications.state import Rectification
from domain.vocabulary import Duty, ProceedingKind, RectificationStage

RECTIFICATION = Kind(
    name=ProceedingKind.RECTIFICATION,
    plural="rectifications",
    blank=Rectification,
    stages=RectificationStage,
    opening=(OrderRectification,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={
        Duty.RECTIFICATION: ReportRectification,
        Duty.VERIFICATION: VerifyRectification,
    },
)
