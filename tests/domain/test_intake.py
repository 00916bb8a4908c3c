"""Taking in, registering and correcting: given a matter, when a command, then events or a refusal."""

from datetime import timedelta

import pytest

from domain.envelope import Actor
from domain.errors import (
    AlreadyAnswered,
    AlreadyRegistered,
    AlreadyThere,
    AssigningLeaderMissing,
    ComplainedAboutCannotHandle,
    CorrectionTooLate,
    DelayByCorrection,
    ImportedTimesStay,
    NothingCorrected,
    SofterByCorrection,
    TimeInFuture,
    UnknownMatter,
    UnknownUnit,
)
from domain.matter.commands import (
    CorrectRegistration,
    DeliverOrder,
    ExtendAnswer,
    NotifyAcceptance,
    RegisterMatter,
    ReportDifficulty,
    SignOrder,
)
from domain.matter.events import (
    AcceptanceNotified,
    AnswerImported,
    MatterImported,
    MatterReceived,
    MatterRegistered,
    RegistrationCorrected,
)
from domain.matter.standing import standing
from domain.obligations import Owner
from domain.vocabulary import AnswerRoute, Channel, Conduct, Duty, FeedbackState, Nature, Role
from tests.domain.desk import (
    NOTHING,
    SECTION,
    Desk,
    answered,
    closed,
    delivered,
    dispatch,
    found_out,
    receive,
    registered,
    signed,
)
from tests.domain.examples import EXAMPLES
from tests.people import CLERK, HANDLER, HEAD, MORNING, OTHER_HANDLER, SUPERVISOR

REGISTER = RegisterMatter(nature=Nature.REQUEST)
EARLIER = MORNING - timedelta(days=4)


def correct(**changes: object) -> CorrectRegistration:
    return CorrectRegistration.model_validate({"reason": "登记有误", **changes})


def imported() -> Desk:
    desk = Desk()
    fact = next(each for each in EXAMPLES if isinstance(each, MatterImported))
    desk.record(fact.model_copy(update={"unit": "housing"}), CLERK)
    return desk


# Taking in


def test_a_matter_taken_in_and_classified_is_registered_in_one_step() -> None:
    facts = Desk().decide(receive(), CLERK)
    assert [type(fact) for fact in facts] == [MatterReceived, MatterRegistered]


def test_a_matter_taken_in_without_a_nature_waits_to_be_registered() -> None:
    desk = Desk()
    assert [type(fact) for fact in desk.do(receive(nature=None), CLERK)] == [MatterReceived]
    assert standing(desk.matter, desk.now) is FeedbackState.UNREGISTERED
    assert {"register", "outcome", "final_answer"} <= desk.owed()


def test_every_clock_of_the_complainant_starts_when_it_came_in_not_when_it_was_typed() -> None:
    early, late = Desk(), Desk()
    late.wait(days=3)
    early.do(receive(received_at=MORNING), CLERK)
    late.do(receive(received_at=MORNING), CLERK)
    for duty in (Duty.FINAL_ANSWER, Duty.OUTCOME, Duty.ACCEPTANCE_NOTICE, Duty.INTERIM_REPLY):
        assert early.due(duty) == late.due(duty)
    assert late.due(Duty.FINAL_ANSWER).date().isoformat() == "2026-03-24"


def test_a_receipt_in_the_future_is_refused() -> None:
    with pytest.raises(TimeInFuture):
        Desk().decide(receive(received_at=MORNING + timedelta(seconds=1)), CLERK)


@pytest.mark.parametrize("unit", [None, "nowhere"])
def test_a_matter_needs_a_receiving_unit_that_exists(unit: str | None) -> None:
    nobody = CLERK.model_copy(update={"unit": None})
    with pytest.raises(UnknownUnit):
        Desk().decide(receive(receiving_unit=unit), nobody)


@pytest.mark.parametrize("unit", ["housing", SECTION])
def test_the_unit_complained_about_and_its_sections_cannot_receive_the_complaint(unit: str) -> None:
    with pytest.raises(ComplainedAboutCannotHandle):
        Desk().decide(receive(receiving_unit=unit, about_units=("housing",)), CLERK)


