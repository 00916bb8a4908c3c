"""M32 视情节轻重追究: forms that are lawful for the subject, how grave it is and who decides; served,
appealed against, carried out and lifted; never twice for the same facts."""

import pytest

from domain.accountability.cases.commands import Imposing
from domain.accountability.cases.following_commands import (
    Appeal,
    DecideAppeal,
    ExecuteMeasure,
    LiftMeasure,
    ServeDecision,
)
from domain.accountability.cases.following_errors import (
    AppealMakesHeavier,
    AppealPending,
    AppealTooLate,
    AuthorDecidesAppeal,
    NoAppeal,
    NotDecidedSo,
    TooEarlyToLift,
)
from domain.accountability.cases.legality_errors import (
    AlreadyPunished,
    AuthorityNotYours,
    BasisUnfit,
    FormNotForSubject,
    FormUnfitForGravity,
    HeaviestGoverns,
    NoSuchSubject,
    NotCompetent,
    PeriodTooLong,
    PeriodUnfit,
)
from domain.accountability.clearings.commands import ClearName
from domain.accountability.records.state import SubjectRecord, record_stream
from domain.errors import HuiyinError
from domain.proceedings.errors import ProceedingClosed
from domain.vocabulary import (
    AnswerRoute,
    AppealBasis,
    AppealOutcome,
    Authority,
    CaseStage,
    Duty,
    Form,
    Gravity,
    Nature,
    ObligationStatus,
    RecordStage,
    SubjectKind,
)
from tests.people import HANDLER, LEADER, OTHER_LEADER, SUPERVISOR
from tests.scenarios.justice import (
    DECIDER,
    act,
    case_of,
    decided,
    decision,
    heard,
    open_case,
    open_lead,
    served,
    stands,
    steps,
    watch,
)
from tests.scenarios.office import Office, at

OFFICIAL, UNIT = SubjectKind.OFFICIAL, SubjectKind.UNIT
WARNING = ("written_warning", OFFICIAL)
DEMERIT = Imposing(form=Form.DEMERIT, subject=OFFICIAL, months=12)
APPOINTING = {"authority": Authority.APPOINTING_BODY}


def impose(form: Form, subject: SubjectKind = OFFICIAL, months: int = 0) -> Imposing:
    return Imposing(form=form, subject=subject, months=months)


def record_of(office: Office, who: str = HANDLER.person) -> SubjectRecord:
    record = stands(office, record_stream(OFFICIAL, who))
    assert isinstance(record, SubjectRecord)
    return record


@pytest.mark.parametrize(
    ("measure", "given", "refusal"),
    [
        (impose(Form.REORGANISATION), {}, FormNotForSubject),
        (impose(Form.WRITTEN_WARNING, UNIT, 3), {}, FormNotForSubject),
        (impose(Form.DISMISSAL), {}, FormUnfitForGravity),
        (impose(Form.REMINDER_TALK), {"gravity": Gravity.GRAVE}, FormUnfitForGravity),
        (DEMERIT, {}, NotCompetent),
        (DEMERIT, APPOINTING, AuthorityNotYours),
        (impose(Form.WRITTEN_WARNING, months=9), {}, PeriodUnfit),
        (impose(Form.WRITTEN_WARNING), {}, PeriodUnfit),
        (impose(Form.CIRCULAR), {"basis": AppealBasis.SUPERVISORY}, BasisUnfit),
    ],
)
def test_m32_a_form_must_fit_subject_gravity_authority_and_period(
    office: Office, measure: Imposing, given: dict[str, object], refusal: type[HuiyinError]
) -> None:
    gravity = given.get("gravity", Gravity.ORDINARY)
    assert isinstance(gravity, Gravity)
    case = heard(office, gravity=gravity)
    rest = {name: value for name, value in given.items() if name != "gravity"}
    with pytest.raises(refusal):
        act(office, decision(measure, **rest), DECIDER, case)
    assert case_of(office, case).stage is CaseStage.HEARD


def test_m32_a_case_about_a_unit_alone_holds_no_official(office: Office) -> None:
    case = heard(office, open_case(office, open_lead(office, person=None)))
    with pytest.raises(NoSuchSubject):
        act(office, decision(), DECIDER, case)
    act(office, decision(impose(Form.WRITTEN_INSPECTION, UNIT)), DECIDER, case)
    assert case_of(office, case).facets["subject"] == "unit"


