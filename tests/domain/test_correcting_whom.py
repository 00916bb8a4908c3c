"""Mending who has to do with a matter: whom it is about, its receiver, its assigning leader."""

from datetime import timedelta

import pytest

from domain.errors import UnknownUnit
from domain.matter.correcting.errors import (
    CorrectionAfterOutcome,
    CorrectionTooLate,
    ReceiverStays,
    SofterByCorrection,
)
from domain.matter.correcting.events import RegistrationCorrected
from domain.matter.errors import ComplainedAboutCannotHandle
from domain.matter.handling.commands import InformLeader, ReportDifficulty
from domain.matter.intake.commands import RegisterMatter
from domain.matter.intake.errors import AssigningLeaderMissing
from domain.matter.routing.commands import DeliverOrder, SignOrder
from domain.matter.standing import standing
from domain.obligations import Owner
from domain.vocabulary import Channel, Duty, Ending, FeedbackState, Nature
from tests.domain.desk import (
    SECTION,
    Desk,
    answered,
    correct,
    delivered,
    dispatch,
    dispatched,
    exempted,
    found_out,
    outcome,
    receive,
    registered,
    signed,
)
from tests.people import (
    CLERK,
    HANDLER,
    LEADER,
    OTHER_HANDLER,
    OTHER_LEADER,
    SUPERVISOR,
)

REGISTER = RegisterMatter(nature=Nature.REQUEST)


def owner(desk: Desk, duty: Duty, of: str = "") -> Owner:
    owed = desk.matter.obligation(duty, of)
    assert owed is not None and owed.is_open, f"no {duty} is owed"
    return owed.owner


# Whom it is about


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


# The assigning leader


def test_a_leaders_assignment_taken_for_a_visit_is_mended_by_naming_the_leader() -> None:
    desk = delivered(channel=Channel.VISIT)
    assigned = {"channel": Channel.LEADER_ASSIGNMENT}
    with pytest.raises(AssigningLeaderMissing):
        desk.decide(correct(**assigned), CLERK)
    desk.do(correct(**assigned, assigned_by=LEADER.person), CLERK)
    assert desk.matter.assigned_by == LEADER.person
    assert owner(desk, Duty.FEEDBACK_TO_LEADER) == Owner("housing", HANDLER.person)
    assert desk.due(Duty.FEEDBACK_TO_LEADER) == desk.due(Duty.OUTCOME)


def test_before_the_order_has_arrived_its_delivery_opens_the_feedback_to_the_leader() -> None:
    desk = dispatched()
    desk.do(correct(assigned_by=LEADER.person), CLERK)
    assert "feedback_to_leader" not in desk.owed()
    desk.do(DeliverOrder(unit="housing"), CLERK)
    assert "feedback_to_leader" in desk.owed()


def test_where_another_leader_had_been_told_the_right_one_is_to_be_told() -> None:
    desk = found_out(assigned_by=LEADER.person)
    desk.do(InformLeader(text="已办结"), HANDLER)
    desk.wait(days=1)
    desk.do(correct(assigned_by=OTHER_LEADER.person), CLERK)
    assert desk.due(Duty.FEEDBACK_TO_LEADER) == desk.due(Duty.ANSWER)
    desk.do(InformLeader(text="已办结"), HANDLER)
    assert "feedback_to_leader" not in desk.owed()


def test_another_leader_is_owed_by_the_same_date_the_feedback_that_is_still_owed() -> None:
    desk = delivered(assigned_by=LEADER.person)
    before = desk.matter.obligation(Duty.FEEDBACK_TO_LEADER)
    (fact,) = desk.do(correct(assigned_by=OTHER_LEADER.person), CLERK)
    assert isinstance(fact, RegistrationCorrected) and fact.feedback_unit is None
    assert desk.matter.obligation(Duty.FEEDBACK_TO_LEADER) is before


# The receiving unit


def test_a_matter_about_its_own_receiver_is_put_right_by_naming_another() -> None:
    desk = Desk()
    desk.do(receive(nature=None), CLERK)
    with pytest.raises(ComplainedAboutCannotHandle):
        desk.decide(correct(about_units=("office",)), CLERK)
    dues = {key: each.deadline for key, each in desk.matter.obligations.items()}
    desk.do(correct(about_units=("office",), receiving_unit="water"), CLERK)
    assert (desk.matter.receiving_unit, desk.matter.custodian_unit) == ("water", "water")
    owed = desk.matter.obligations
    assert {each.owner for each in owed.values()} == {Owner("water")}
    assert {key: each.deadline for key, each in owed.items()} == dues
    with pytest.raises(ComplainedAboutCannotHandle):
        desk.decide(REGISTER, CLERK)
    assert desk.do(REGISTER, OTHER_HANDLER)


