"""Leads, as the program runs them."""

from domain.accountability.leads.commands import NotHold, OpenLead
from domain.accountability.leads.decisions import DECISIONS
from domain.accountability.leads.effects import CHANGES, EFFECTS
from domain.accountability.leads.events import FACTS
from domain.accountability.leads.state import Lead
from domain.proceedings.kind import Kind
from domain.vocabulary import Duty, LeadStage, ProceedingKind

LEAD = Kind(
    name=ProceedingKind.LEAD,
    plural="leads",
    blank=Lead,
    stages=LeadStage,
    opening=(OpenLead,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={Duty.LEAD_DECIDED: NotHold},
)
