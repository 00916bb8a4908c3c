"""M25 学习动员、自查自纠、制订措施、考核总结: each unit reports in each stage, and is held to what it says."""

from datetime import date
from typing import Any

import pytest

from domain.supervision.campaigns.commands import (
    CloseCampaign,
    PlannedStage,
    ReportStage,
    StartCampaign,
)
from domain.supervision.campaigns.errors import (
    FiguresMissing,
    NotInTheCampaign,
    OfficeSumsUp,
    StagesRunOn,
)
from domain.supervision.errors import EndsTooEarly
from domain.vocabulary import (
    CampaignStage,
    CampaignStep,
    Channel,
    Duty,
    Nature,
    ObligationStatus,
    ProceedingKind,
)
from service.access.permissions import NotPermitted, NotYourMatter
from service.campaigns import Compared, compared
from tests.people import CLERK, HANDLER, HEAD, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.office import NOW, Office, at
from tests.scenarios.supervising import act, leads_from, of_kind, opened, owed, shown, watch

STAGES = tuple(
    PlannedStage(step=step, last=date(2026, 3, day))
    for step, day in zip(CampaignStep, (6, 13, 20, 27), strict=True)
)
OWN = CampaignStep.SELF_INSPECTION


def started(office: Office, **given: Any) -> str:
    usual = {"title": "作风建设年", "text": "四个阶段", "units": ("housing", "water")}
    return opened(office, StartCampaign(**{**usual, "stages": STAGES, **given}))


def told(step: CampaignStep = CampaignStep.LEARNING, **given: Any) -> ReportStage:
    return ReportStage(step=step, text="已学习", **given)


def comparison(office: Office, campaign: str) -> dict[str, Compared]:
    office.app.runner.catch_up()
    _, rows = compared(office.app.queries, SUPERVISOR, NOW, campaign)
    return {each.unit: each for each in rows}


def test_m25_every_unit_owes_a_report_on_every_stage_by_its_end(office: Office) -> None:
    campaign = started(office)
    ledger = owed(office, campaign)
    reports = {key: each for key, each in ledger.items() if each.duty is Duty.STAGE_REPORT}
    assert len(reports) == 8
    first = reports["stage_report:learning:housing"]
    assert (first.owner_unit, first.due_at) == ("housing", at(3, 7, 0))
    assert ledger[Duty.CAMPAIGN_SUMMARY].owner_unit == "office"
    act(office, told(), HANDLER, campaign)
    assert owed(office, campaign)["stage_report:learning:housing"].ended is not None
    assert owed(office, campaign)["stage_report:learning:water"].ended is None
    assert shown(office, campaign).facets["awaited"] == 7


def test_m25_a_unit_that_keeps_silent_is_overdue_and_its_lead_is_about_it(office: Office) -> None:
    campaign = started(office)
    act(office, told(), HANDLER, campaign)
    office.clock.move_to(at(3, 7, 0))
    watch(office)
    silent = owed(office, campaign)["stage_report:learning:water"]
    assert silent.status(office.clock.now()) is ObligationStatus.OVERDUE
    assert [lead.unit for lead in leads_from(office, campaign)] == ["water"]


def test_m25_nobody_reports_for_another_unit_or_without_the_figures(office: Office) -> None:
    campaign = started(office, units=("housing",))
    with pytest.raises(NotYourMatter):
        act(office, told(), OTHER_HANDLER, campaign)
    with pytest.raises(NotInTheCampaign):  # the office runs it, and is none of its units
        act(office, told(), CLERK, campaign)
    for figures in ({}, {"found": 3}, {"found": 1, "put_right": 2}):
        with pytest.raises(FiguresMissing):
            act(office, told(OWN, **figures), HANDLER, campaign)
    with pytest.raises(FiguresMissing):
        act(office, told(found=1, put_right=1), HANDLER, campaign)


def test_m25_what_a_unit_says_it_found_is_held_against_what_was_entered_and_found_by_others(
    office: Office,
) -> None:
    campaign = started(office)
    act(office, told(OWN, found=4, put_right=4), HANDLER, campaign)
    act(office, told(OWN, found=0, put_right=0), OTHER_HANDLER, campaign)
    office.take_in(HANDLER, channel=Channel.SELF_INSPECTION, receiving_unit="housing")
    undercover = {"channel": Channel.UNDERCOVER_INSPECTION, "nature": Nature.CONDUCT}
    office.take_in(about_units=("water",), **undercover)
    rows = comparison(office, campaign)
    housing, water = rows["housing"], rows["water"]
    assert (housing.found, housing.seen.by_itself, housing.not_entered) == (4, 1, 3)
    assert not housing.found_nothing
    assert (water.found, water.seen.by_inspection, water.found_nothing) == (0, 1, True)
    act(office, told(OWN, found=2, put_right=1), OTHER_HANDLER, campaign)
    water = comparison(office, campaign)["water"]
    assert (water.found_nothing, water.not_entered) == (False, 2)  # found as it says, and kept back


def test_m25_a_report_cannot_be_bettered_once_its_stage_is_over(office: Office) -> None:
    campaign = started(office)
    act(office, told(OWN, found=0, put_right=0), HANDLER, campaign)
    act(office, told(OWN, found=1, put_right=0), HEAD, campaign)
    assert comparison(office, campaign)["housing"].found == 1
    office.clock.move_to(at(3, 14, 0))
    act(office, told(OWN, found=9, put_right=9), HANDLER, campaign)
    assert comparison(office, campaign)["housing"].found == 1


def test_m25_the_office_sums_it_up_after_the_last_stage_and_says_who_kept_silent(
    office: Office,
) -> None:
    campaign = started(office)
    for step in CampaignStep:
        figures = {"found": 1, "put_right": 1} if step is OWN else {}
        act(office, told(step, **figures), HANDLER, campaign)
    with pytest.raises(StagesRunOn):
        act(office, CloseCampaign(text="总结"), SUPERVISOR, campaign)
    office.clock.move_to(at(3, 28, 9))
    elsewhere = SUPERVISOR.model_copy(update={"unit": "county", "person": "inspector-lu"})
    with pytest.raises(OfficeSumsUp):
        act(office, CloseCampaign(text="总结"), elsewhere, campaign)
    done = act(office, CloseCampaign(text="总结"), SUPERVISOR, campaign)
    silent = getattr(done.recorded[0].fact, "silent", ())
    assert silent == tuple(f"{step.value}:water" for step in CampaignStep)
    assert owed(office, campaign)["stage_report:learning:water"].ended is None
    act(office, told(), OTHER_HANDLER, campaign)  # late, and owed all the same
    (row,) = of_kind(office, ProceedingKind.CAMPAIGN)
    assert (row.stage, row.number) == (CampaignStage.SUMMED_UP, "2026-HD-000001")


def test_m25_its_stages_lie_ahead_and_in_order(office: Office) -> None:
    with pytest.raises(EndsTooEarly):
        started(office, stages=(PlannedStage(step=OWN, last=date(2026, 3, 1)),))
    with pytest.raises(ValueError, match="in the order"):
        started(office, stages=STAGES[::-1])
    command = StartCampaign(title="-", text="-", units=("housing",), stages=STAGES)
    with pytest.raises(NotPermitted):
        opened(office, command, HEAD)
