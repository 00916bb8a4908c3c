"""M11 事事有反馈、件件有回音: two duties, two totals, each with the event that shows it."""

from typing import Any

import pytest

from domain.matter.answering.commands import ConfirmExemption, GiveInterimReply, ProposeExemption
from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.errors import OutcomeMissing
from domain.matter.handling.commands import InformLeader
from domain.matter.intake.errors import AssigningLeaderMissing
from domain.matter.timing.commands import ExtendAnswer
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    Duty,
    ExemptionGround,
    ObligationStatus,
)
from projections.answer_status import AnswerStatus
from service.asking import Asked
from tests.people import CLERK, HANDLER, HEAD, LEADER, SUPERVISOR
from tests.scenarios.office import Office, answer, at, outcome

INFORM = InformLeader(text="已换灯，住户已回访")
ON_DUE_DAY = at(3, 24, 0)


def totals(office: Office, duty: Duty, asked: Asked | None = None) -> AnswerStatus:
    office.app.runner.catch_up()
    return office.app.queries.answer_status(LEADER, asked or Asked(), duty)[1]


def test_m11_the_leader_is_told_and_the_complainant_is_told_and_both_are_counted(
    office: Office,
) -> None:
    assigned = office.in_hand(assigned_by=LEADER.person)
    office.in_hand()
    assert totals(office, Duty.FINAL_ANSWER) == AnswerStatus(2, 0, 0, 2, 0, 0)
    assert totals(office, Duty.FEEDBACK_TO_LEADER) == AnswerStatus(1, 0, 0, 1, 0, 0)
    office.do(outcome(), HANDLER, assigned)
    office.do(INFORM, HANDLER, assigned)
    assert totals(office, Duty.FINAL_ANSWER) == AnswerStatus(2, 0, 0, 2, 0, 0)
    assert totals(office, Duty.FEEDBACK_TO_LEADER) == AnswerStatus(1, 1, 0, 0, 0, 0)
    office.do(answer(), CLERK, assigned)
    assert totals(office, Duty.FINAL_ANSWER) == AnswerStatus(2, 1, 0, 1, 0, 0)


def test_m11_telling_the_leader_that_work_goes_on_is_no_feedback(office: Office) -> None:
    matter = office.in_hand(assigned_by=LEADER.person)
    with pytest.raises(OutcomeMissing):
        office.do(INFORM, HANDLER, matter)


def test_m11_an_interim_reply_is_recorded_and_discharges_nothing(office: Office) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 23))
    reply = GiveInterimReply(text="等配件", expected_by=at(4, 30), route=AnswerRoute.PHONE)
    office.do(reply, HANDLER, matter)
    assert office.status(matter, Duty.INTERIM_REPLY) is ObligationStatus.DONE_IN_TIME
    office.clock.move_to(ON_DUE_DAY)
    assert office.status(matter, Duty.FINAL_ANSWER) is ObligationStatus.OVERDUE
    assert totals(office, Duty.FINAL_ANSWER) == AnswerStatus(1, 0, 0, 0, 1, 0)


def test_m11_done_in_time_done_late_due_overdue_and_exempt_add_up(office: Office) -> None:
    in_time = office.in_hand()
    late, extended, overdue = office.in_hand(), office.in_hand(), office.in_hand()
    exempt = office.take_in(anonymous=True)
    office.do(outcome(), HANDLER, in_time)
    office.do(answer(), CLERK, in_time)
    ground, told = ExemptionGround.NO_ROUTE, AnswerRoute.PHONE
    office.do(ProposeExemption(ground=ground, reason="匿名"), CLERK, exempt)
    office.do(ConfirmExemption(), SUPERVISOR, exempt)
    office.do(ExtendAnswer(working_days=10, reason="等配件", told_by=told), HEAD, extended)
    office.clock.move_to(ON_DUE_DAY)
    office.do(outcome(), HANDLER, late)
    office.do(answer(), CLERK, late)
    assert totals(office, Duty.FINAL_ANSWER) == AnswerStatus(5, 1, 1, 1, 1, 1)
    assert office.status(overdue, Duty.FINAL_ANSWER) is ObligationStatus.OVERDUE
    assert office.owed(extended)[Duty.FINAL_ANSWER].due_at == at(4, 8, 0)
    just_before = Asked(as_of=at(3, 23, 23, 59))
    assert totals(office, Duty.FINAL_ANSWER, just_before) == AnswerStatus(5, 1, 0, 3, 0, 1)
    before_anything = Asked(known_by=at(3, 1))
    assert totals(office, Duty.FINAL_ANSWER, before_anything) == AnswerStatus(0, 0, 0, 0, 0, 0)


def test_m11_an_extension_is_not_known_before_it_was_granted(office: Office) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 20))
    extend = ExtendAnswer(working_days=10, reason="等配件", told_by=AnswerRoute.PHONE)
    office.do(extend, HEAD, matter)
    for then in (Asked(as_of=at(3, 19)), Asked(known_by=at(3, 19))):
        assert office.owed(matter, then)[Duty.FINAL_ANSWER].due_at == ON_DUE_DAY
    assert office.owed(matter)[Duty.FINAL_ANSWER].due_at == at(4, 8, 0)


def test_m11_the_timeline_shows_by_which_event_each_duty_was_done(office: Office) -> None:
    matter = office.answered()
    _, entries = office.app.queries.timeline(LEADER, Asked(), matter)
    ended = {
        change.key.duty: entry.recorded.fact.TYPE
        for entry in entries
        for change in entry.changes
        if change.what == "discharged"
    }
    assert ended[Duty.OUTCOME] == "matter.outcome_reported"
    assert ended[Duty.FINAL_ANSWER] == ended[Duty.ANSWER] == "matter.complainant_answered"


def test_m11_a_leader_who_was_forgotten_at_the_counter_is_told_all_the_same(office: Office) -> None:
    matter = office.in_hand(channel=Channel.VISIT)
    assert totals(office, Duty.FEEDBACK_TO_LEADER) == AnswerStatus(0, 0, 0, 0, 0, 0)
    office.clock.move_to(at(3, 3))
    assigned: dict[str, Any] = {"reason": "领导批示件", "channel": Channel.LEADER_ASSIGNMENT}
    with pytest.raises(AssigningLeaderMissing):
        office.do(CorrectRegistration(**assigned), CLERK, matter)
    office.do(CorrectRegistration(**assigned, assigned_by=LEADER.person), CLERK, matter)
    owed = office.owed(matter)
    to_leader = owed[Duty.FEEDBACK_TO_LEADER]
    assert (to_leader.owner_unit, to_leader.owner_person) == ("housing", HANDLER.person)
    assert to_leader.due_at == owed[Duty.OUTCOME].due_at
    assert totals(office, Duty.FEEDBACK_TO_LEADER) == AnswerStatus(1, 0, 0, 1, 0, 0)
    office.do(outcome(), HANDLER, matter)
    office.do(INFORM, HANDLER, matter)
    assert totals(office, Duty.FEEDBACK_TO_LEADER) == AnswerStatus(1, 1, 0, 0, 0, 0)
