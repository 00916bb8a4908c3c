"""Pledges, as the program runs them."""

from domain.assessment.pledges.commands import (
    PublishPledge,
    RegisterPledge,
    ReportPledge,
    VerifyPledge,
)
from domain.assessment.pledges.decisions import DECISIONS, refuse_non_leader
from domain.assessment.pledges.effects import CHANGES, EFFECTS
from domain.assessment.pledges.events import FACTS
from domain.assessment.pledges.state import Pledge
from domain.proceedings.kind import Kind
from domain.vocabulary import Duty, PledgeStage, ProceedingKind

PLEDGE = Kind(
    name=ProceedingKind.PLEDGE,
    plural="pledges",
    blank=Pledge,
    stages=PledgeStage,
    opening=(RegisterPledge,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    passes_on={Duty.PLEDGE_KEPT: refuse_non_leader},
    next_actions={
        Duty.PLEDGE_PUBLISHED: PublishPledge,
        Duty.PLEDGE_KEPT: ReportPledge,
        Duty.PLEDGE_VERIFIED: VerifyPledge,
    },
)
