"""What the complainant is told: interim replies, the answer, exemptions."""

from datetime import timedelta

import pytest

from domain.errors import UnknownUnit
from domain.matter.answering.commands import ConfirmExemption, GiveInterimReply
from domain.matter.answering.errors import (
    NotProposed,
    PolicyNotExplained,
    PromiseInThePast,
    RouteExists,
    SecondPersonNeeded,
)
from domain.matter.answering.events import AnswerExempted, ComplainantAnswered
from domain.matter.errors import (
    AlreadyAnswered,
    ComplainedAboutCannotHandle,
    NotForOneself,
    NotTheLead,
    OutcomeMissing,
)
from domain.matter.routing.commands import SignOrder
from domain.matter.standing import standing
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    Duty,
    Ending,
    FeedbackState,
    Finding,
    ObligationStatus,
)
from tests.domain.desk import (
    NOTHING,
    SECOND_CLERK,
    Desk,
    answer,
    answered,
    correct,
    delivered,
    found_out,
    outcome,
    propose,
    registered,
    signed,
)
from tests.people import CLERK, HANDLER, OTHER_HANDLER, SUPERVISOR

CONFIRM = ConfirmExemption()


def interim(desk: Desk, **later: float) -> GiveInterimReply:
    expected_by = desk.now + timedelta(**later)
    return GiveInterimReply(text="等配件", expected_by=expected_by, route=AnswerRoute.PHONE)


def status(desk: Desk, duty: Duty) -> ObligationStatus:
    owed = desk.matter.obligation(duty)
    assert owed is not None
    return owed.status(desk.now)


# Interim replies


def test_an_interim_reply_tells_why_and_the_final_answer_stays_owed() -> None:
    desk = signed()
    desk.do(interim(desk, days=30), HANDLER)
    assert "interim_reply" not in desk.owed()
    assert {"final_answer", "outcome"} <= desk.owed()


def test_an_interim_reply_promises_a_time_to_come() -> None:
    desk = signed()
    for passed in ({"seconds": 0}, {"days": -1}):
        with pytest.raises(PromiseInThePast):
            desk.decide(interim(desk, **passed), HANDLER)


def test_after_the_answer_no_interim_reply_is_left() -> None:
    desk = answered()
    with pytest.raises(AlreadyAnswered):
        desk.decide(interim(desk, days=1), CLERK)


# The answer


@pytest.mark.parametrize(("anonymous", "next_step"), [(False, "follow_up_call"), (True, "close")])
def test_the_answer_ends_everything_owed_to_the_complainant_who_is_asked_next_if_they_can_be(
    anonymous: bool, next_step: str
) -> None:
    desk = found_out(anonymous=anonymous)
    (fact,) = desk.do(answer(), CLERK)
    assert isinstance(fact, ComplainantAnswered)
    assert desk.owed() == {next_step}
    assert standing(desk.matter, desk.now) is FeedbackState.ANSWERED
    assert desk.matter.custodian_unit == fact.closing_unit == "office"


def test_without_an_outcome_there_is_nothing_to_tell() -> None:
    with pytest.raises(OutcomeMissing):
        signed().decide(answer(), CLERK)


def test_outside_policy_must_be_explained() -> None:
    desk = found_out(Finding.OUTSIDE_POLICY)
    assert standing(desk.matter, desk.now) is FeedbackState.POLICY_NOT_EXPLAINED
    with pytest.raises(PolicyNotExplained):
        desk.decide(answer(), CLERK)
    (fact,) = desk.do(answer("第 9 条"), CLERK)
    assert isinstance(fact, ComplainantAnswered) and fact.policy == "第 9 条"


def test_the_complainant_is_answered_once() -> None:
    with pytest.raises(AlreadyAnswered):
        answered().decide(answer(), CLERK)


def test_a_participating_unit_does_not_speak_for_the_lead() -> None:
    desk = signed("water")
    desk.do(SignOrder(), OTHER_HANDLER)
    desk.do(outcome(), HANDLER)
    with pytest.raises(NotTheLead):
        desk.decide(answer(), OTHER_HANDLER)
    assert desk.decide(answer(), HANDLER)


@pytest.mark.parametrize(
    ("unit", "refusal"),
    [
        ("nowhere", UnknownUnit),
        ("transport", ComplainedAboutCannotHandle),
        ("water", NotTheLead),
        ("county", NotTheLead),
    ],
    ids=["no such unit", "complained about", "a participant", "a stranger"],
)
def test_only_a_unit_that_may_speak_is_answered_for(unit: str, refusal: type[Exception]) -> None:
    desk = signed("water", about_units=("transport",))
    desk.do(outcome(), HANDLER)
    with pytest.raises(refusal):
        desk.decide(answer(unit=unit), CLERK)


def test_the_lead_the_receiver_and_a_clerk_for_their_own_unit_may_answer() -> None:
    desk = found_out(receiving_unit="water")
    for unit in ("housing", "water", "office"):
        (fact,) = desk.decide(answer(unit=unit), CLERK)
        assert isinstance(fact, ComplainantAnswered) and fact.unit == unit
    with pytest.raises(NotTheLead):
        desk.decide(answer(unit="office"), SUPERVISOR)


