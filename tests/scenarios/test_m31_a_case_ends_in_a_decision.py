"""M31 四不: no leniency, no "just this once": an opened case ends only in a decision, by somebody who
may, on what was found and answered to."""

import pytest

from domain.accountability.cases.commands import (
    EndWithoutHolding,
    Imposing,
    JoinLead,
    OpenCase,
    RecuseInvestigator,
)
from domain.accountability.cases.errors import (
    DefenceMissing,
    FindingsMissing,
    GroundContradictsFindings,
    InvestigatorDecides,
    InvestigatorUnfit,
    NeverMinor,
    NotALead,
    NothingSubstantiated,
    NotTheInvestigator,
    OtherSubject,
    ProvisionMissing,
    WitnessMissing,
)
from domain.accountability.cases.events import CaseDecided
from domain.accountability.cases.legality_errors import DepartureUnexplained
from domain.accountability.clearings.commands import ClearName
from domain.accountability.leads.errors import RetaliationNamesNoComplaint, WithinTheLine
from domain.proceedings.errors import ProceedingClosed
from domain.vocabulary import (
    AnswerRoute,
    Authority,
    CaseStage,
    Duty,
    Finding,
    Form,
    Gravity,
    Ground,
    LawfulGround,
    LeadStage,
    Nature,
    ObligationStatus,
    ProceedingKind,
    RecusalGround,
    SubjectKind,
)
from projections.obligation_ledger import Wanted
from projections.proceeding_register import WantedProceedings
from service.access.permissions import NotPermitted, NotYourMatter
from tests.people import AUDITOR, CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.justice import (
    DECIDER,
    DEFENCE,
    INVESTIGATOR,
    act,
    case_of,
    decided,
    decision,
    findings,
    heard,
    open_case,
    open_lead,
    stands,
    watch,
)
from tests.scenarios.office import NOW, Office, at

CIRCULAR = Imposing(form=Form.EFFICIENCY_CIRCULAR, subject=SubjectKind.OFFICIAL)


def test_m31_people_open_a_case_and_its_lead_ends_by_it(office: Office) -> None:
    lead = open_lead(office)
    case = open_case(office, lead)
    assert stands(office, lead).stage is LeadStage.CASE_OPENED
    assert stands(office, case).number == "2026-WZ-000001"
    owed = office.ledger(Wanted(subject=case)).items
    assert [(each.duty, each.owner_unit, each.owner_person) for each in owed] == [
        (Duty.CASE_DECIDED, "office", INVESTIGATOR.person)
    ]
    assert owed[0].due_at == at(4, 15, 0)  # 30 working days after 2 March, the Qingming day off
    again = OpenCase(lead=lead, title="再立", investigator=INVESTIGATOR.person)
    with pytest.raises(NotALead):
        office.app.handler.open(again, SUPERVISOR)


def test_m31_a_case_that_is_not_decided_in_time_is_itself_a_breach(office: Office) -> None:
    case = open_case(office)
    office.clock.move_to(at(4, 16))
    watch(office)
    assert office.status(case, Duty.CASE_DECIDED) is ObligationStatus.OVERDUE
    leads = WantedProceedings(kind=ProceedingKind.LEAD, link=case)
    opened = office.app.queries.proceedings(LEADER, NOW, leads).items
    breach = next(each for each in opened if each.facets["by_rule"])
    assert (breach.title, breach.unit, breach.person) == (
        "逾期：问责决定",
        "office",
        INVESTIGATOR.person,
    )


def test_m31_a_case_may_join_several_leads_about_the_same_subject_only(office: Office) -> None:
    case = open_case(office)
    second = open_lead(office, ground=Ground.WEAK_EXECUTION)
    act(office, JoinLead(lead=second), SUPERVISOR, case)
    assert act(office, JoinLead(lead=second), SUPERVISOR, case).recorded == ()
    assert stands(office, second).stage is LeadStage.CASE_OPENED
    assert case_of(office, case).grounds == (Ground.INACTION, Ground.WEAK_EXECUTION)
    other = open_lead(office, unit="water", person=OTHER_HANDLER.person)
    with pytest.raises(OtherSubject):
        act(office, JoinLead(lead=other), SUPERVISOR, case)


def test_m31_a_lead_joined_after_the_hearing_makes_another_hearing_due(office: Office) -> None:
    case = heard(office)
    act(office, JoinLead(lead=open_lead(office, ground=Ground.FAULT)), SUPERVISOR, case)
    with pytest.raises(DefenceMissing):
        act(office, decision(), DECIDER, case)


