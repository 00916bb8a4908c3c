"""M22 明查暗访: at least one undercover inspection in each month, and each finding becomes something."""

from datetime import date
from typing import Any

import pytest

from domain.organisation.commands import AppointPerson, EstablishPost
from domain.supervision.errors import OwnUnit
from domain.supervision.inspections.commands import (
    CallOffInspection,
    CarryOutInspection,
    PlanInspection,
    PublishInspectionResult,
    RecordFinding,
    TellInspectionResult,
)
from domain.supervision.inspections.errors import (
    BeforeItWasPlanned,
    CarriedOutAlready,
    FindingsThereAre,
    InspectorFromTheUnit,
    NoFindingRecorded,
    NotCarriedOut,
    ResultIsTold,
    ResultNotTold,
)
from domain.vocabulary import (
    Channel,
    Conduct,
    Duty,
    FindingBecomes,
    Ground,
    InspectionDutyStage,
    InspectionForm,
    InspectionStage,
    Nature,
    PostRank,
    ProceedingKind,
)
from projections.proceeding_register import WantedProceedings
from service.access.permissions import NotPermitted, NotYourMatter
from service.asking import Asked
from tests.people import CLERK, HANDLER, SUPERVISOR
from tests.scenarios.office import NOW, Office, at, outcome
from tests.scenarios.supervising import act, leads_from, listed, of_kind, opened, owed, shown, watch


def plan(**given: Any) -> PlanInspection:
    usual: dict[str, Any] = {
        "title": "窗口服务",
        "form": InspectionForm.UNDERCOVER,
        "unit": "housing",
        "on": date(2026, 3, 13),
        "place": "政务大厅",
        "inspectors": (SUPERVISOR.person,),
    }
    return PlanInspection(**{**usual, **given})


def carried_out(office: Office, **given: Any) -> str:
    inspection = opened(office, plan(**given))
    act(office, CarryOutInspection(text="无人在岗"), SUPERVISOR, inspection)
    return inspection


def found(becomes: FindingBecomes, **given: Any) -> RecordFinding:
    return RecordFinding(becomes=becomes, subject="窗口无人", text="李某脱岗", **given)


def months(office: Office) -> dict[str, str]:
    """The months whose duty is on record, and where each stands."""
    return {
        str(row.facets["month"]): row.stage
        for row in of_kind(office, ProceedingKind.INSPECTION_DUTY)
    }


MARCH = "inspection_duty-office-2026-03"


# The duty of the month


def test_m22_each_efficiency_office_owes_one_in_each_month_opened_once_by_the_program(
    office: Office,
) -> None:
    assert watch(office) == 1
    assert watch(office) == 0
    duty = owed(office, MARCH)[Duty.MONTHLY_INSPECTION]
    assert (duty.owner_unit, duty.due_at) == ("office", at(4, 1, 0))
    office.clock.move_to(at(4, 1, 0))
    watch(office)
    assert months(office) == {
        "2026-03": InspectionDutyStage.OWED,
        "2026-04": InspectionDutyStage.OWED,
    }


def test_m22_an_undercover_inspection_of_that_month_does_it_and_an_open_one_does_not(
    office: Office,
) -> None:
    watch(office)
    carried_out(office, form=InspectionForm.OPEN)
    assert months(office) == {"2026-03": InspectionDutyStage.OWED}
    inspection = carried_out(office)
    carried_out(office)
    assert months(office) == {"2026-03": InspectionDutyStage.DONE}
    state = shown(office, MARCH)
    assert state.links == (inspection,)
    office.clock.move_to(at(4, 2))
    watch(office)
    assert owed(office, MARCH)[Duty.MONTHLY_INSPECTION].verdict_by is None
    assert months(office)["2026-04"] == InspectionDutyStage.OWED


def test_m22_a_month_without_one_is_a_breach_that_opens_a_lead_about_the_office(
    office: Office,
) -> None:
    watch(office)
    office.clock.move_to(at(4, 1, 0))
    watch(office)
    county = SUPERVISOR.model_copy(update={"unit": "county", "person": "inspector-lu"})
    (lead,) = leads_from(office, MARCH, county)
    assert (lead.unit, lead.facets["ground"], lead.next_unit) == (
        "office",
        Ground.INACTION,
        "county",
    )
    assert leads_from(office, MARCH) == []  # the office's own people find no trace of it


