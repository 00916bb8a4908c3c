"""Campaigns, as the program runs them."""

from domain.proceedings.kind import Kind
from domain.supervision.campaigns.commands import CloseCampaign, ReportStage, StartCampaign
from domain.supervision.campaigns.decisions import DECISIONS
from domain.supervision.campaigns.effects import CHANGES, EFFECTS
from domain.supervision.campaigns.events import FACTS
from domain.supervision.campaigns.state import Campaign
from domain.vocabulary import CampaignStage, Duty, ProceedingKind

CAMPAIGN = Kind(
    name=ProceedingKind.CAMPAIGN,
    plural="campaigns",
    blank=Campaign,
    stages=CampaignStage,
    opening=(StartCampaign,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    after_closing=frozenset({ReportStage}),
    next_actions={Duty.STAGE_REPORT: ReportStage, Duty.CAMPAIGN_SUMMARY: CloseCampaign},
)