def test_the_clerk_complained_about_may_note_the_complaint_but_not_classify_it() -> None:
    about_the_clerk = {"about_persons": (CLERK.person,)}
    assert Desk().decide(receive(nature=None, **about_the_clerk), CLERK)
    with pytest.raises(ComplainedAboutCannotHandle):
        Desk().decide(receive(**about_the_clerk), CLERK)


def test_a_leaders_assignment_must_name_the_leader_who_is_to_be_told() -> None:
    with pytest.raises(AssigningLeaderMissing):
        Desk().decide(receive(channel=Channel.LEADER_ASSIGNMENT), CLERK)
    desk = registered()
    with pytest.raises(AssigningLeaderMissing):
        desk.decide(correct(channel=Channel.LEADER_ASSIGNMENT), CLERK)


def test_a_leader_is_not_told_of_a_complaint_about_themselves() -> None:
    with pytest.raises(ComplainedAboutCannotHandle):
        Desk().decide(receive(assigned_by="leader-sun", about_persons=("leader-sun",)), CLERK)


def test_a_matter_is_taken_in_once() -> None:
    with pytest.raises(AlreadyThere):
        registered().decide(receive(), CLERK)


def test_nothing_can_be_done_to_a_matter_that_does_not_exist() -> None:
    with pytest.raises(UnknownMatter):
        Desk().decide(REGISTER, CLERK)


@pytest.mark.parametrize("channel", [Channel.LEADER_ASSIGNMENT, Channel.MEETING_MINUTES])
def test_two_days_for_an_assignment_run_from_the_decision_that_came_in(channel: Channel) -> None:
    desk = Desk()
    desk.do(receive(channel=channel, assigned_by="leader-sun", nature=None), CLERK)
    desk.wait(days=1)
    desk.do(REGISTER, CLERK)
    assert desk.due(Duty.DISPATCH) == MORNING + timedelta(days=2)


def test_two_days_for_any_other_message_run_from_its_registration_holidays_included() -> None:
    desk = Desk()
    desk.do(receive(nature=None), CLERK)
    desk.wait(days=4)
    desk.do(REGISTER, CLERK)
    assert desk.due(Duty.DISPATCH) == MORNING + timedelta(days=6)


# Registering


def test_registering_again_the_same_way_changes_nothing_and_another_way_is_refused() -> None:
    desk = registered()
    assert desk.decide(REGISTER, CLERK) == NOTHING
    with pytest.raises(AlreadyRegistered):
        desk.decide(RegisterMatter(nature=Nature.CONDUCT, conduct=(Conduct.LAZY,)), CLERK)


def test_an_imported_message_can_be_taken_up_and_is_owed_from_then_on() -> None:
    desk = imported()
    assert standing(desk.matter, desk.now) is FeedbackState.IMPORTED_UNANSWERED
    desk.do(REGISTER, CLERK)
    assert standing(desk.matter, desk.now) is FeedbackState.UNDISPATCHED
    assert desk.owed() == {"dispatch", "outcome", "final_answer"}


def test_an_answer_of_its_source_does_not_end_the_work_on_a_message_taken_up_here() -> None:
    desk = imported()
    desk.do(REGISTER, CLERK)
    desk.record(AnswerImported(text="已答复"), CLERK)
    assert desk.owed() == {"dispatch", "outcome"}
    assert standing(desk.matter, desk.now) is FeedbackState.UNDISPATCHED
    assert desk.matter.finding is None


def test_an_imported_message_with_its_answer_is_history_and_cannot_be_registered() -> None:
    desk = imported()
    desk.record(AnswerImported(text="已答复"), CLERK)
    with pytest.raises(AlreadyAnswered):
        desk.decide(REGISTER, CLERK)


def test_an_imported_message_of_no_unit_is_taken_up_by_the_unit_that_registers_it() -> None:
    desk = Desk()
    fact = next(each for each in EXAMPLES if isinstance(each, MatterImported))
    desk.record(fact.model_copy(update={"unit": None}), CLERK)
    with pytest.raises(UnknownUnit):
        desk.decide(REGISTER, Actor(person="x", role=Role.CLERK))
    desk.do(REGISTER, CLERK)
    assert desk.matter.receiving_unit == "office"
    final = desk.matter.obligation(Duty.FINAL_ANSWER)
    assert final is not None and final.owner == Owner("office")


