"""Mending a registration: what follows is mended with it, and nobody gets out of anything."""

from datetime import timedelta

import pytest

from domain.errors import TimeInFuture
from domain.matter.correcting.errors import DelayByCorrection, ImportedTimesStay, NothingCorrected
from domain.matter.correcting.events import RegistrationCorrected
from domain.matter.timing.commands import ExtendAnswer
from domain.rules import Rules
from domain.vocabulary import AnswerRoute, Channel, Duty, Nature
from tests.domain.desk import (
    RULES,
    Desk,
    correct,
    imported,
    receive,
    registered,
    signed,
)
from tests.people import (
    CLERK,
    HEAD,
    MORNING,
    SUPERVISOR,
)

EARLIER = MORNING - timedelta(days=4)


def test_a_correction_that_changes_nothing_is_refused() -> None:
    for nothing in ({}, {"channel": Channel.HOTLINE}, {"about_units": ()}):
        with pytest.raises(NothingCorrected):
            registered().decide(correct(**nothing), CLERK)


def test_a_correction_keeps_only_what_differs() -> None:
    desk = registered()
    (fact,) = desk.do(correct(channel=Channel.VISIT, nature=Nature.REQUEST), CLERK)
    assert isinstance(fact, RegistrationCorrected)
    assert (fact.channel, fact.nature) == (Channel.VISIT, None)
    assert desk.matter.channel is Channel.VISIT


def test_an_earlier_receipt_moves_every_clock_of_the_complainant_forward() -> None:
    desk, right = registered(), registered(received_at=EARLIER)
    assert desk.due(Duty.FINAL_ANSWER) > right.due(Duty.FINAL_ANSWER)
    desk.do(correct(received_at=EARLIER), CLERK)
    for duty in (Duty.FINAL_ANSWER, Duty.OUTCOME, Duty.INTERIM_REPLY, Duty.ACCEPTANCE_NOTICE):
        assert desk.due(duty) == right.due(duty)


def test_a_later_receipt_would_put_off_every_deadline_so_only_a_supervisor_may_set_it() -> None:
    desk = registered(received_at=MORNING - timedelta(days=7))
    later = correct(received_at=MORNING - timedelta(days=6))
    with pytest.raises(DelayByCorrection):
        desk.decide(later, CLERK)
    assert desk.do(later, SUPERVISOR)


def test_a_clerk_cannot_go_back_to_the_later_receipt_by_way_of_an_earlier_one() -> None:
    desk = registered()
    desk.do(correct(received_at=MORNING - timedelta(days=7)), CLERK)
    with pytest.raises(DelayByCorrection):
        desk.decide(correct(received_at=MORNING), CLERK)


def test_a_receipt_cannot_be_corrected_into_the_future() -> None:
    with pytest.raises(TimeInFuture):
        registered().decide(correct(received_at=MORNING + timedelta(hours=1)), SUPERVISOR)


def test_a_corrected_receipt_keeps_the_extension_that_was_granted() -> None:
    desk = signed(assigned_by="leader-sun")
    right = signed(assigned_by="leader-sun", received_at=EARLIER)
    for each in (desk, right):
        each.do(ExtendAnswer(working_days=5, reason="等配件", told_by=AnswerRoute.PHONE), HEAD)
    desk.do(correct(received_at=EARLIER), CLERK)
    for duty in (Duty.FINAL_ANSWER, Duty.OUTCOME, Duty.FEEDBACK_TO_LEADER):
        assert desk.due(duty) == right.due(duty)


def test_an_imported_matter_keeps_the_time_its_source_gave() -> None:
    with pytest.raises(ImportedTimesStay):
        imported().decide(correct(received_at=MORNING - timedelta(days=7)), SUPERVISOR)


# The time of receipt, the channel, and what hangs on them


def test_an_earlier_receipt_moves_the_registration_that_is_still_owed() -> None:
    desk, right = Desk(), Desk()
    desk.do(receive(nature=None), CLERK)
    right.do(receive(nature=None, received_at=EARLIER), CLERK)
    desk.do(correct(received_at=EARLIER), CLERK)
    assert desk.due(Duty.REGISTER) == right.due(Duty.REGISTER)


def test_a_meeting_decided_earlier_so_the_two_days_for_dispatch_run_from_there() -> None:
    desk = registered(received_at=EARLIER)
    assert desk.due(Duty.DISPATCH) == MORNING + timedelta(days=2)
    desk.do(correct(channel=Channel.MEETING_MINUTES), CLERK)
    assert desk.due(Duty.DISPATCH) == EARLIER + timedelta(days=2)
    desk.do(correct(received_at=EARLIER - timedelta(days=1)), CLERK)
    assert desk.due(Duty.DISPATCH) == EARLIER + timedelta(days=1)


def test_a_channel_that_puts_the_dispatch_off_is_for_a_supervisor_to_set() -> None:
    desk = registered(received_at=EARLIER, channel=Channel.MEETING_MINUTES)
    with pytest.raises(DelayByCorrection):
        desk.decide(correct(channel=Channel.VISIT), CLERK)
    desk.do(correct(channel=Channel.VISIT), SUPERVISOR)
    assert desk.due(Duty.DISPATCH) == MORNING + timedelta(days=2)


def test_a_dispatch_owed_anew_stays_where_it_is_whatever_the_channel() -> None:
    desk = signed()
    desk.wait(days=1)
    desk.do(correct(about_units=("housing",)), CLERK)
    due = desk.due(Duty.DISPATCH)
    desk.do(correct(channel=Channel.MEETING_MINUTES), CLERK)
    assert desk.due(Duty.DISPATCH) == due


def test_an_earlier_receipt_does_not_bring_back_an_outcome_that_an_extension_left_overdue() -> None:
    desk = signed()
    desk.now = due = desk.due(Duty.OUTCOME)
    desk.do(ExtendAnswer(working_days=20, reason="等配件", told_by=AnswerRoute.PHONE), HEAD)
    desk.do(correct(received_at=EARLIER), CLERK)
    assert desk.due(Duty.OUTCOME) == due


def test_a_moved_deadline_is_counted_under_the_rulebook_it_was_opened_under() -> None:
    desk, right = registered(), registered(received_at=EARLIER)
    old = RULES.rulebook
    shorter = old.limits["final_answer"].model_copy(update={"amount": 7})
    limits = {**old.limits, "final_answer": shorter}
    new = old.model_copy(update={"version": 2, "limits": limits})
    desk.rules, desk.rulebooks = Rules(new, RULES.calendar), {old.id: old, new.id: new}
    desk.do(correct(received_at=EARLIER), CLERK)
    assert desk.due(Duty.FINAL_ANSWER) == right.due(Duty.FINAL_ANSWER)
    owed = desk.matter.obligation(Duty.FINAL_ANSWER)
    assert owed is not None and owed.deadline.rulebook == old.id


def test_who_wrote_on_the_net_can_be_answered_there_once_the_channel_is_mended() -> None:
    desk = registered(anonymous=True)
    assert not desk.matter.reachable
    desk.do(correct(channel=Channel.NETIZEN_MESSAGE), CLERK)
    assert desk.matter.reachable