def test_m22_months_in_which_the_program_stood_still_are_owed_all_the_same(
    office: Office,
) -> None:
    watch(office)
    office.clock.move_to(at(6, 5))
    watch(office)
    assert list(months(office)) == ["2026-03", "2026-04", "2026-05", "2026-06"]
    april = owed(office, "inspection_duty-office-2026-04")[Duty.MONTHLY_INSPECTION]
    assert april.due_at == at(5, 1, 0)
    watch(office)
    assert owed(office, "inspection_duty-office-2026-04")[Duty.MONTHLY_INSPECTION].verdict_by


def test_m22_an_inspection_before_the_program_woke_opens_and_does_the_month(
    office: Office,
) -> None:
    carried_out(office)
    assert watch(office) == 0
    assert months(office) == {"2026-03": InspectionDutyStage.DONE}


def test_m22_a_past_month_is_not_done_by_an_inspection_planned_after_it(office: Office) -> None:
    watch(office)
    office.clock.move_to(at(4, 2))
    late = opened(office, plan(on=date(2026, 4, 3)))
    with pytest.raises(BeforeItWasPlanned):
        act(office, CarryOutInspection(at=at(3, 31), text="-"), SUPERVISOR, late)
    act(office, CarryOutInspection(text="-"), SUPERVISOR, late)
    assert months(office)["2026-03"] == InspectionDutyStage.OWED


# What is found


def test_m22_a_finding_becomes_a_matter_with_a_key_of_its_own_and_the_unit_cannot_handle_it(
    office: Office,
) -> None:
    inspection = carried_out(office)
    done = act(
        office, found(FindingBecomes.MATTER, conduct=(Conduct.LAZY,)), SUPERVISOR, inspection
    )
    received = next(each for each in done.elsewhere if each.fact.TYPE == "matter.received")
    matter = received.stream.removeprefix("matter-")
    office.app.runner.catch_up()
    _, state = office.app.queries.matter(CLERK, NOW, matter)
    assert state.channel is Channel.UNDERCOVER_INSPECTION
    assert (state.nature, state.about_units) == (Nature.CONDUCT, ("housing",))
    body = getattr(received.fact, "body")  # noqa: B009 - of a fact of whatever type
    assert body.person == matter
    assert shown(office, inspection).links == (received.stream,)
    assert Duty.FINAL_ANSWER in office.owed(matter)
    with pytest.raises(NotYourMatter):
        office.app.queries.matter(HANDLER, NOW, matter)
    with pytest.raises((NotYourMatter, NotPermitted)):
        office.do(outcome(), HANDLER, matter)


def test_m22_a_finding_becomes_a_rectification_or_a_lead(office: Office) -> None:
    inspection = carried_out(office)
    act(office, found(FindingBecomes.RECTIFICATION), SUPERVISOR, inspection)
    act(office, found(FindingBecomes.LEAD, person=HANDLER.person), SUPERVISOR, inspection)
    wanted = WantedProceedings(kind=ProceedingKind.RECTIFICATION, link=inspection)
    (rectification,) = listed(office, wanted, HANDLER)  # the unit sees what it is to put right
    assert rectification.next_duty is Duty.RECTIFICATION
    (lead,) = leads_from(office, inspection)
    assert (lead.person, lead.unit) == (HANDLER.person, "housing")
    assert shown(office, inspection).facets["findings"] == 2


def test_m22_the_result_is_told_and_published_and_neither_hides_what_was_found(
    office: Office,
) -> None:
    inspection = opened(office, plan())
    with pytest.raises(NotCarriedOut):
        act(office, found(FindingBecomes.LEAD), SUPERVISOR, inspection)
    act(office, CarryOutInspection(text="无人在岗"), SUPERVISOR, inspection)
    ledger = owed(office, inspection)
    assert ledger[Duty.INSPECTION].ended is not None
    assert ledger[Duty.INSPECTION_RESULT].due_at == at(3, 10, 0)
    assert ledger[Duty.RESULT_PUBLISHED].due_at == at(3, 17, 0)
    with pytest.raises(NoFindingRecorded):
        act(office, TellInspectionResult(text="无"), SUPERVISOR, inspection)
    act(office, found(FindingBecomes.RECTIFICATION), SUPERVISOR, inspection)
    with pytest.raises(FindingsThereAre):
        act(office, TellInspectionResult(text="无", found_nothing=True), SUPERVISOR, inspection)
    with pytest.raises(ResultNotTold):
        act(office, PublishInspectionResult(where="效能通报第 3 期"), SUPERVISOR, inspection)
    act(office, TellInspectionResult(text="责令改正"), SUPERVISOR, inspection)
    with pytest.raises(ResultIsTold):
        act(office, found(FindingBecomes.LEAD), SUPERVISOR, inspection)
    assert shown(office, inspection).stage is InspectionStage.TOLD
    act(office, PublishInspectionResult(where="效能通报第 3 期"), SUPERVISOR, inspection)
    state = shown(office, inspection)
    assert state.stage is InspectionStage.PUBLISHED and state.closed_at is not None


