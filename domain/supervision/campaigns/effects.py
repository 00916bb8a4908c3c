"""What happens to a campaign: reports owed by its units, a summary by its office."""

from collections.abc import Iterable
from typing import Any

from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.supervision.campaigns.events import CampaignClosed, CampaignStarted, StageReported
from domain.supervision.campaigns.state import Campaign
from domain.vocabulary import CampaignStage, CampaignStep, Duty, Party

SUMMARY = Key(Duty.CAMPAIGN_SUMMARY)


def report(step: CampaignStep, unit: str) -> Key:
    """The obligation of one unit's report on one stage."""
    return Key(Duty.STAGE_REPORT, f"{step.value}:{unit}")


def _started(fact: CampaignStarted) -> Iterable[Effect]:
    for stage in fact.stages:
        for unit in fact.units:
            yield Opens(report(stage.step, unit), Owner(unit), Party.OFFICE, stage.report_by)
    yield Opens(SUMMARY, Owner(fact.office), Party.SUPERVISORY_BODY, fact.summarise_by)


def _reported(fact: StageReported) -> Iterable[Effect]:
    yield Ends(report(fact.step, fact.unit))


def _closed(_fact: CampaignClosed) -> Iterable[Effect]:
    yield Ends(SUMMARY)


EFFECTS: Effects = {CampaignStarted: _started, StageReported: _reported, CampaignClosed: _closed}


def _taken_in(_before: Campaign, fact: CampaignStarted, _recorded: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": CampaignStage.RUNNING,
        "unit": fact.office,
        "units": frozenset((fact.office, *fact.units)),
        "first": fact.first,
        "stages": fact.stages,
        "members": fact.units,
    }


def _told(before: Campaign, fact: StageReported, _recorded: Recorded) -> dict[str, Any]:
    return {"reports": (*before.reports, fact)}


def _over(_before: Campaign, _fact: CampaignClosed, recorded: Recorded) -> dict[str, Any]:
    return {"stage": CampaignStage.SUMMED_UP, "closed_at": recorded.occurred_at}


CHANGES: Changes = {CampaignStarted: _taken_in, StageReported: _told, CampaignClosed: _over}
