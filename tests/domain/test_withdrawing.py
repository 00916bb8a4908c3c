"""A complainant takes the matter back: by their own wish, and never out of an inquiry (M01)."""

import pytest

from domain.envelope import Actor
from domain.matter.answering.commands import ConfirmExemption, GiveInterimReply
from domain.matter.closing.commands import CloseMatter
from domain.matter.errors import AlreadyAnswered, NotRegistered, OutcomeMissing
from domain.matter.handling.commands import ReportProgress
from domain.matter.standing import standing
from domain.matter.withdrawing.commands import (
    ConfirmWithdrawal,
    RecordWithdrawal,
    ResumeComplaint,
)
from domain.matter.withdrawing.errors import (
    AlreadyWithdrawn,
    NotWithdrawn,
    WithdrawalByHandler,
    WithdrawalNeedsTwo,
    WithdrawalNotRecorded,
)
from domain.matter.withdrawing.events import WithdrawalRecorded
from domain.vocabulary import (
    AnswerRoute,
    Conduct,
    Duty,
    FeedbackState,
    Finding,
    Nature,
    ObligationStatus,
    Role,
)
from tests.domain.desk import (
    CALLER,
    SECOND_CLERK,
    Desk,
    answered,
    found_out,
    imported,
    outcome,
    propose,
    registered,
    signed,
)
from tests.people import CLERK, HANDLER, SUPERVISOR

WISH = RecordWithdrawal(route=AnswerRoute.PHONE, text="不办了")
CONFIRM = ConfirmWithdrawal(route=AnswerRoute.PHONE)
RESUME = ResumeComplaint(text="又坏了")


def withdrawn(desk: Desk) -> Desk:
    desk.do(WISH, CLERK)
    desk.do(CONFIRM, CALLER)
    return desk


def test_a_wish_alone_ends_nothing_and_says_who_had_worked_on_it() -> None:
    desk = signed()
    owed = desk.owed()
    (fact,) = desk.do(WISH, CLERK)
    assert isinstance(fact, WithdrawalRecorded)
    assert fact.handled_by == (HANDLER.person,)
    assert desk.owed() == owed


def test_confirmed_by_a_second_person_it_owes_nothing_but_its_filing() -> None:
    desk = withdrawn(signed("water"))
    assert desk.owed() == {"close"}
    assert standing(desk.matter, desk.now) is FeedbackState.WITHDRAWN
    final = desk.matter.obligation(Duty.FINAL_ANSWER)
    assert final is not None and final.status(desk.now) is ObligationStatus.EXEMPT
    for command, actor in ((ReportProgress(text="查看"), HANDLER), (outcome(), HANDLER)):
        with pytest.raises(AlreadyWithdrawn):
            desk.decide(command, actor)
    assert desk.do(CloseMatter(), SECOND_CLERK)
    assert standing(desk.matter, desk.now) is FeedbackState.CLOSED


@pytest.mark.parametrize(
    "given",
    [{"nature": Nature.CONDUCT}, {"conduct": (Conduct.EXTORTING,)}],
    ids=["nature", "class"],
)
def test_an_inquiry_into_conduct_goes_on_and_only_the_answers_end(given: dict[str, object]) -> None:
    desk = withdrawn(signed(**given))
    assert "outcome" in desk.owed() and "final_answer" not in desk.owed()
    assert standing(desk.matter, desk.now) is FeedbackState.IN_HAND
    with pytest.raises(OutcomeMissing):
        desk.decide(CloseMatter(), SECOND_CLERK)
    soon = desk.now.replace(day=20)
    with pytest.raises(AlreadyWithdrawn):
        desk.decide(GiveInterimReply(text="x", expected_by=soon, route=AnswerRoute.PHONE), CLERK)
    finding = Finding.SUBSTANTIATED if "nature" in given else Finding.MET
    desk.do(outcome(finding), HANDLER)
    assert desk.owed() == {"close"}
    assert standing(desk.matter, desk.now) is FeedbackState.WITHDRAWN


@pytest.mark.parametrize(
    "who",
    [HANDLER, Actor(person="somebody", role=Role.CLERK, unit="housing")],
    ids=["handler", "unit"],
)
def test_nobody_withdraws_what_they_or_their_unit_handle(who: Actor) -> None:
    desk = signed()
    with pytest.raises(WithdrawalByHandler):
        desk.decide(WISH, who)
    desk.do(WISH, CLERK)
    with pytest.raises(WithdrawalByHandler):
        desk.decide(CONFIRM, who)


def test_two_people_hear_it_from_the_complainant() -> None:
    desk = registered()
    with pytest.raises(WithdrawalNotRecorded):
        desk.decide(CONFIRM, CALLER)
    desk.do(WISH, CLERK)
    with pytest.raises(WithdrawalNeedsTwo):
        desk.decide(CONFIRM, CLERK)


def test_what_is_answered_or_was_never_taken_up_is_not_withdrawn() -> None:
    with pytest.raises(AlreadyAnswered):
        answered().decide(WISH, CLERK)
    with pytest.raises(NotRegistered):
        imported().decide(WISH, SECOND_CLERK)


def test_who_thinks_again_is_owed_everything_by_the_earlier_dates() -> None:
    desk = signed("water")
    before = {each.key: (each.owner, each.deadline) for each in desk.matter.open_obligations()}
    withdrawn(desk)
    desk.do(RESUME, CLERK)
    after = {each.key: (each.owner, each.deadline) for each in desk.matter.open_obligations()}
    assert after == before
    assert standing(desk.matter, desk.now) is FeedbackState.IN_HAND
    assert desk.matter.custodian_person == HANDLER.person


def test_nobody_is_late_by_the_very_act_of_resuming() -> None:
    desk = withdrawn(signed())
    desk.wait(days=60)
    desk.do(RESUME, CLERK)
    final = desk.matter.obligation(Duty.FINAL_ANSWER)
    assert final is not None
    assert final.status(desk.now) is ObligationStatus.PENDING
    assert final.deadline.at == desk.rules.calendar.add_working_days(desk.now, 1).at


def test_only_what_was_withdrawn_is_resumed() -> None:
    for desk in (signed(), found_out()):
        with pytest.raises(NotWithdrawn):
            desk.decide(RESUME, SUPERVISOR)


def test_an_inquiry_exempted_from_its_answer_is_filed_though_the_complainant_thinks_again() -> None:
    desk = signed(nature=Nature.CONDUCT, anonymous=True)
    desk.do(propose(), CLERK)
    desk.do(ConfirmExemption(), SUPERVISOR)
    desk.do(outcome(Finding.SUBSTANTIATED), HANDLER)
    desk.do(WISH, CLERK)
    desk.do(ConfirmWithdrawal(route=AnswerRoute.PHONE), SUPERVISOR)
    desk.do(ResumeComplaint(text="还是要查"), CLERK)
    assert standing(desk.matter, desk.now) is FeedbackState.EXEMPT
    assert desk.owed() == {"close"}
    desk.do(CloseMatter(), SUPERVISOR)
