"""After the answer: asking by an outsider, disputing, doing it again once, reviewing (M15)."""

from datetime import datetime, timedelta

import pytest

from domain.envelope import Actor
from domain.matter.closing.commands import CloseMatter
from domain.matter.contesting.commands import ApplyForReview, ContestAnswer, DecideReview
from domain.matter.contesting.errors import (
    AlreadyRedone,
    ApplicationTooLate,
    FinallyReviewed,
    HandlerCannotReview,
    NoReviewPending,
    NothingToContest,
    RedoFirst,
    ReviewPending,
)
from domain.matter.contesting.events import ReviewApplied
from domain.matter.followup.commands import RateAnswer
from domain.matter.followup.errors import (
    AlreadyRated,
    HandlerCannotCall,
    NoCallOwed,
    NothingToRate,
    RatesOwnWork,
    TriedToday,
)
from domain.matter.standing import standing
from domain.vocabulary import (
    AnswerRoute,
    Duty,
    FeedbackState,
    Finding,
    ObligationStatus,
    ReviewStage,
    Role,
    Satisfaction,
)
from tests.domain.desk import (
    CALLER,
    SECOND_CLERK,
    SECTION,
    Desk,
    answer,
    answered,
    asked,
    call,
    closed,
    found_out,
    outcome,
    signed,
)
from tests.people import CLERK, HANDLER, HEAD, LEADER, SUPERVISOR

CONTEST = ContestAnswer(text="只修了一盏")
APPLY = ApplyForReview(text="还是不亮")
RATE = RateAnswer(satisfaction=Satisfaction.DISSATISFIED, resolved=False)


def decided(upheld: bool) -> DecideReview:
    return DecideReview(upheld=upheld, text="经查", route=AnswerRoute.LETTER)


def done_again(desk: Desk, finding: Finding = Finding.MET) -> Desk:
    desk.do(outcome(finding), HANDLER)
    desk.do(answer(), CLERK)
    return desk


def redone() -> Desk:
    desk = asked()
    desk.do(CONTEST, CLERK)
    return done_again(desk)


def under_review() -> Desk:
    desk = redone()
    desk.do(APPLY, CLERK)
    return desk


# Asking


@pytest.mark.parametrize(
    "who",
    [
        HANDLER,
        CLERK,
        Actor(person="somebody", role=Role.CLERK, unit="housing"),
        Actor(person="somebody", role=Role.CLERK, unit=SECTION),
    ],
    ids=["handler", "who answered", "of the lead", "of its section"],
)
def test_nobody_is_asked_by_those_it_is_about(who: Actor) -> None:
    with pytest.raises(HandlerCannotCall):
        answered().decide(call(), who)


def test_who_was_reached_is_asked_once() -> None:
    desk = answered()
    desk.do(call(satisfied=False), CALLER)
    assert desk.matter.followup.satisfaction is Satisfaction.DISSATISFIED
    assert desk.matter.followup.resolved is False
    with pytest.raises(NoCallOwed):
        desk.decide(call(), SUPERVISOR)


def test_who_cannot_be_reached_is_tried_on_three_days_and_that_is_no_consent() -> None:
    desk = answered()
    for _ in range(2):
        desk.do(call(reached=False), CALLER)
        with pytest.raises(TriedToday):
            desk.decide(call(reached=False), SUPERVISOR)
        assert "follow_up_call" in desk.owed()
        desk.wait(days=1)
    desk.do(call(reached=False), CALLER)
    assert desk.owed() == {"close"}
    followup = desk.matter.followup
    assert (followup.attempts, followup.done, followup.satisfaction) == (3, True, None)


def test_a_call_that_reached_them_counts_on_the_day_of_one_that_did_not() -> None:
    desk = answered()
    desk.do(call(reached=False), CALLER)
    desk.do(call(), CALLER)
    assert desk.owed() == {"close"}


@pytest.mark.parametrize("desk", [signed(), found_out(), answered(anonymous=True), asked()])
def test_nobody_is_asked_where_there_is_nothing_to_ask_or_nobody(desk: Desk) -> None:
    with pytest.raises(NoCallOwed):
        desk.decide(call(), CALLER)


def test_an_answer_is_rated_once_also_when_it_was_filed() -> None:
    desk = closed()
    for own in (CLERK, HANDLER):
        with pytest.raises(RatesOwnWork):
            desk.decide(RATE, own)
    desk.do(RATE, CALLER)
    assert desk.matter.followup.satisfaction is Satisfaction.DISSATISFIED
    with pytest.raises(AlreadyRated):
        desk.decide(RATE, CALLER)
    with pytest.raises(NothingToRate):
        found_out().decide(RATE, CLERK)


# Disputing