def test_m22_who_is_inspected_finds_no_trace_and_nobody_inspects_their_own_unit(
    office: Office,
) -> None:
    inspection = opened(office, plan())
    office.app.runner.catch_up()
    with pytest.raises(NotYourMatter):
        office.app.queries.proceeding(HANDLER, NOW, inspection)
    insider = SUPERVISOR.model_copy(update={"person": "supervisor-he", "unit": "housing"})
    with pytest.raises(NotYourMatter):
        office.app.queries.proceeding(insider, NOW, inspection)
    with pytest.raises(OwnUnit):
        opened(office, plan(unit="office"))
    post, since = "housing-section", date(2026, 1, 1)
    for command in (
        EstablishPost(post=post, unit="housing", title="科长", rank=PostRank.SECTION_HEAD),
        AppointPerson(person="head-feng", name="冯", post=post, since=since),
    ):
        office.app.handler.organisation(command, SUPERVISOR)
    with pytest.raises(InspectorFromTheUnit):
        opened(office, plan(inspectors=("head-feng",)))


def test_m22_an_inspector_without_a_post_on_record_is_of_the_unit_they_act_for(
    office: Office,
) -> None:
    insider = HANDLER.person
    office.in_hand()  # they signed for housing, and hold no post on record anywhere
    with pytest.raises(InspectorFromTheUnit):
        opened(office, plan(inspectors=(SUPERVISOR.person, insider)))
    inspection = opened(office, plan())
    with pytest.raises(InspectorFromTheUnit):
        act(office, CarryOutInspection(text="-", inspectors=(insider,)), SUPERVISOR, inspection)
    assert opened(office, plan(unit="water", inspectors=(insider,)))
    assert opened(office, plan(inspectors=("newcomer",)))  # of whom nothing is known
    moved = (
        EstablishPost(post="office-clerk", unit="office", title="科员", rank=PostRank.HANDLER),
        AppointPerson(person=insider, name="王", post="office-clerk", since=date(2026, 1, 1)),
    )
    for command in moved:
        office.app.handler.organisation(command, SUPERVISOR)
    assert opened(office, plan(inspectors=(insider,)))


def test_m22_nobody_inspects_a_unit_in_which_they_hold_a_post_whoever_they_act_for(
    office: Office,
) -> None:
    for command in (
        EstablishPost(post="adviser", unit="housing", title="顾问", rank=PostRank.HANDLER),
        AppointPerson(person=SUPERVISOR.person, name="赵", post="adviser", since=date(2026, 1, 1)),
    ):
        office.app.handler.organisation(command, SUPERVISOR)
    with pytest.raises(OwnUnit):
        opened(office, plan(inspectors=("newcomer",)))


def test_m22_an_inspection_not_carried_out_is_called_off_or_overdue(office: Office) -> None:
    dropped, forgotten = opened(office, plan()), opened(office, plan())
    act(office, CallOffInspection(reason="停业"), SUPERVISOR, dropped)
    office.clock.move_to(at(3, 14, 0))
    watch(office)
    assert owed(office, forgotten)[Duty.INSPECTION].verdict_by is not None
    assert owed(office, dropped)[Duty.INSPECTION].verdict_by is None
    done = carried_out(office, on=date(2026, 3, 16))
    with pytest.raises(CarriedOutAlready):
        act(office, CallOffInspection(reason="-"), SUPERVISOR, done)


def test_m22_the_inspections_of_a_month_are_a_list_with_a_past(office: Office) -> None:
    before = office.clock.now()
    office.clock.advance(hours=1)
    inspection = carried_out(office)
    wanted = WantedProceedings(kind=ProceedingKind.INSPECTION, facets={"month": "2026-03"})
    assert [row.proceeding for row in listed(office, wanted)] == [inspection]
    assert listed(office, wanted, asked=Asked(as_of=before)) == []
