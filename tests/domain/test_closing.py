"""A matter ends with a finding, an answered complainant, and somebody else's look at it (M01)."""

import pytest

from domain.envelope import Actor
from domain.matter.answering.commands import ConfirmExemption
from domain.matter.closing.commands import CloseMatter
from domain.matter.closing.errors import HandlerCannotClose, NotAnswered, StillOwed
from domain.matter.closing.events import MatterClosed
from domain.matter.errors import NotRegistered, OutcomeMissing
from domain.matter.handling.commands import InformLeader, ReportParticipation
from domain.matter.imported.events import AnswerImported
from domain.matter.routing.commands import DeliverOrder, SignOrder
from domain.matter.standing import standing
from domain.vocabulary import Duty, FeedbackState
from tests.domain.desk import (
    CALLER,
    NOTHING,
    SECOND_CLERK,
    SECTION,
    Desk,
    answer,
    answered,
    asked,
    call,
    closed,
    dispatch,
    exempted,
    found_out,
    outcome,
    propose,
    registered,
    signed,
)
from tests.domain.test_intake import REGISTER, imported
from tests.people import CLERK, HANDLER, LEADER, OTHER_HANDLER, SUPERVISOR

CLOSE = CloseMatter(remark="材料齐全")


def test_an_answered_matter_is_closed_and_nothing_is_owed_any_more() -> None:
    desk = asked()
    assert desk.do(CLOSE, SUPERVISOR) == (MatterClosed(remark="材料齐全"),)
    assert desk.owed() == set()
    assert standing(desk.matter, desk.now) is FeedbackState.CLOSED
    assert desk.matter.custodian_unit is None


def test_closing_what_is_closed_changes_nothing() -> None:
    assert closed().decide(CLOSE, SECOND_CLERK) == NOTHING


def test_what_was_exempted_is_not_closed_before_it_was_looked_into() -> None:
    with pytest.raises(OutcomeMissing):
        exempted().decide(CLOSE, SUPERVISOR)


@pytest.mark.parametrize("desk", [registered(), signed(), found_out()])
def test_a_matter_without_answer_or_without_finding_is_not_closed(desk: Desk) -> None:
    with pytest.raises(NotAnswered):
        desk.decide(CLOSE, SUPERVISOR)


def test_an_exempted_matter_is_closed_once_it_was_looked_into() -> None:
    desk = found_out(anonymous=True)
    desk.do(propose(), CLERK)
    desk.do(ConfirmExemption(), SUPERVISOR)
    assert desk.do(CLOSE, SECOND_CLERK)


def test_an_imported_answer_is_no_finding_so_the_message_is_not_closed_by_it() -> None:
    desk = imported()
    desk.record(AnswerImported(text="已答复"), CLERK)
    assert standing(desk.matter, desk.now) is FeedbackState.IMPORTED_ANSWERED
    with pytest.raises(NotRegistered):
        desk.decide(CLOSE, SUPERVISOR)


def test_an_imported_message_taken_up_goes_the_way_of_every_matter() -> None:
    desk = imported()
    desk.do(REGISTER, SECOND_CLERK)
    for command, actor in (
        (dispatch("water"), SECOND_CLERK),
        (DeliverOrder(unit="water"), SECOND_CLERK),
        (SignOrder(), OTHER_HANDLER),
        (outcome(), OTHER_HANDLER),
        (answer(), CLERK),
        (call(), CALLER),
    ):
        assert desk.do(command, actor)
    assert desk.owed() == {"close"}
    desk.do(CLOSE, SUPERVISOR)
    assert standing(desk.matter, desk.now) is FeedbackState.CLOSED


def test_what_is_still_owed_is_named_and_keeps_the_matter_open() -> None:
    desk = signed("water", assigned_by=LEADER.person)
    desk.do(outcome(), HANDLER)
    desk.do(answer(), CLERK)
    desk.do(call(), CALLER)
    with pytest.raises(StillOwed) as refusal:
        desk.decide(CLOSE, SUPERVISOR)
    still = {Duty.SIGN, Duty.FIRST_FEEDBACK, Duty.PARTICIPANT_REPORT, Duty.FEEDBACK_TO_LEADER}
    assert set(refusal.value.facts["duties"]) == still  # type: ignore[call-overload]
    desk.do(SignOrder(), OTHER_HANDLER)
    desk.do(ReportParticipation(text="管道已查"), OTHER_HANDLER)
    desk.do(InformLeader(text="已办结"), HANDLER)
    assert desk.do(CLOSE, SUPERVISOR)