def test_m31_nobody_investigates_their_own_line_or_what_they_had_a_hand_in(
    office: Office,
) -> None:
    matter = office.in_hand("water", nature=Nature.CONDUCT, about_units=("housing",))
    lead = open_lead(office, matter=matter)
    for unfit in (HANDLER.person, OTHER_HANDLER.person):  # the subject; who handled the complaint
        with pytest.raises(InvestigatorUnfit):
            open_case(office, lead, investigator=unfit)
    case = open_case(office, lead)
    with pytest.raises(InvestigatorUnfit):
        act(
            office,
            RecuseInvestigator(
                ground=RecusalGround.INTEREST, successor=OTHER_HANDLER.person, reason="回避"
            ),
            SUPERVISOR,
            case,
        )


def test_m31_a_recused_investigator_is_replaced_and_their_findings_count_no_more(
    office: Office,
) -> None:
    case = heard(office)
    recusal = RecuseInvestigator(
        ground=RecusalGround.NEAR_RELATIVE, successor=DECIDER.person, reason="系其表弟"
    )
    act(office, recusal, INVESTIGATOR, case)
    state = case_of(office, case)
    assert (state.investigator, state.recused) == (DECIDER.person, (INVESTIGATOR.person,))
    assert state.stage is CaseStage.UNDER_INVESTIGATION and not state.heard
    assert office.owed(case)[Duty.CASE_DECIDED].owner_person == DECIDER.person
    with pytest.raises(NotTheInvestigator):
        act(office, findings(), INVESTIGATOR, case)
    back = recusal.model_copy(update={"successor": INVESTIGATOR.person})
    with pytest.raises(InvestigatorUnfit):
        act(office, back, SUPERVISOR, case)
    with pytest.raises(InvestigatorDecides):
        act(
            office,
            EndWithoutHolding(ground=LawfulGround.DECEASED, reason="已故"),
            INVESTIGATOR,
            case,
        )


def test_m31_no_decision_without_findings_and_a_defence_on_these_findings(office: Office) -> None:
    case = open_case(office)
    with pytest.raises(FindingsMissing):
        act(office, decision(), DECIDER, case)
    with pytest.raises(FindingsMissing):
        act(office, DEFENCE, INVESTIGATOR, case)
    with pytest.raises(NotTheInvestigator):
        act(office, findings(), SUPERVISOR, case)
    act(office, findings(), INVESTIGATOR, case)
    with pytest.raises(DefenceMissing):
        act(office, decision(), DECIDER, case)
    alone = DEFENCE.model_copy(update={"witness": INVESTIGATOR.person})
    with pytest.raises(WitnessMissing):
        act(office, alone, INVESTIGATOR, case)
    act(office, DEFENCE, INVESTIGATOR, case)
    act(office, findings(gravity=Gravity.SERIOUS), INVESTIGATOR, case)  # found graver: hear again
    with pytest.raises(DefenceMissing):
        act(office, decision(), DECIDER, case)
    act(office, DEFENCE, INVESTIGATOR, case)
    act(office, decision(), DECIDER, case)
    assert stands(office, case).stage is CaseStage.DECIDED
    with pytest.raises(ProceedingClosed):
        act(office, findings(), INVESTIGATOR, case)


def test_m31_neither_the_investigator_nor_the_subjects_line_decides(office: Office) -> None:
    case = heard(office)
    with pytest.raises(InvestigatorDecides):
        act(office, decision(), INVESTIGATOR, case)
    for actor in (HANDLER, HEAD, CLERK):
        with pytest.raises(NotPermitted):
            act(office, decision(), actor, case)
    with pytest.raises(NotYourMatter):
        stands(office, case, HEAD)
    assert stands(office, case, AUDITOR).exists


def test_m31_not_holding_needs_a_lawful_ground_that_fits_what_was_found(office: Office) -> None:
    case = heard(office)
    drop = EndWithoutHolding(ground=LawfulGround.NOT_SUBSTANTIATED, reason="下不为例")
    with pytest.raises(GroundContradictsFindings):
        act(office, drop, DECIDER, case)
    exempt = EndWithoutHolding(ground=LawfulGround.EXEMPTED, reason="容错")
    with pytest.raises(ProvisionMissing):
        act(office, exempt, DECIDER, case)
    lawful = exempt.model_copy(update={"provision": "容错纠错办法第八条"})
    with pytest.raises(InvestigatorDecides):
        act(office, lawful, INVESTIGATOR, case)
    act(office, lawful, DECIDER, case)
    state = case_of(office, case)
    assert (state.stage, state.held) == (CaseStage.OVER, False)
    assert state.open_obligations() == ()


