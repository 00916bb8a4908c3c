"""M01 一律追查到底: every complaint is followed to its end."""

from typing import Any

import psycopg
import pytest

from domain.envelope import Actor
from domain.matter.answering.commands import ConfirmExemption, ProposeExemption
from domain.matter.answering.errors import RouteExists
from domain.matter.closing.commands import CloseMatter
from domain.matter.closing.errors import HandlerCannotClose, NotAnswered, StillOwed
from domain.matter.errors import OutcomeMissing
from domain.matter.handling.errors import FindingDoesNotFit, NoOutcome
from domain.matter.routing.commands import SignOrder
from domain.matter.withdrawing.commands import (
    ConfirmWithdrawal,
    RecordWithdrawal,
    ResumeComplaint,
)
from domain.matter.withdrawing.errors import WithdrawalByHandler
from domain.vocabulary import (
    AnswerRoute,
    Conduct,
    Duty,
    ExemptionGround,
    FeedbackState,
    Finding,
    Measure,
    Nature,
    ObligationStatus,
    Role,
)
from projections.worklist import Pile
from service.asking import Asked
from service.settings import Settings
from tests.people import CLERK, HANDLER, SUPERVISOR
from tests.scenarios.office import SECOND_CLERK, Office, answer, at, call, outcome

CLOSE = CloseMatter(remark="材料齐全")
SLOW: dict[str, Any] = {"nature": Nature.CONDUCT, "conduct": (Conduct.SLOW, Conduct.SHIFTING_BLAME)}
PROPOSE = ProposeExemption(ground=ExemptionGround.NO_ROUTE, reason="匿名来信，没有地址")

OF_THE_LEAD = Actor(person="clerk-of-housing", role=Role.CLERK, unit="housing")


def test_m01_a_matter_ends_with_a_finding_an_answer_and_somebody_elses_look(office: Office) -> None:
    matter = office.take_in(**SLOW, about_units=("water",))
    with pytest.raises(NotAnswered):
        office.do(CLOSE, SUPERVISOR, matter)
    office.dispatch(matter)
    office.do(SignOrder(), HANDLER, matter)
    with pytest.raises(OutcomeMissing):
        office.do(answer(), CLERK, matter)
    office.do(outcome(Finding.SUBSTANTIATED, Measure.INVESTIGATION), HANDLER, matter)
    with pytest.raises(NotAnswered):
        office.do(CLOSE, SUPERVISOR, matter)
    office.do(answer(), CLERK, matter)
    assert office.pile(Pile.TO_CLOSE) == []
    with pytest.raises(StillOwed):
        office.do(CLOSE, SUPERVISOR, matter)
    assert office.pile(Pile.TO_CALL) == [matter]
    office.do(call(), SECOND_CLERK, matter)
    assert office.pile(Pile.TO_CLOSE) == [matter]
    with pytest.raises(HandlerCannotClose):
        office.do(CLOSE, CLERK, matter)
    office.do(CLOSE, SUPERVISOR, matter)
    assert office.state(matter) is FeedbackState.CLOSED
    assert office.pile(Pile.ALL) == []


def test_m01_a_complaint_about_conduct_cannot_end_as_a_question_answered(office: Office) -> None:
    matter = office.in_hand(**SLOW)
    with pytest.raises(FindingDoesNotFit):
        office.do(outcome(Finding.QUESTION_ANSWERED), HANDLER, matter)
    with pytest.raises(NoOutcome):
        office.do(outcome(Finding.SUBSTANTIATED, Measure.MEETING_HELD), HANDLER, matter)
    assert office.state(matter) is FeedbackState.IN_HAND


def test_m01_an_exemption_ends_the_answer_and_never_the_inquiry(office: Office) -> None:
    matter = office.take_in(**SLOW, anonymous=True)
    office.do(PROPOSE, CLERK, matter)
    office.do(ConfirmExemption(), SUPERVISOR, matter)
    assert office.status(matter, Duty.FINAL_ANSWER) is ObligationStatus.EXEMPT
    assert office.status(matter, Duty.OUTCOME) is ObligationStatus.PENDING
    assert office.state(matter) is FeedbackState.UNDISPATCHED
    with pytest.raises(OutcomeMissing):
        office.do(CLOSE, SECOND_CLERK, matter)
    office.dispatch(matter)
    office.do(SignOrder(), HANDLER, matter)
    office.do(outcome(Finding.NOT_SUBSTANTIATED, Measure.INVESTIGATION), HANDLER, matter)
    assert office.pile(Pile.TO_CLOSE) == [matter]
    office.do(CLOSE, SECOND_CLERK, matter)
    assert office.state(matter) is FeedbackState.CLOSED


