"""M02 受理渠道: whichever way a matter comes in, it is taken in the same way, anonymous ones too."""

from datetime import timedelta

import pytest

from domain.errors import TimeInFuture
from domain.matter.answering.commands import ConfirmExemption, ProposeExemption
from domain.matter.answering.errors import SecondPersonNeeded
from domain.matter.intake.errors import AssigningLeaderMissing
from domain.vocabulary import Channel, Duty, ExemptionGround, FeedbackState, ObligationStatus
from projections.worklist import Pile
from service.asking import Asked
from tests.people import CLERK, HANDLER, LEADER, SUPERVISOR
from tests.scenarios.office import Office, at, receipt


def test_m02_every_channel_leads_into_the_same_worklist(office: Office) -> None:
    taken_in = {
        channel: office.take_in(channel=channel, assigned_by=LEADER.person) for channel in Channel
    }
    rows = office.app.queries
    office.app.runner.catch_up()
    listed = {row.matter: row.channel for row in rows.worklist(CLERK, Asked(), Pile.ALL).items}
    assert listed == {matter: channel for channel, matter in taken_in.items()}
    assert office.states() == {FeedbackState.UNDISPATCHED: len(Channel)}


def test_m02_an_anonymous_letter_owes_an_answer_like_any_other(office: Office) -> None:
    matter = office.take_in(channel=Channel.LETTER, anonymous=True)
    assert office.owed(matter)[Duty.FINAL_ANSWER].due_at == at(3, 24, 0)


def test_m02_two_people_exempt_the_answer_where_an_anonymous_sender_left_no_route(
    office: Office,
) -> None:
    propose = ProposeExemption(ground=ExemptionGround.NO_ROUTE, reason="匿名来信，没有地址")
    matter = office.in_hand(channel=Channel.LETTER, anonymous=True)
    office.do(propose, SUPERVISOR, matter)
    with pytest.raises(SecondPersonNeeded):
        office.do(ConfirmExemption(), SUPERVISOR, matter)
    office.clock.move_to(at(3, 3))
    office.do(ConfirmExemption(), LEADER, matter)
    assert office.status(matter, Duty.FINAL_ANSWER) is ObligationStatus.EXEMPT
    the_day_before = Asked(as_of=at(3, 2, 18))
    assert office.status(matter, Duty.FINAL_ANSWER, the_day_before) is ObligationStatus.PENDING
    assert office.state(matter) is FeedbackState.IN_HAND, "owing no answer, the work goes on"


def test_m02_a_leaders_assignment_without_a_leader_is_refused(office: Office) -> None:
    with pytest.raises(AssigningLeaderMissing):
        office.take_in(channel=Channel.LEADER_ASSIGNMENT)


def test_m02_a_counter_takes_in_for_its_own_unit(office: Office) -> None:
    matter = office.take_in(HANDLER, channel=Channel.VISIT)
    assert office.in_whose_hands(matter) == ("housing", None)


def test_m02_a_message_waiting_in_the_box_has_its_clock_running(office: Office) -> None:
    waiting = office.take_in(channel=Channel.NETIZEN_MESSAGE, nature=None)
    office.clock.move_to(at(3, 4, 0))
    assert office.pile(Pile.UNREGISTERED) == [waiting]
    assert office.pile(Pile.OVERDUE) == [waiting], "one working day to register it has passed"


def test_m02_a_letter_entered_late_counts_from_when_it_came_and_is_marked(office: Office) -> None:
    came, entered = at(2, 26), at(3, 2)
    done = office.app.handler.receive(receipt(channel=Channel.LETTER, received_at=came), CLERK)
    matter = done.stream.removeprefix("matter-")
    assert all(each.back_dated for each in done.recorded if each.fact.TYPE == "matter.received")
    assert office.owed(matter)[Duty.FINAL_ANSWER].due_at == at(3, 19, 0)
    on_friday = Asked(as_of=came + timedelta(days=1))
    assert office.state(matter, on_friday) is FeedbackState.UNREGISTERED
    assert office.owed(matter, on_friday)[Duty.REGISTER].due_at == at(2, 28, 0)
    known_then = Asked(as_of=came + timedelta(days=1), known_by=came + timedelta(days=1))
    assert office.state(matter, known_then) is None, f"before {entered} nobody here knew of it"


def test_m02_a_receipt_that_has_not_come_yet_is_refused(office: Office) -> None:
    with pytest.raises(TimeInFuture):
        office.take_in(received_at=at(3, 2, 9, 1))