def test_m31_who_was_wrongly_accused_is_owed_clearing_of_the_name(office: Office) -> None:
    case = open_case(office)
    act(office, findings(Finding.NOT_SUBSTANTIATED, None), INVESTIGATOR, case)
    act(office, DEFENCE, INVESTIGATOR, case)
    with pytest.raises(NothingSubstantiated):
        act(office, decision(), DECIDER, case)
    drop = EndWithoutHolding(ground=LawfulGround.NOT_ATTRIBUTABLE, reason="不实")
    with pytest.raises(GroundContradictsFindings):  # which would spare the clearing
        act(office, drop, DECIDER, case)
    true = drop.model_copy(update={"ground": LawfulGround.NOT_SUBSTANTIATED})
    act(office, true, DECIDER, case)
    assert stands(office, case).closed_at is None
    assert office.owed(case)[Duty.CLEARING].due_at == at(3, 17, 0)
    act(
        office,
        ClearName(route=AnswerRoute.PUBLISHED, where=("公示栏",), text="经查不实"),
        SUPERVISOR,
        case,
    )
    assert stands(office, case).stage is CaseStage.OVER


def test_m31_the_third_substantiated_complaint_proposes_and_a_lighter_decision_says_why(
    office: Office,
) -> None:
    for _ in range(2):
        matter = office.take_in(nature=Nature.CONDUCT, about_units=("housing",))
        decided(office, open_case(office, open_lead(office, matter=matter)), CIRCULAR)
    matter = office.take_in(nature=Nature.CONDUCT, about_units=("housing",))
    third = heard(office, open_case(office, open_lead(office, matter=matter)))
    light = decision(Imposing(form=Form.ORAL_WARNING, subject=SubjectKind.OFFICIAL))
    with pytest.raises(DepartureUnexplained):
        act(office, light, DECIDER, third)
    reasoned = light.model_copy(update={"departure": "三件均为同一窗口设备故障"})
    done = act(office, reasoned, DECIDER, third)
    fact = done.recorded[0].fact
    assert isinstance(fact, CaseDecided)
    assert [(each.row, each.count, each.forms[0]) for each in fact.proposals] == [
        ("efficiency-office/1 ladders.1", 3, Form.NOT_COMPETENT)
    ]


def test_m31_what_the_ladder_proposes_can_be_decided_without_further_reasons(
    office: Office,
) -> None:
    for _ in range(2):
        matter = office.take_in(nature=Nature.CONDUCT, about_units=("housing",))
        decided(office, open_case(office, open_lead(office, matter=matter)), CIRCULAR)
    matter = office.take_in(nature=Nature.CONDUCT, about_units=("housing",))
    third = heard(office, open_case(office, open_lead(office, matter=matter)))
    proposed = decision(
        Imposing(form=Form.NOT_COMPETENT, subject=SubjectKind.OFFICIAL),
        authority=Authority.APPOINTING_BODY,
    )
    act(office, proposed, LEADER, third)
    assert case_of(office, third).held


def test_m31_the_second_written_warning_within_a_year_proposes_the_next_rung(
    office: Office,
) -> None:
    decided(office)
    second = heard(office)
    with pytest.raises(DepartureUnexplained):
        act(office, decision(), DECIDER, second)


def test_m31_complaints_older_than_the_rulebooks_year_do_not_count(office: Office) -> None:
    for _ in range(2):
        matter = office.take_in(nature=Nature.CONDUCT, about_units=("housing",))
        decided(office, open_case(office, open_lead(office, matter=matter)), CIRCULAR)
    office.clock.advance(days=370)
    matter = office.take_in(nature=Nature.CONDUCT, about_units=("housing",))
    third = heard(office, open_case(office, open_lead(office, matter=matter)))
    light = decision(Imposing(form=Form.ORAL_WARNING, subject=SubjectKind.OFFICIAL))
    fact = act(office, light, DECIDER, third).recorded[0].fact
    assert isinstance(fact, CaseDecided) and fact.proposals == ()


def test_m31_retaliation_names_the_complaint_and_is_never_minor(office: Office) -> None:
    with pytest.raises(RetaliationNamesNoComplaint):
        open_lead(office, ground=Ground.RETALIATION)
    matter = office.take_in(nature=Nature.CONDUCT, about_units=("housing",))
    case = open_case(office, open_lead(office, ground=Ground.RETALIATION, matter=matter))
    with pytest.raises(NeverMinor):
        act(office, findings(gravity=Gravity.MINOR), INVESTIGATOR, case)


def test_m31_whom_it_is_about_neither_decides_nor_finds_a_trace(office: Office) -> None:
    lead = open_lead(office, unit="office", person=DECIDER.person)
    about_office = OpenCase(lead=lead, title="自查自", investigator="inspector-yu")
    with pytest.raises((WithinTheLine, NotYourMatter)):
        office.app.handler.open(about_office, SUPERVISOR)
    case = office.app.handler.open(about_office, LEADER).stream
    with pytest.raises(NotYourMatter):
        stands(office, case, SUPERVISOR)
