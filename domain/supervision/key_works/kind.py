"""Key works, as the program runs them."""

from domain.proceedings.handing_over import refuse_stranger
from domain.proceedings.kind import Kind
from domain.supervision.key_works.commands import (
    ReachMilestone,
    ReportKeyWork,
    SetUpKeyWork,
    TendKeyWork,
)
from domain.supervision.key_works.decisions import DECISIONS
from domain.supervision.key_works.effects import CHANGES, EFFECTS
from domain.supervision.key_works.events import FACTS
from domain.supervision.key_works.state import KeyWork
from domain.vocabulary import Duty, KeyWorkStage, ProceedingKind

KEY_WORK = Kind(
    name=ProceedingKind.KEY_WORK,
    plural="key-works",
    blank=KeyWork,
    stages=KeyWorkStage,
    opening=(SetUpKeyWork,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    after_closing=frozenset({ReportKeyWork}),
    passes_on={Duty.MILESTONE: refuse_stranger, Duty.ROUND_REPORT: refuse_stranger},
    next_actions={Duty.MILESTONE: ReachMilestone},
    wake=TendKeyWork,
)
