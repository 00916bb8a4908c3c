"""Not taking a matter on: two people, a lawful ground, the complainant told, and never conduct."""

import pytest
from pydantic import ValidationError

from domain.matter.closing.commands import CloseMatter
from domain.matter.contesting.commands import ContestAnswer
from domain.matter.errors import AlreadyAnswered, NotRegistered
from domain.matter.refusing.commands import ConfirmRefusal, ProposeRefusal
from domain.matter.refusing.errors import (
    ConductIsInquired,
    RefusalNeedsTwo,
    RefusalNotProposed,
    RefusalTooLate,
)
from domain.matter.standing import standing
from domain.vocabulary import (
    AnswerRoute,
    Conduct,
    Duty,
    FeedbackState,
    Nature,
    ObligationStatus,
    RefusalGround,
)
from tests.domain.desk import (
    NOTHING,
    SECOND_CLERK,
    Desk,
    answered,
    delivered,
    dispatched,
    imported,
    registered,
)
from tests.people import CLERK, SUPERVISOR

PROPOSE = ProposeRefusal(ground=RefusalGround.IN_PROCEEDINGS, reason="已起诉")
CONFIRM = ConfirmRefusal(text="法院已受理", told_by=AnswerRoute.LETTER)


def refused(desk: Desk) -> Desk:
    desk.do(PROPOSE, CLERK)
    desk.do(CONFIRM, SUPERVISOR)
    return desk


@pytest.mark.parametrize("make", [registered, dispatched])
def test_a_refusal_answers_the_complainant_and_leaves_the_filing(make: object) -> None:
    desk = refused(make())  # type: ignore[operator]
    assert desk.owed() == {"close"}
    assert standing(desk.matter, desk.now) is FeedbackState.REFUSED
    final = desk.matter.obligation(Duty.FINAL_ANSWER)
    assert final is not None and final.status(desk.now) is ObligationStatus.DONE_IN_TIME
    assert desk.decide(CONFIRM, SECOND_CLERK) == NOTHING
    assert desk.do(CloseMatter(), SECOND_CLERK)


def test_two_people_refuse() -> None:
    desk = registered()
    with pytest.raises(RefusalNotProposed):
        desk.decide(CONFIRM, SUPERVISOR)
    desk.do(PROPOSE, SUPERVISOR)
    with pytest.raises(RefusalNeedsTwo):
        desk.decide(CONFIRM, SUPERVISOR)


@pytest.mark.parametrize("given", [{"nature": Nature.CONDUCT}, {"conduct": (Conduct.LAZY,)}])
def test_a_complaint_about_conduct_is_never_refused(given: dict[str, object]) -> None:
    with pytest.raises(ConductIsInquired):
        registered(**given).decide(PROPOSE, CLERK)


def test_what_has_been_taken_on_is_not_refused() -> None:
    with pytest.raises(RefusalTooLate):
        delivered().decide(PROPOSE, CLERK)
    with pytest.raises(AlreadyAnswered):
        answered().decide(PROPOSE, CLERK)
    with pytest.raises(NotRegistered):
        imported().decide(PROPOSE, SECOND_CLERK)


def test_a_refusal_is_disputed_like_any_answer_and_cannot_be_repeated() -> None:
    desk = refused(registered())
    desk.do(ContestAnswer(text="两件事不同"), CLERK)
    assert desk.owed() == {"redo"}
    with pytest.raises(RefusalTooLate):
        desk.decide(PROPOSE, CLERK)


def test_another_body_is_named_and_only_then() -> None:
    ground = RefusalGround.OTHER_BODY
    assert ProposeRefusal(ground=ground, body="市生态环境局", reason="x")
    for given in ({"ground": ground}, {"ground": PROPOSE.ground, "body": "某局"}):
        with pytest.raises(ValidationError):
            ProposeRefusal(reason="x", **given)
