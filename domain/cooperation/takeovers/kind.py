"""What another jurisdiction has handed over, as the program runs it."""

from domain.cooperation.takeovers.commands import (
    AcceptTakeover,
    ReportTakeoverResult,
    TakeInTransfer,
)
from domain.cooperation.takeovers.decisions import DECISIONS, natural_key
from domain.cooperation.takeovers.effects import CHANGES, EFFECTS
from domain.cooperation.takeovers.events import FACTS
from domain.cooperation.takeovers.state import Takeover
from domain.proceedings.kind import Kind
from domain.vocabulary import Duty, ProceedingKind, TakeoverStage

TAKEOVER = Kind(
    name=ProceedingKind.TAKEOVER,
    plural="takeovers",
    blank=Takeover,
    stages=TakeoverStage,
    opening=(TakeInTransfer,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={
        Duty.TRANSFER_DECISION: AcceptTakeover,
        Duty.TRANSFER_RESULT: ReportTakeoverResult,
    },
    natural_key=natural_key,
)