def test_m32_the_heaviest_governs_and_unit_and_official_are_each_held(office: Office) -> None:
    case = heard(office)
    both = (impose(Form.ORAL_WARNING), impose(Form.WRITTEN_WARNING, months=3))
    with pytest.raises(HeaviestGoverns):
        act(office, decision(*both), DECIDER, case)
    act(office, decision(both[1], impose(Form.WRITTEN_INSPECTION, UNIT)), DECIDER, case)
    assert {each.who for each in case_of(office, case).measures} == {HANDLER.person, "housing"}


def test_m32_supervisor_and_employer_do_not_both_sanction_the_same_facts(office: Office) -> None:
    matter = office.take_in(nature=Nature.CONDUCT, about_units=("housing",))
    first = heard(office, open_case(office, open_lead(office, matter=matter)))
    act(office, decision(DEMERIT, **APPOINTING), LEADER, first)
    second = heard(office, open_case(office, open_lead(office, matter=matter)))
    of_the_organ = decision(
        impose(Form.WARNING, months=6),
        authority=Authority.SUPERVISORY_ORGAN,
        document="监政 7 号",
        basis=AppealBasis.SUPERVISORY,
    )
    with pytest.raises(AlreadyPunished):
        act(office, of_the_organ, DECIDER, second)
    other_facts = heard(office)
    act(office, of_the_organ, DECIDER, other_facts)
    assert len(record_of(office).entries) == 2


def test_m32_periods_of_one_kind_are_at_most_48_months_together(office: Office) -> None:
    for _ in range(2):
        case = heard(office, gravity=Gravity.SERIOUS)
        act(office, decision(impose(Form.DEMOTION, months=24), **APPOINTING), LEADER, case)
    third = heard(office)
    with pytest.raises(PeriodTooLong):
        act(office, decision(DEMERIT, **APPOINTING), LEADER, third)


def test_m32_serving_starts_appeal_execution_and_the_period_to_lift(office: Office) -> None:
    case = decided(office)
    assert set(office.owed(case)) == {Duty.CASE_DECIDED, Duty.DECISION_SERVED}
    execute = ExecuteMeasure(form=Form.WRITTEN_WARNING, subject=OFFICIAL, evidence="存档")
    with pytest.raises(NotDecidedSo):
        act(office, execute, SUPERVISOR, case)
    with pytest.raises(NotDecidedSo):
        act(office, Appeal(text="不服"), SUPERVISOR, case)
    act(office, ServeDecision(evidence="送达回证"), SUPERVISOR, case)
    owed = office.owed(case)
    assert owed["measure_executed:written_warning:official"].due_at == at(3, 17, 0)
    # three months from 2 March end with 2 June; 5 working days later
    assert owed["lifting:written_warning:official"].due_at == at(6, 10, 0)
    assert case_of(office, case).appeal_until == at(4, 2, 0)
    act(office, execute, SUPERVISOR, case)
    assert act(office, execute, SUPERVISOR, case).recorded == ()


def test_m32_the_period_ends_by_itself_and_lifting_is_owed_then(office: Office) -> None:
    case = served(office)
    execute = ExecuteMeasure(form=Form.WRITTEN_WARNING, subject=OFFICIAL, evidence="存档")
    lift = LiftMeasure(form=Form.WRITTEN_WARNING, subject=OFFICIAL, evidence="通知书")
    act(office, execute, SUPERVISOR, case)
    assert record_of(office).stage is RecordStage.IN_INFLUENCE
    with pytest.raises(TooEarlyToLift):
        act(office, lift, SUPERVISOR, case)
    office.clock.move_to(at(4, 3))
    watch(office)
    assert steps(office, case)[-1].recorded.fact.TYPE == "case.appeal_lapsed"
    office.clock.move_to(at(6, 3))
    watch(office)
    watch(office)
    kinds = [each.recorded.fact.TYPE for each in steps(office, case)]
    assert kinds.count("case.influence_ended") == 1
    assert record_of(office).stage is RecordStage.CLEAR
    assert case_of(office, case).closed_at is None
    act(office, lift, SUPERVISOR, case)
    assert case_of(office, case).stage is CaseStage.OVER
    with pytest.raises(ProceedingClosed):
        act(office, Appeal(text="不服"), SUPERVISOR, case)


def test_m32_a_period_not_lifted_in_time_is_overdue(office: Office) -> None:
    case = served(office)
    office.clock.move_to(at(6, 11))
    watch(office)
    owed = office.owed(case)["lifting:written_warning:official"]
    assert owed.status(office.clock.now()) is ObligationStatus.OVERDUE


COLLEAGUE = SUPERVISOR.model_copy(update={"person": "supervisor-he"})


