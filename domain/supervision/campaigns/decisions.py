"""Starting campaigns, reporting in their stages, summing them up (M25)."""

from domain.elsewhere import Led
from domain.errors import UnknownUnit
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.supervision.campaigns.commands import CloseCampaign, ReportStage, StartCampaign
from domain.supervision.campaigns.errors import (
    FiguresMissing,
    NotInTheCampaign,
    OfficeSumsUp,
    StagesRunOn,
)
from domain.supervision.campaigns.events import (
    CampaignClosed,
    CampaignStarted,
    Stage,
    StageReported,
)
from domain.supervision.campaigns.state import Campaign
from domain.supervision.standing import refuse_past_days, supervising_office
from domain.vocabulary import CampaignStep
from domain.working_days import shanghai_day


def decide_start(command: StartCampaign, _campaign: Campaign, situation: Situation) -> Led:
    """Start it. Raises UnknownUnit (also where no office is there to run it), EndsTooEarly."""
    for unit in command.units:
        if unit not in situation.organisation.units:
            raise UnknownUnit(unit=unit)
    refuse_past_days(situation, *(each.last for each in command.stages))
    office = supervising_office(None, situation)
    if office is None:
        raise UnknownUnit(unit="-")
    now, rules = situation.now, situation.rules
    stages = tuple(
        Stage(
            step=each.step,
            last=each.last,
            report_by=rules.on_date("stage_report", each.last, now),
        )
        for each in command.stages
    )
    return (
        CampaignStarted(
            title=command.title,
            text=command.text,
            office=office,
            first=shanghai_day(now),
            units=command.units,
            stages=stages,
            summarise_by=rules.on_date("campaign_summary", stages[-1].last, now),
        ),
    )


def decide_report(command: ReportStage, campaign: Campaign, situation: Situation) -> Led:
    """Report on a stage, for one's own unit; a report given already may be replaced until the stage
    ends. Raises NotInTheCampaign, FiguresMissing."""
    unit = situation.actor.unit
    stage = campaign.stage_of(command.step)
    if unit is None or unit not in campaign.members or stage is None:
        raise NotInTheCampaign(unit=unit or "-")
    counts = command.step is CampaignStep.SELF_INSPECTION
    found, put_right = command.found, command.put_right
    if counts != (found is not None and put_right is not None) or (found or 0) < (put_right or 0):
        raise FiguresMissing()
    if campaign.report(command.step, unit) is not None and stage.report_by.at <= situation.now:
        return ()
    return (
        StageReported(
            step=command.step, unit=unit, text=command.text, found=found, put_right=put_right
        ),
    )


def decide_close(command: CloseCampaign, campaign: Campaign, situation: Situation) -> Led:
    """Sum it up; which reports never came is said in it. Raises OfficeSumsUp, StagesRunOn."""
    if situation.actor.unit != campaign.unit:
        raise OfficeSumsUp(unit=campaign.unit or "-")
    last = campaign.stages[-1].last
    if shanghai_day(situation.now) <= last:
        raise StagesRunOn(due=last.isoformat())
    return (CampaignClosed(text=command.text, silent=campaign.silent),)


DECISIONS: Decisions = {
    StartCampaign: decide_start,
    ReportStage: decide_report,
    CloseCampaign: decide_close,
}