def test_another_receiver_delivers_the_orders_and_the_lead_keeps_what_it_signed_for() -> None:
    desk = dispatched("transport")
    desk.do(DeliverOrder(unit="housing"), CLERK)
    desk.do(SignOrder(), HANDLER)
    desk.do(correct(about_units=("office",), receiving_unit="water"), CLERK)
    assert owner(desk, Duty.DELIVERY, "transport") == Owner("water")
    assert owner(desk, Duty.FINAL_ANSWER) == Owner("housing", HANDLER.person)
    assert desk.matter.custodian_unit == "housing"


def test_a_matter_about_its_receiver_and_its_lead_goes_to_another_receiver() -> None:
    desk = signed()
    desk.do(correct(about_units=("office", "housing"), receiving_unit="water"), CLERK)
    for duty in (Duty.DISPATCH, Duty.OUTCOME, Duty.FINAL_ANSWER, Duty.ACCEPTANCE_NOTICE):
        assert owner(desk, duty) == Owner("water")
    assert desk.matter.custodian_unit == "water"


@pytest.mark.parametrize(
    ("receiver", "refusal"),
    [
        ("nowhere", UnknownUnit),
        ("housing", ComplainedAboutCannotHandle),
        (SECTION, ComplainedAboutCannotHandle),
    ],
)
def test_another_receiver_exists_and_is_not_whom_it_is_about(
    receiver: str, refusal: type[Exception]
) -> None:
    about = {"about_units": ("office", "housing")}
    with pytest.raises(refusal):
        registered().decide(correct(**about, receiving_unit=receiver), SUPERVISOR)


def test_a_receiver_that_is_not_complained_about_stays_unless_a_supervisor_says_otherwise() -> None:
    desk = registered()
    with pytest.raises(ReceiverStays):
        desk.decide(correct(receiving_unit="water"), CLERK)
    desk.do(correct(receiving_unit="water"), SUPERVISOR)
    assert owner(desk, Duty.FINAL_ANSWER) == Owner("water")


# After the outcome


def test_after_the_outcome_only_who_has_to_do_with_it_can_be_mended() -> None:
    with pytest.raises(CorrectionAfterOutcome):
        found_out().decide(correct(nature=Nature.QUESTION), SUPERVISOR)
    assert found_out().decide(correct(about_units=("water",)), CLERK)


def test_after_the_answer_the_registration_stays_as_it_is() -> None:
    with pytest.raises(CorrectionTooLate):
        answered().decide(correct(about_units=("water",)), SUPERVISOR)


def test_what_the_unit_complained_about_found_out_about_itself_is_void() -> None:
    desk = found_out(assigned_by=LEADER.person)
    due, final = desk.due(Duty.OUTCOME), desk.due(Duty.FINAL_ANSWER)
    desk.wait(days=1)
    desk.do(correct(about_units=("housing",)), CLERK)
    ended = desk.matter.obligation(Duty.ANSWER)
    assert ended is not None and ended.ended is Ending.VOID
    assert desk.matter.finding is None
    assert standing(desk.matter, desk.now) is FeedbackState.UNDISPATCHED
    assert owner(desk, Duty.OUTCOME) == owner(desk, Duty.DISPATCH) == Owner("office")
    assert (desk.due(Duty.OUTCOME), desk.due(Duty.FINAL_ANSWER)) == (due, final)
    desk.do(dispatch("water"), CLERK)
    desk.do(DeliverOrder(unit="water"), CLERK)
    desk.do(SignOrder(), OTHER_HANDLER)
    desk.do(outcome(), OTHER_HANDLER)
    assert owner(desk, Duty.ANSWER).unit == "water"
    assert "feedback_to_leader" in desk.owed()


def test_a_filing_owed_for_such_an_outcome_is_void_too() -> None:
    desk = exempted()
    desk.do(dispatch("housing"), CLERK)
    desk.do(DeliverOrder(unit="housing"), CLERK)
    desk.do(SignOrder(), HANDLER)
    desk.do(outcome(), HANDLER)
    desk.do(correct(about_units=("housing",)), CLERK)
    assert "close" not in desk.owed() and {"outcome", "dispatch"} <= desk.owed()