# Correcting


def test_a_correction_that_changes_nothing_is_refused() -> None:
    for nothing in ({}, {"channel": Channel.HOTLINE}, {"about_units": ()}):
        with pytest.raises(NothingCorrected):
            registered().decide(correct(**nothing), CLERK)


def test_a_correction_keeps_only_what_differs() -> None:
    desk = registered()
    (fact,) = desk.do(correct(channel=Channel.VISIT, nature=Nature.REQUEST), CLERK)
    assert isinstance(fact, RegistrationCorrected)
    assert (fact.channel, fact.nature) == (Channel.VISIT, None)
    assert desk.matter.channel is Channel.VISIT


def test_an_earlier_receipt_moves_every_clock_of_the_complainant_forward() -> None:
    desk, right = registered(), registered(received_at=EARLIER)
    assert desk.due(Duty.FINAL_ANSWER) > right.due(Duty.FINAL_ANSWER)
    desk.do(correct(received_at=EARLIER), CLERK)
    for duty in (Duty.FINAL_ANSWER, Duty.OUTCOME, Duty.INTERIM_REPLY, Duty.ACCEPTANCE_NOTICE):
        assert desk.due(duty) == right.due(duty)


def test_a_later_receipt_would_put_off_every_deadline_so_only_a_supervisor_may_set_it() -> None:
    desk = registered(received_at=MORNING - timedelta(days=7))
    later = correct(received_at=MORNING - timedelta(days=6))
    with pytest.raises(DelayByCorrection):
        desk.decide(later, CLERK)
    assert desk.do(later, SUPERVISOR)


def test_a_clerk_cannot_go_back_to_the_later_receipt_by_way_of_an_earlier_one() -> None:
    desk = registered()
    desk.do(correct(received_at=MORNING - timedelta(days=7)), CLERK)
    with pytest.raises(DelayByCorrection):
        desk.decide(correct(received_at=MORNING), CLERK)


def test_a_receipt_cannot_be_corrected_into_the_future() -> None:
    with pytest.raises(TimeInFuture):
        registered().decide(correct(received_at=MORNING + timedelta(hours=1)), SUPERVISOR)


def test_a_corrected_receipt_keeps_the_extension_that_was_granted() -> None:
    desk = signed(assigned_by="leader-sun")
    right = signed(assigned_by="leader-sun", received_at=EARLIER)
    for each in (desk, right):
        each.do(ExtendAnswer(working_days=5, reason="等配件", told_by=AnswerRoute.PHONE), HEAD)
    desk.do(correct(received_at=EARLIER), CLERK)
    for duty in (Duty.FINAL_ANSWER, Duty.OUTCOME, Duty.FEEDBACK_TO_LEADER):
        assert desk.due(duty) == right.due(duty)


def test_an_imported_matter_keeps_the_time_its_source_gave() -> None:
    with pytest.raises(ImportedTimesStay):
        imported().decide(correct(received_at=MORNING - timedelta(days=7)), SUPERVISOR)


def test_after_the_outcome_the_registration_stays_as_it_is() -> None:
    for desk in (found_out(), answered()):
        with pytest.raises(CorrectionTooLate):
            desk.decide(correct(nature=Nature.QUESTION), SUPERVISOR)


@pytest.mark.parametrize(
    "softer",
    [{"about_units": ()}, {"about_persons": ("another",)}, {"nature": Nature.QUESTION}],
    ids=["unit let go", "person exchanged", "no longer about conduct"],
)
def test_only_a_supervisor_may_let_go_whom_a_matter_is_about(softer: dict[str, object]) -> None:
    desk = registered(
        nature=Nature.CONDUCT, about_units=("water",), about_persons=(OTHER_HANDLER.person,)
    )
    with pytest.raises(SofterByCorrection):
        desk.decide(correct(**softer), CLERK)
    assert desk.do(correct(**softer), SUPERVISOR)