def test_a_matter_is_filed_only_when_the_complainant_was_asked() -> None:
    desk = answered()
    with pytest.raises(StillOwed) as refusal:
        desk.decide(CLOSE, SUPERVISOR)
    assert refusal.value.facts["duties"] == (Duty.FOLLOW_UP_CALL,)


def test_whoever_handled_or_answered_it_does_not_close_it() -> None:
    desk = asked()
    for handler in (HANDLER, CLERK):
        with pytest.raises(HandlerCannotClose):
            desk.decide(CLOSE, handler)


def test_nobody_of_a_handling_unit_closes_it_be_it_lead_or_participant() -> None:
    desk = signed("water")
    desk.do(SignOrder(), OTHER_HANDLER)
    desk.do(ReportParticipation(text="管道已查"), OTHER_HANDLER)
    desk.do(outcome(), HANDLER)
    desk.do(answer(), CLERK)
    desk.do(call(), CALLER)
    for unit in ("housing", "water"):
        with pytest.raises(HandlerCannotClose):
            desk.decide(CLOSE, SECOND_CLERK.model_copy(update={"unit": unit}))
    assert desk.decide(CLOSE, SECOND_CLERK)


def at_a_unit(unit: str) -> Actor:
    return SECOND_CLERK.model_copy(update={"unit": unit})


def test_a_section_counts_as_the_handling_unit_it_is_part_of_and_the_other_way_round() -> None:
    with pytest.raises(HandlerCannotClose):
        asked().decide(CLOSE, at_a_unit(SECTION))
    desk = registered()
    for command, actor in (
        (dispatch(SECTION), CLERK),
        (DeliverOrder(unit=SECTION), CLERK),
        (SignOrder(unit=SECTION), at_a_unit(SECTION)),
        (outcome().model_copy(update={"unit": SECTION}), HANDLER),
        (answer(), CLERK),
        (call(), CALLER),
    ):
        assert desk.do(command, actor)
    for unit in (SECTION, "housing"):
        with pytest.raises(HandlerCannotClose):
            desk.decide(CLOSE, at_a_unit(unit).model_copy(update={"person": "clerk-of-housing"}))
    assert desk.decide(CLOSE, SUPERVISOR)


def test_a_section_of_the_receiving_unit_may_close_what_that_unit_gave_to_another() -> None:
    desk = registered(receiving_unit=SECTION)
    for command, actor in (
        (dispatch("housing", "water"), CLERK),
        (DeliverOrder(unit="housing"), CLERK),
        (DeliverOrder(unit="water"), CLERK),
        (SignOrder(unit="housing"), HANDLER),
        (SignOrder(unit="water"), OTHER_HANDLER),
        (ReportParticipation(text="管道已查"), OTHER_HANDLER),
        (outcome(), HANDLER),
        (answer(), CLERK),
        (call(), CALLER),
    ):
        assert desk.do(command, actor)
    assert desk.decide(CLOSE, at_a_unit("housing"))
    with pytest.raises(HandlerCannotClose):
        desk.decide(CLOSE, at_a_unit("water"))


def test_a_unit_that_received_and_handled_it_closes_it_by_another_person() -> None:
    desk = registered()
    for command, actor in (
        (dispatch("office"), CLERK),
        (DeliverOrder(unit="office"), CLERK),
        (SignOrder(unit="office"), SECOND_CLERK),
        (outcome().model_copy(update={"unit": "office"}), SECOND_CLERK),
        (answer(), SECOND_CLERK),
        (call(), CALLER),
    ):
        assert desk.do(command, actor)
    with pytest.raises(HandlerCannotClose):
        desk.decide(CLOSE, SECOND_CLERK)
    assert desk.decide(CLOSE, SUPERVISOR)
