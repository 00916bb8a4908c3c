"""What the complainant is told: interim replies, the answer, extensions, exemptions."""

from datetime import timedelta

import pytest

from domain.errors import (
    AlreadyAnswered,
    AlreadyExtended,
    ExtensionTooLong,
    NotForOneself,
    NotProposed,
    NotRegistered,
    NotTheLead,
    OutcomeMissing,
    PolicyNotExplained,
    PromiseInThePast,
    RouteExists,
    SecondPersonNeeded,
    TooLateToExtend,
)
from domain.matter.commands import ConfirmExemption, ExtendAnswer, GiveInterimReply, SignOrder
from domain.matter.events import AnswerExempted, AnswerExtended, ComplainantAnswered
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
    WATER_HEAD,
    Desk,
    answer,
    answered,
    delivered,
    exempted,
    found_out,
    outcome,
    propose,
    receive,
    registered,
    signed,
)
from tests.people import CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, SUPERVISOR

CONFIRM = ConfirmExemption()


def extend(days: int = 10) -> ExtendAnswer:
    return ExtendAnswer(working_days=days, reason="等配件", told_by=AnswerRoute.PHONE)


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


def test_the_answer_ends_everything_owed_to_the_complainant_and_filing_is_owed_next() -> None:
    desk = found_out()
    (fact,) = desk.do(answer(), CLERK)
    assert isinstance(fact, ComplainantAnswered)
    assert desk.owed() == {"close"}
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
    desk.do(answer("第 9 条"), CLERK)
    assert desk.matter.policy_explained


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


def test_an_answer_at_the_very_instant_it_falls_due_is_late() -> None:
    in_time, late = found_out(), found_out()
    in_time.now = in_time.due(Duty.FINAL_ANSWER) - timedelta(microseconds=1)
    late.now = late.due(Duty.FINAL_ANSWER)
    for desk in (in_time, late):
        desk.do(answer(), CLERK)
    assert status(in_time, Duty.FINAL_ANSWER) is ObligationStatus.DONE_IN_TIME
    assert status(late, Duty.FINAL_ANSWER) is ObligationStatus.DONE_LATE


# Extensions


def test_an_extension_moves_the_final_answer_and_all_that_hangs_on_it() -> None:
    desk = signed(assigned_by=LEADER.person)
    (fact,) = desk.do(extend(10), HEAD)
    assert isinstance(fact, AnswerExtended)
    assert fact.approver == HEAD.person
    assert desk.due(Duty.FINAL_ANSWER).date().isoformat() == "2026-04-08"
    assert desk.due(Duty.OUTCOME).date().isoformat() == "2026-04-02"
    assert desk.due(Duty.INTERIM_REPLY) == desk.due(Duty.FINAL_ANSWER)
    assert desk.due(Duty.FEEDBACK_TO_LEADER) == desk.due(Duty.OUTCOME)
    assert (desk.matter.extensions, desk.matter.extension_days) == (1, 10)


def test_an_extension_after_the_outcome_gives_no_more_time_to_tell_it() -> None:
    desk = found_out()
    due = desk.due(Duty.ANSWER)
    desk.do(extend(), HEAD)
    assert desk.due(Duty.ANSWER) == due


def test_at_the_very_instant_the_answer_falls_due_it_is_too_late_to_extend() -> None:
    desk = signed()
    desk.now = desk.due(Duty.FINAL_ANSWER)
    with pytest.raises(TooLateToExtend):
        desk.decide(extend(), HEAD)
    desk.now -= timedelta(microseconds=1)
    assert desk.decide(extend(), HEAD)


def test_an_extension_is_thirty_working_days_at_most() -> None:
    with pytest.raises(ExtensionTooLong):
        signed().decide(extend(31), HEAD)
    assert signed().decide(extend(30), HEAD)


def test_the_units_head_extends_once_and_the_efficiency_office_again() -> None:
    desk = signed()
    desk.do(extend(), HEAD)
    with pytest.raises(AlreadyExtended):
        desk.decide(extend(), HEAD)
    desk.do(extend(5), SUPERVISOR)
    assert (desk.matter.extensions, desk.matter.extension_days) == (2, 15)


def test_nobody_extends_a_matter_of_their_own() -> None:
    desk = delivered()
    desk.do(SignOrder(), HEAD)
    with pytest.raises(NotForOneself):
        desk.decide(extend(), HEAD)
    desk.do(extend(), SUPERVISOR)
    own = SUPERVISOR.model_copy(update={"unit": "housing"})
    with pytest.raises(NotForOneself):
        desk.decide(extend(), own)


def test_the_head_of_a_participating_unit_does_not_extend_for_the_lead() -> None:
    with pytest.raises(NotTheLead):
        signed("water").decide(extend(), WATER_HEAD)


def test_an_unregistered_or_answered_or_exempted_matter_has_nothing_to_extend() -> None:
    desk = Desk()
    desk.do(receive(nature=None), CLERK)
    with pytest.raises(NotRegistered):
        desk.decide(extend(), SUPERVISOR)
    for over in (answered(), exempted()):
        with pytest.raises(AlreadyAnswered):
            over.decide(extend(), SUPERVISOR)


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


def test_what_was_answered_can_no_longer_be_exempted() -> None:
    desk = found_out(anonymous=True)
    desk.do(propose(), CLERK)
    desk.do(answer(), CLERK)
    with pytest.raises(AlreadyAnswered):
        desk.decide(CONFIRM, SUPERVISOR)
    with pytest.raises(AlreadyAnswered):
        desk.decide(propose(), SECOND_CLERK)