def test_m01_who_left_a_number_is_answered_and_not_exempted(office: Office) -> None:
    matter = office.take_in(anonymous=True, contact="0000-1")
    with pytest.raises(RouteExists):
        office.do(PROPOSE, CLERK, matter)


def test_m01_an_answered_matter_stays_open_while_a_participant_owes_its_part(
    office: Office,
) -> None:
    matter = office.in_hand("housing", "water")
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    with pytest.raises(StillOwed):
        office.do(CLOSE, SUPERVISOR, matter)


def test_m01_nothing_that_was_recorded_can_be_deleted_or_changed(
    office: Office, settings: Settings, database_url: str
) -> None:
    matter = office.take_in()
    log = f"{settings.schema_name}.event"
    for attempt in (
        f"DELETE FROM {log}",
        f"UPDATE {log} SET recorded_at = now()",
        f"TRUNCATE {log}",
    ):
        with psycopg.connect(database_url) as owner, pytest.raises(psycopg.Error):
            owner.execute(attempt.encode())
    assert office.state(matter) is FeedbackState.UNDISPATCHED


def test_m01_how_a_closed_matter_stood_on_each_day_of_its_way(office: Office) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 9))
    office.do(outcome(), HANDLER, matter)
    office.clock.move_to(at(3, 10))
    office.do(answer(), CLERK, matter)
    office.clock.move_to(at(3, 11))
    office.do(call(), SECOND_CLERK, matter)
    office.do(CLOSE, SUPERVISOR, matter)
    days = {
        at(3, 2, 8): None,
        at(3, 3): FeedbackState.IN_HAND,
        at(3, 9, 12): FeedbackState.SOLVED_NOT_TOLD,
        at(3, 10, 12): FeedbackState.ANSWERED,
        at(3, 11, 12): FeedbackState.CLOSED,
    }
    assert {day: office.state(matter, Asked(as_of=day)) for day in days} == days
    known_before_the_answer = Asked(known_by=at(3, 9, 23))
    assert office.state(matter, known_before_the_answer) is FeedbackState.SOLVED_NOT_TOLD


def test_m01_a_withdrawal_ends_the_answer_and_never_the_inquiry(office: Office) -> None:
    matter = office.in_hand(**SLOW)
    office.do(RecordWithdrawal(route=AnswerRoute.PHONE, text="算了"), CLERK, matter)
    with pytest.raises(WithdrawalByHandler):
        office.do(ConfirmWithdrawal(route=AnswerRoute.PHONE), OF_THE_LEAD, matter)
    office.do(ConfirmWithdrawal(route=AnswerRoute.PHONE), SECOND_CLERK, matter)
    assert office.status(matter, Duty.FINAL_ANSWER) is ObligationStatus.EXEMPT
    assert office.status(matter, Duty.OUTCOME) is ObligationStatus.PENDING
    with pytest.raises(OutcomeMissing):
        office.do(CLOSE, SUPERVISOR, matter)
    office.do(outcome(Finding.SUBSTANTIATED, Measure.INVESTIGATION), HANDLER, matter)
    assert office.state(matter) is FeedbackState.WITHDRAWN
    office.do(CLOSE, SUPERVISOR, matter)


def test_m01_a_request_taken_back_is_filed_and_can_be_followed_up_again_before_that(
    office: Office,
) -> None:
    matter = office.in_hand()
    due = office.owed(matter)[Duty.FINAL_ANSWER].due_at
    office.do(RecordWithdrawal(route=AnswerRoute.PHONE, text="自己修好了"), CLERK, matter)
    office.do(ConfirmWithdrawal(route=AnswerRoute.PHONE), SECOND_CLERK, matter)
    assert office.pile(Pile.WITHDRAWN) == [matter]
    office.do(ResumeComplaint(text="又坏了"), CLERK, matter)
    assert office.owed(matter)[Duty.FINAL_ANSWER].due_at == due
    assert office.state(matter) is FeedbackState.IN_HAND