def test_the_receiving_unit_cannot_turn_out_to_be_the_one_complained_about() -> None:
    with pytest.raises(ComplainedAboutCannotHandle):
        registered().decide(correct(about_units=("office",)), SUPERVISOR)


def test_the_assigning_leader_cannot_turn_out_to_be_the_one_complained_about() -> None:
    desk = registered(assigned_by="leader-sun")
    with pytest.raises(ComplainedAboutCannotHandle):
        desk.decide(correct(about_persons=("leader-sun",)), SUPERVISOR)


@pytest.mark.parametrize(
    "about",
    [{"about_units": ("housing",)}, {"about_persons": (HANDLER.person,)}],
    ids=["the unit", "its named person"],
)
def test_a_matter_that_turns_out_to_be_about_its_lead_goes_back_to_be_dispatched_anew(
    about: dict[str, object],
) -> None:
    desk = signed("water", assigned_by="leader-sun")
    desk.do(ReportDifficulty(leader="leader-qin", text="缺经费"), HANDLER)
    final = desk.due(Duty.FINAL_ANSWER)
    (fact,) = desk.do(correct(**about), CLERK)
    assert isinstance(fact, RegistrationCorrected)
    assert (fact.withdraws, fact.back_to) == (("housing",), "office")
    assert standing(desk.matter, desk.now) is FeedbackState.UNDISPATCHED
    assert desk.matter.custodian_unit == "office"
    assert not [each for each in desk.owed() if each.endswith(":housing")]
    assert not {"feedback_to_leader", "difficulty_decision"} & desk.owed()
    owed = {each.key.duty: each.owner for each in desk.matter.open_obligations()}
    for duty in (Duty.DISPATCH, Duty.OUTCOME, Duty.FINAL_ANSWER, Duty.INTERIM_REPLY):
        assert owed[duty].unit == "office" and owed[duty].person is None
    assert desk.due(Duty.FINAL_ANSWER) == final
    with pytest.raises(ComplainedAboutCannotHandle):
        desk.decide(SignOrder(), HANDLER)
    desk.do(dispatch("transport"), CLERK)
    assert desk.matter.lead == "transport"
    assert desk.due(Duty.DELIVERY, "transport") == desk.now + timedelta(days=2)


def test_a_matter_that_turns_out_to_be_about_a_participant_loses_that_participant_only() -> None:
    desk = delivered("water")
    (fact,) = desk.do(correct(about_units=("water",)), CLERK)
    assert isinstance(fact, RegistrationCorrected)
    assert (fact.withdraws, fact.back_to, fact.dispatch_by) == (("water",), None, None)
    assert set(desk.matter.orders) == {"housing"}
    assert "sign:housing" in desk.owed() and "sign:water" not in desk.owed()


def test_a_section_cannot_look_into_the_department_it_belongs_to() -> None:
    desk = registered(about_units=("housing",))
    with pytest.raises(ComplainedAboutCannotHandle):
        desk.decide(dispatch(SECTION), CLERK)
    repairer = Actor(person="repairer-tan", role=Role.HANDLER, unit=SECTION)
    with pytest.raises(ComplainedAboutCannotHandle):
        desk.decide(NotifyAcceptance(route=AnswerRoute.PHONE), repairer)
    assert registered(about_units=(SECTION,)).do(dispatch("housing"), CLERK)


# Acceptance


def test_the_complainant_is_told_once_that_the_matter_is_taken_on() -> None:
    desk, tell = registered(), NotifyAcceptance(route=AnswerRoute.PHONE)
    assert desk.do(tell, CLERK) == (AcceptanceNotified(route=AnswerRoute.PHONE),)
    assert "acceptance_notice" not in desk.owed()
    assert desk.decide(tell, CLERK) == NOTHING


def test_a_closed_matter_stays_as_it_is() -> None:
    desk = closed()
    for command in (REGISTER, correct(place="西街"), DeliverOrder(unit="housing")):
        with pytest.raises(Exception, match="The matter is closed"):
            desk.decide(command, SUPERVISOR)
