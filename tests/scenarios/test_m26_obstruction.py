"""M26 干扰阻挠督查: obstruction opens a lead of its own, and weighs in those about the same."""

from datetime import date

import pytest

from domain.supervision.inspections.commands import (
    CarryOutInspection,
    PlanInspection,
    RecordFinding,
)
from domain.supervision.obstructions.commands import RecordObstruction
from domain.supervision.obstructions.errors import ObstructedWhat
from domain.vocabulary import (
    Duty,
    FindingBecomes,
    Ground,
    InspectionForm,
    ProceedingKind,
)
from projections.obligation_ledger import Wanted
from projections.proceeding_register import WantedProceedings
from service.access.permissions import NotPermitted, NotYourMatter
from tests.people import HANDLER, LEADER, SUPERVISOR
from tests.scenarios.office import NOW, Office, at
from tests.scenarios.supervising import act, leads_from, listed, opened, watch

LOCKED = RecordObstruction(
    title="锁门拒查台账", unit="housing", proceeding="inspection-1", text="锁门"
)


def inspection(office: Office) -> str:
    plan = PlanInspection(
        title="窗口服务",
        form=InspectionForm.OPEN,
        unit="housing",
        on=date(2026, 3, 6),
        inspectors=(SUPERVISOR.person,),
    )
    return opened(office, plan)


def test_m26_an_obstructed_inspection_opens_a_lead_and_weighs_in_its_findings(
    office: Office,
) -> None:
    inspected = inspection(office)
    act(office, CarryOutInspection(text="无人在岗"), SUPERVISOR, inspected)
    absent = RecordFinding(becomes=FindingBecomes.LEAD, subject="擅离岗位", text="三次无人")
    act(office, absent, SUPERVISOR, inspected)
    obstruction = opened(office, LOCKED.model_copy(update={"proceeding": inspected}))
    leads = {lead.facets["ground"]: lead for lead in leads_from(office, inspected)}
    assert set(leads) == {Ground.OBSTRUCTION, Ground.WEAK_EXECUTION}
    assert (leads[Ground.OBSTRUCTION].unit, leads[Ground.OBSTRUCTION].next_duty) == (
        "housing",
        Duty.LEAD_DECIDED,
    )
    assert leads[Ground.WEAK_EXECUTION].facets["aggravated"] is True
    aggravated = WantedProceedings(kind=ProceedingKind.LEAD, link=obstruction)
    assert [lead.facets["ground"] for lead in listed(office, aggravated)] == [Ground.WEAK_EXECUTION]


def test_m26_an_obstructed_matter_weighs_in_the_leads_of_its_breaches(office: Office) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 20))
    watch(office)
    told = RecordObstruction(title="拒绝提供材料", unit="housing", matter=matter, text="拒不提供")
    opened(office, told)
    breaches = leads_from(office, f"matter-{matter}")
    weighed = {lead.title for lead in breaches if lead.facets.get("aggravated")}
    assert "逾期：办结" in weighed
    grounds = {lead.title: lead.facets["ground"] for lead in breaches}
    assert grounds["拒绝提供材料"] == Ground.OBSTRUCTION


def test_m26_it_names_what_and_who_and_its_subject_finds_no_trace(office: Office) -> None:
    inspected = inspection(office)
    for lacking in ({"proceeding": None}, {"proceeding": inspected, "unit": None}):
        with pytest.raises(ObstructedWhat):
            opened(office, LOCKED.model_copy(update=lacking))
    obstruction = opened(office, LOCKED.model_copy(update={"proceeding": inspected}), LEADER)
    office.app.runner.catch_up()
    with pytest.raises(NotYourMatter):
        office.app.queries.proceeding(HANDLER, NOW, obstruction)
    with pytest.raises(NotPermitted):
        opened(office, LOCKED.model_copy(update={"proceeding": inspected}), HANDLER)
    assert office.ledger(Wanted(duty=Duty.LEAD_DECIDED, open=True)).items