def test_a_clerk_of_a_participating_unit_does_not_speak_for_it() -> None:
    desk = signed("water")
    desk.do(outcome(), HANDLER)
    with pytest.raises(NotTheLead):
        desk.decide(answer(), CLERK.model_copy(update={"unit": "water"}))


def test_an_answer_at_the_very_instant_it_falls_due_is_late() -> None:
    in_time, late = found_out(), found_out()
    in_time.now = in_time.due(Duty.FINAL_ANSWER) - timedelta(microseconds=1)
    late.now = late.due(Duty.FINAL_ANSWER)
    for desk in (in_time, late):
        desk.do(answer(), CLERK)
    assert status(in_time, Duty.FINAL_ANSWER) is ObligationStatus.DONE_IN_TIME
    assert status(late, Duty.FINAL_ANSWER) is ObligationStatus.DONE_LATE


# Exemptions


def test_two_people_exempt_an_anonymous_matter_that_nobody_could_be_told_of() -> None:
    desk = registered(anonymous=True)
    desk.do(propose(), CLERK)
    assert desk.decide(propose(), CLERK) == NOTHING
    with pytest.raises(SecondPersonNeeded):
        desk.decide(CONFIRM, CLERK)
    (fact,) = desk.do(CONFIRM, SUPERVISOR)
    assert isinstance(fact, AnswerExempted)
    assert (fact.proposed_by, fact.close_by) == (CLERK.person, None)
    ended = desk.matter.obligation(Duty.FINAL_ANSWER)
    assert ended is not None and ended.ended is Ending.EXCUSED
    assert desk.decide(CONFIRM, SUPERVISOR) == NOTHING
    assert desk.decide(propose(), SECOND_CLERK) == NOTHING


def test_an_exemption_after_the_outcome_leaves_the_filing_owed() -> None:
    desk = found_out(anonymous=True)
    desk.do(propose(), CLERK)
    desk.do(CONFIRM, SUPERVISOR)
    assert desk.owed() == {"close"}
    assert standing(desk.matter, desk.now) is FeedbackState.EXEMPT


def test_an_outcome_after_the_exemption_leaves_the_filing_owed_and_no_answer() -> None:
    desk = signed(anonymous=True)
    desk.do(propose(), CLERK)
    desk.do(CONFIRM, SUPERVISOR)
    assert standing(desk.matter, desk.now) is FeedbackState.IN_HAND
    desk.do(outcome(), HANDLER)
    due = desk.due(Duty.CLOSE)
    desk.wait(days=1)
    desk.do(outcome(Finding.PARTLY_MET), HANDLER)
    assert desk.owed() == {"close"}
    assert desk.due(Duty.CLOSE) == due
    assert standing(desk.matter, desk.now) is FeedbackState.EXEMPT


@pytest.mark.parametrize(
    "reachable",
    [
        {"anonymous": False},
        {"anonymous": True, "contact": "0000-1"},
        {"anonymous": True, "channel": Channel.NETIZEN_MESSAGE},
    ],
    ids=["named", "left a contact", "can be answered in public"],
)
def test_who_can_be_told_must_be_told(reachable: dict[str, object]) -> None:
    with pytest.raises(RouteExists):
        registered(**reachable).decide(propose(), CLERK)


def test_an_exemption_is_proposed_before_it_is_confirmed() -> None:
    with pytest.raises(NotProposed):
        registered(anonymous=True).decide(CONFIRM, SUPERVISOR)


def test_who_handles_a_matter_does_not_confirm_its_exemption() -> None:
    desk = delivered(anonymous=True)
    desk.do(SignOrder(), HANDLER)
    desk.do(propose(), CLERK)
    with pytest.raises(NotForOneself):
        desk.decide(CONFIRM, HANDLER)


def test_who_is_named_in_the_order_does_not_confirm_its_exemption() -> None:
    desk = delivered(anonymous=True)
    desk.do(propose(), CLERK)
    with pytest.raises(NotForOneself):
        desk.decide(CONFIRM, HANDLER)


def test_who_turns_out_to_be_reachable_is_not_exempted() -> None:
    desk = registered(anonymous=True)
    desk.do(propose(), CLERK)
    desk.do(correct(channel=Channel.NETIZEN_MESSAGE), CLERK)
    with pytest.raises(RouteExists):
        desk.decide(CONFIRM, SUPERVISOR)


def test_what_was_answered_can_no_longer_be_exempted() -> None:
    desk = found_out(anonymous=True)
    desk.do(propose(), CLERK)
    desk.do(answer(), CLERK)
    with pytest.raises(AlreadyAnswered):
        desk.decide(CONFIRM, SUPERVISOR)
    with pytest.raises(AlreadyAnswered):
        desk.decide(propose(), SECOND_CLERK)