@pytest.mark.parametrize("before", [answered, asked, closed])
def test_a_disputed_answer_is_done_again_by_the_lead_and_its_verdict_stays(before: object) -> None:
    desk: Desk = before()  # type: ignore[operator]
    verdict = desk.matter.obligation(Duty.FINAL_ANSWER)
    desk.do(CONTEST, CLERK)
    assert desk.owed() == {"redo"}
    owner = desk.matter.obligation(Duty.REDO).owner  # type: ignore[union-attr]
    assert (owner.unit, owner.person) == ("housing", HANDLER.person)
    assert standing(desk.matter, desk.now) is FeedbackState.REDO
    assert desk.matter.custodian_person == HANDLER.person
    assert desk.matter.obligation(Duty.FINAL_ANSWER) == verdict


def test_doing_it_again_ends_with_an_outcome_and_an_answer_within_its_own_limit() -> None:
    desk = answered()
    desk.wait(days=20)
    desk.do(CONTEST, CLERK)
    due = desk.due(Duty.REDO)
    desk.do(outcome(Finding.PARTLY_MET), HANDLER)
    assert desk.owed() == {"redo", "answer"}
    assert desk.now < desk.due(Duty.ANSWER) <= due
    desk.do(answer(), CLERK)
    assert desk.owed() == {"follow_up_call"}
    redo = desk.matter.obligation(Duty.REDO)
    assert redo is not None
    assert redo.status(desk.now) is ObligationStatus.DONE_IN_TIME
    assert desk.matter.followup.satisfaction is None  # asked anew about the new answer


def test_it_is_done_again_once() -> None:
    desk = redone()
    with pytest.raises(AlreadyRedone):
        desk.decide(CONTEST, CLERK)


def test_there_is_a_time_for_disputing() -> None:
    desk = closed()
    desk.now = datetime(2026, 4, 2, tzinfo=desk.now.tzinfo) - timedelta(microseconds=1)
    assert desk.decide(CONTEST, CLERK)
    desk.wait(microseconds=1)
    with pytest.raises(ApplicationTooLate):
        desk.decide(CONTEST, CLERK)


def test_what_was_not_answered_cannot_be_disputed() -> None:
    for desk in (signed(), found_out()):
        with pytest.raises(NothingToContest):
            desk.decide(CONTEST, CLERK)


# Reviewing


def test_the_first_answer_is_done_again_before_it_is_reviewed() -> None:
    with pytest.raises(RedoFirst):
        answered().decide(APPLY, CLERK)


def test_a_review_is_owed_one_level_up_and_nothing_is_filed_meanwhile() -> None:
    desk = under_review()
    assert desk.owed() == {"review"}
    assert desk.matter.custodian_unit == "county"
    assert standing(desk.matter, desk.now) is FeedbackState.UNDER_REVIEW
    with pytest.raises(ReviewPending):
        desk.decide(APPLY, CLERK)
    with pytest.raises(ReviewPending):
        desk.decide(CONTEST, CLERK)


@pytest.mark.parametrize("who", [HANDLER, HEAD, CALLER], ids=["handler", "its head", "a clerk"])
def test_a_review_is_not_decided_by_the_unit_itself_or_a_clerk(who: Actor) -> None:
    with pytest.raises(HandlerCannotReview):
        under_review().decide(decided(True), who)


def test_an_answer_upheld_is_filed_unless_it_goes_to_re_review() -> None:
    desk = under_review()
    desk.do(decided(True), SUPERVISOR)
    assert desk.owed() == {"close"}
    (applied,) = desk.do(APPLY, CLERK)
    assert isinstance(applied, ReviewApplied)
    assert applied.stage is ReviewStage.RE_REVIEW
    assert desk.owed() == {"re_review"}
    desk.do(decided(True), LEADER)
    for command in (APPLY, CONTEST):
        with pytest.raises(FinallyReviewed):
            desk.decide(command, CLERK)


def test_an_answer_revoked_is_done_again_and_may_go_to_re_review() -> None:
    desk = under_review()
    desk.do(decided(False), SUPERVISOR)
    assert desk.owed() == {"redo"}
    assert standing(desk.matter, desk.now) is FeedbackState.REDO
    redo = desk.matter.obligation(Duty.REDO)
    assert redo is not None and redo.nth == 2
    done_again(desk)
    (applied,) = desk.do(APPLY, CLERK)
    assert isinstance(applied, ReviewApplied)
    assert applied.stage is ReviewStage.RE_REVIEW


def test_there_is_a_time_for_applying() -> None:
    desk = redone()
    desk.wait(days=32)
    with pytest.raises(ApplicationTooLate):
        desk.decide(APPLY, CLERK)


def test_without_an_application_there_is_nothing_to_decide() -> None:
    with pytest.raises(NoReviewPending):
        redone().decide(decided(True), SUPERVISOR)


def test_who_had_no_part_closes_what_was_done_again() -> None:
    desk = redone()
    desk.do(call(), CALLER)
    assert desk.do(CloseMatter(), SECOND_CLERK)
    assert standing(desk.matter, desk.now) is FeedbackState.CLOSED
