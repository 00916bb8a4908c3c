"""Taking in, registering and correcting: given a matter, when a command, then events or a refusal."""

from datetime import timedelta

import pytest

from domain.envelope import Actor
from domain.errors import AlreadyThere, TimeInFuture, UnknownUnit
from domain.matter.errors import AlreadyAnswered, ComplainedAboutCannotHandle, UnknownMatter
from domain.matter.imported.events import AnswerImported
from domain.matter.intake.commands import NotifyAcceptance, RegisterMatter
from domain.matter.intake.errors import AlreadyRegistered, AssigningLeaderMissing, NoticeNotOwed
from domain.matter.intake.events import AcceptanceNotified, MatterReceived, MatterRegistered
from domain.matter.routing.commands import DeliverOrder
from domain.matter.standing import standing
from domain.obligations import Owner
from domain.vocabulary import AnswerRoute, Channel, Conduct, Duty, FeedbackState, Nature, Role
from tests.domain.desk import (
    NOTHING,
    SECTION,
    Desk,
    answered,
    closed,
    correct,
    dispatch,
    exempted,
    imported,
    receive,
    registered,
)
from tests.people import CLERK, MORNING, SUPERVISOR

REGISTER = RegisterMatter(nature=Nature.REQUEST)


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
    desk = imported(None)
    with pytest.raises(UnknownUnit):
        desk.decide(REGISTER, Actor(person="x", role=Role.CLERK))
    desk.do(REGISTER, CLERK)
    assert desk.matter.receiving_unit == desk.matter.custodian_unit == "office"
    final = desk.matter.obligation(Duty.FINAL_ANSWER)
    assert final is not None and final.owner == Owner("office")


# Acceptance, and whom it is about


def test_a_section_cannot_look_into_the_department_it_belongs_to() -> None:
    desk = registered(about_units=("housing",))
    with pytest.raises(ComplainedAboutCannotHandle):
        desk.decide(dispatch(SECTION), CLERK)
    repairer = Actor(person="repairer-tan", role=Role.HANDLER, unit=SECTION)
    with pytest.raises(ComplainedAboutCannotHandle):
        desk.decide(NotifyAcceptance(route=AnswerRoute.PHONE), repairer)
    assert registered(about_units=(SECTION,)).do(dispatch("housing"), CLERK)


def test_the_complainant_is_told_once_that_the_matter_is_taken_on() -> None:
    desk, tell = registered(), NotifyAcceptance(route=AnswerRoute.PHONE)
    assert desk.do(tell, CLERK) == (AcceptanceNotified(route=AnswerRoute.PHONE),)
    assert "acceptance_notice" not in desk.owed()
    assert desk.decide(tell, CLERK) == NOTHING


def test_a_notice_that_nobody_owes_is_refused_and_not_passed_over() -> None:
    tell = NotifyAcceptance(route=AnswerRoute.PHONE)
    for desk in (imported(), exempted()):
        with pytest.raises(NoticeNotOwed):
            desk.decide(tell, CLERK)
    with pytest.raises(AlreadyAnswered):
        answered().decide(tell, CLERK)


def test_a_closed_matter_stays_as_it_is() -> None:
    desk = closed()
    for command in (REGISTER, correct(place="西街"), DeliverOrder(unit="housing")):
        with pytest.raises(Exception, match="The matter is closed"):
            desk.decide(command, SUPERVISOR)