def test_m32_an_appeal_suspends_nothing_and_its_authors_do_not_decide_it(office: Office) -> None:
    case = served(office)
    with pytest.raises(NoAppeal):
        act(office, DecideAppeal(outcome=AppealOutcome.UPHELD, text="维持"), LEADER, case)
    before = office.owed(case)["measure_executed:written_warning:official"].due_at
    act(office, Appeal(text="过重"), SUPERVISOR, case)
    with pytest.raises(AppealPending):
        act(office, Appeal(text="过重"), SUPERVISOR, case)
    owed = office.owed(case)
    assert owed["measure_executed:written_warning:official"].due_at == before
    assert owed[Duty.OTHER_APPEAL].due_at == at(4, 2, 0)
    assert owed[Duty.OTHER_APPEAL].owner_unit == "county"
    uphold = DecideAppeal(outcome=AppealOutcome.UPHELD, text="维持")
    for of_the_office in (DECIDER, COLLEAGUE):  # the other one had no part in it
        with pytest.raises(AuthorDecidesAppeal):
            act(office, uphold, of_the_office, case)
    act(office, uphold, LEADER, case)
    assert case_of(office, case).held
    with pytest.raises(AppealTooLate):  # there is one appeal on this basis
        act(office, Appeal(text="再诉"), SUPERVISOR, case)


def test_m32_what_a_supervisory_organ_decided_goes_through_two_appeals(office: Office) -> None:
    case = served(
        office,
        impose(Form.WARNING, months=6),
        authority=Authority.SUPERVISORY_ORGAN,
        document="监政 7 号",
        basis=AppealBasis.SUPERVISORY,
    )
    uphold = DecideAppeal(outcome=AppealOutcome.UPHELD, text="维持")
    act(office, Appeal(text="不服"), SUPERVISOR, case)
    assert office.owed(case)[Duty.SUPERVISORY_APPEAL].due_at == at(4, 3, 0)
    act(office, uphold, LEADER, case)
    act(office, Appeal(text="仍不服"), SUPERVISOR, case)
    assert Duty.SECOND_SUPERVISORY_APPEAL in office.owed(case)
    with pytest.raises(AuthorDecidesAppeal):  # who decided the first
        act(office, uphold, LEADER, case)
    act(office, uphold, OTHER_LEADER, case)


def test_m32_an_appeal_too_late_is_refused(office: Office) -> None:
    case = served(office)
    office.clock.move_to(at(4, 2))
    with pytest.raises(AppealTooLate):
        act(office, Appeal(text="不服"), SUPERVISOR, case)


def test_m32_a_revoked_decision_leaves_the_record_and_the_name_is_cleared(office: Office) -> None:
    case = served(office)
    act(office, Appeal(text="不服"), SUPERVISOR, case)
    act(office, DecideAppeal(outcome=AppealOutcome.REVOKED, text="撤销"), LEADER, case)
    owed = office.owed(case)
    now = office.clock.now()
    executing = owed["measure_executed:written_warning:official"]
    assert executing.status(now) is ObligationStatus.VOID
    assert record_of(office).entries == ()
    act(
        office,
        ClearName(route=AnswerRoute.PUBLISHED, where=("公示栏",), text="予以澄清"),
        SUPERVISOR,
        case,
    )
    assert case_of(office, case).stage is CaseStage.OVER


def test_m32_an_appeal_makes_nothing_heavier_and_what_is_changed_is_served_anew(
    office: Office,
) -> None:
    case = served(office)
    act(office, Appeal(text="过重"), SUPERVISOR, case)
    for measures in (
        (),
        (impose(Form.WRITTEN_WARNING, months=3),),
        (impose(Form.WRITTEN_WARNING, months=6),),
        (impose(Form.ORAL_WARNING), impose(Form.WRITTEN_INSPECTION, UNIT)),
    ):
        changed = DecideAppeal(outcome=AppealOutcome.CHANGED, text="变更", measures=measures)
        with pytest.raises(AppealMakesHeavier):
            act(office, changed, LEADER, case)
    lighter = DecideAppeal(
        outcome=AppealOutcome.CHANGED, text="变更", measures=(impose(Form.ORAL_WARNING),)
    )
    act(office, lighter, LEADER, case)
    owed, now = office.owed(case), office.clock.now()
    assert owed["lifting:written_warning:official"].status(now) is ObligationStatus.VOID
    assert owed[Duty.DECISION_SERVED].status(now) is ObligationStatus.PENDING
    forms = [m.form for entry in record_of(office).entries for m in entry.measures]
    assert forms == [Form.ORAL_WARNING]
    act(office, ServeDecision(evidence="回证"), SUPERVISOR, case)
    assert "measure_executed:oral_warning:official" in office.owed(case)
