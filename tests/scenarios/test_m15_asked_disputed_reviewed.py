"""M15 回访, satisfaction, doing it again once, review and re-review."""

import pytest

from domain.matter.closing.commands import CloseMatter
from domain.matter.closing.errors import StillOwed
from domain.matter.contesting.commands import ApplyForReview, ContestAnswer, DecideReview
from domain.matter.contesting.errors import AlreadyRedone, FinallyReviewed, HandlerCannotReview
from domain.matter.followup.commands import RecordCall
from domain.matter.followup.errors import HandlerCannotCall
from domain.vocabulary import AnswerRoute, Duty, FeedbackState, Finding, ObligationStatus
from projections.obligation_ledger import Wanted
from projections.worklist import Pile
from service.access.permissions import NotPermitted
from tests.people import CLERK, HANDLER, HEAD, LEADER, SUPERVISOR
from tests.scenarios.office import SECOND_CLERK, Office, answer, at, call, outcome

CONTEST = ContestAnswer(text="只修了一盏")
APPLY = ApplyForReview(text="还是不亮")


def review(upheld: bool) -> DecideReview:
    return DecideReview(upheld=upheld, text="经查", route=AnswerRoute.LETTER)


def test_m15_somebody_who_did_not_answer_asks_within_ten_working_days(office: Office) -> None:
    matter = office.answered()
    owed = office.owed(matter)[Duty.FOLLOW_UP_CALL]
    assert (owed.owner_unit, owed.due_at) == ("office", at(3, 17, 0))
    assert office.pile(Pile.TO_CALL) == [matter]
    with pytest.raises(HandlerCannotCall):
        office.do(call(), CLERK, matter)
    with pytest.raises(NotPermitted):
        office.do(call(), HANDLER, matter)
    with pytest.raises(StillOwed):
        office.do(CloseMatter(), SUPERVISOR, matter)
    office.do(call(), SECOND_CLERK, matter)
    assert office.pile(Pile.TO_CALL) == []
    office.do(CloseMatter(), SUPERVISOR, matter)


def test_m15_who_cannot_be_reached_is_tried_on_three_days(office: Office) -> None:
    matter = office.answered()
    for day in (2, 3, 4):
        office.clock.move_to(at(3, day, 15))
        assert office.pile(Pile.TO_CALL) == [matter]
        office.do(RecordCall(reached=False), SECOND_CLERK, matter)
    assert office.pile(Pile.TO_CALL) == []


def test_m15_a_disputed_answer_is_done_again_once_and_the_first_verdict_stays(
    office: Office,
) -> None:
    matter = office.answered()
    office.do(call(), SECOND_CLERK, matter)
    office.do(CloseMatter(), SUPERVISOR, matter)
    office.clock.move_to(at(3, 9))
    office.do(CONTEST, CLERK, matter)
    assert office.state(matter) is FeedbackState.REDO
    assert office.pile(Pile.REDO) == [matter]
    assert office.status(matter, Duty.FINAL_ANSWER) is ObligationStatus.DONE_IN_TIME
    redo = office.owed(matter)[Duty.REDO]
    assert (redo.owner_person, redo.due_at) == (HANDLER.person, at(3, 24, 0))
    office.clock.move_to(at(3, 24, 0))
    assert office.status(matter, Duty.REDO) is ObligationStatus.OVERDUE
    office.do(outcome(Finding.PARTLY_MET), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    assert office.status(matter, Duty.REDO) is ObligationStatus.DONE_LATE
    with pytest.raises(AlreadyRedone):
        office.do(CONTEST, CLERK, matter)
    rounds = office.ledger(Wanted(subject=matter, duty=Duty.FOLLOW_UP_CALL)).items
    assert [each.nth for each in rounds] == [1, 2]


def test_m15_then_it_is_reviewed_one_level_up_and_re_reviewed_and_that_is_the_end(
    office: Office,
) -> None:
    matter = office.answered()
    office.do(CONTEST, CLERK, matter)
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    office.do(APPLY, CLERK, matter)
    owed = office.owed(matter)[Duty.REVIEW]
    assert (owed.owner_unit, owed.due_at) == ("county", at(4, 2, 0))
    assert office.state(matter) is FeedbackState.UNDER_REVIEW
    with pytest.raises(HandlerCannotReview):
        office.do(review(True), LEADER_OF_HOUSING, matter)
    with pytest.raises(NotPermitted):
        office.do(review(True), HANDLER, matter)
    office.do(review(True), SUPERVISOR, matter)
    office.do(APPLY, CLERK, matter)
    assert office.state(matter) is FeedbackState.UNDER_RE_REVIEW
    office.do(review(False), LEADER, matter)
    assert office.state(matter) is FeedbackState.REDO
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    for command in (CONTEST, APPLY):
        with pytest.raises(FinallyReviewed):
            office.do(command, CLERK, matter)


LEADER_OF_HOUSING = LEADER.model_copy(update={"person": HANDLER.person})
"""Whoever handled it does not review it, whatever role they sign in with."""


def test_m15_its_own_head_does_not_review_what_the_unit_did(office: Office) -> None:
    matter = office.answered()
    office.do(CONTEST, CLERK, matter)
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    office.do(APPLY, CLERK, matter)
    with pytest.raises(HandlerCannotReview):
        office.do(review(True), HEAD, matter)
