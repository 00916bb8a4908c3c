"""Pressing for what is owed: who may, for what, and what the program does by itself (M21)."""

from datetime import timedelta

import pytest

from domain.envelope import Actor
from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.errors import NotTakenUp
from domain.matter.handling.commands import ReportDifficulty, ReportProgress
from domain.matter.intake.commands import RegisterMatter
from domain.matter.routing.commands import DeliverOrder
from domain.matter.timing.commands import ExtendAnswer
from domain.matter.urging.commands import (
    ClimbRung,
    IssueSlip,
    ProposeStep,
    ReportOnSlip,
    UrgeDuty,
)
from domain.matter.urging.errors import (
    NoSlip,
    NothingToUrge,
    NotMissedYet,
    OwnDuty,
    RungIsNoProposal,
    SlipNeedsUnit,
)
from domain.matter.urging.events import DutyReminded, DutyUrged, SlipIssued, StepProposed
from domain.matter.withdrawing.commands import (
    ConfirmWithdrawal,
    RecordWithdrawal,
    ResumeComplaint,
)
from domain.vocabulary import AnswerRoute, Duty, Ending, Nature, Role, Rung
from tests.domain.desk import NOTHING, SECOND_CLERK, Desk, dispatched, imported, registered, signed
from tests.domain.pressing import SYSTEM
from tests.people import CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, SUPERVISOR


def climb(rung: Rung, duty: Duty = Duty.OUTCOME, of: str | None = None) -> ClimbRung:
    return ClimbRung(duty=duty, of=of, rung=rung)


def slip(duty: Duty | None = None, of: str | None = None) -> IssueSlip:
    return IssueSlip(duty=duty, of=of, text="多次催办无果")


def overdue(**given: int) -> Desk:
    """In the lead's hands, its outcome overdue by so much."""
    desk = signed()
    desk.now = desk.due(Duty.OUTCOME) + timedelta(**given)
    return desk


# Urging


def test_an_urging_names_what_is_owed_and_by_whom() -> None:
    desk = signed()
    (urged,) = desk.do(UrgeDuty(duty=Duty.OUTCOME, text="请抓紧"), CLERK)
    assert isinstance(urged, DutyUrged)
    assert (urged.unit, urged.person, urged.nth) == ("housing", HANDLER.person, 1)
    assert urged.due_at == desk.due(Duty.OUTCOME)
    last = desk.matter.urging.last
    assert last is not None and (last.by, last.rung, last.at) == (
        CLERK.person,
        Rung.URGING,
        desk.now,
    )


def test_an_urging_that_names_no_duty_is_for_what_is_due_next() -> None:
    desk = signed()
    (urged,) = desk.do(UrgeDuty(text="请抓紧"), LEADER)
    assert isinstance(urged, DutyUrged)
    assert urged.duty is desk.matter.open_obligations()[0].key.duty


def test_people_may_urge_as_often_as_it_takes() -> None:
    desk = signed()
    for _ in range(3):
        assert desk.do(UrgeDuty(duty=Duty.OUTCOME, text="请抓紧"), CLERK)


def test_an_urging_changes_no_due_date() -> None:
    desk = overdue(hours=1)
    before = desk.matter.obligations
    desk.do(UrgeDuty(duty=Duty.OUTCOME, text="请抓紧"), CLERK)
    assert desk.matter.obligations == before


def test_one_does_not_urge_for_what_is_not_owed() -> None:
    desk = signed()
    with pytest.raises(NothingToUrge):
        desk.do(UrgeDuty(duty=Duty.CLOSE, text="请抓紧"), CLERK)
    with pytest.raises(NothingToUrge):
        desk.do(UrgeDuty(duty=Duty.FIRST_FEEDBACK, of="water", text="请抓紧"), CLERK)


def test_nobody_makes_a_show_of_urging_themselves() -> None:
    desk = signed()
    with pytest.raises(OwnDuty):
        desk.do(UrgeDuty(duty=Duty.OUTCOME, text="我在催"), HANDLER)


def test_a_participant_is_urged_for_its_own_part() -> None:
    desk = signed("water")
    (urged,) = desk.do(UrgeDuty(duty=Duty.PARTICIPANT_REPORT, of="water", text="请报"), CLERK)
    assert isinstance(urged, DutyUrged) and urged.unit == "water"


# The supervision slip


def test_a_slip_obliges_the_unit_that_owes_to_report_within_three_working_days() -> None:
    desk = overdue(hours=9)  # Thursday 19 March
    desk.do(slip(Duty.OUTCOME), SUPERVISOR)
    owed = desk.matter.obligation(Duty.SLIP_REPORT, "housing")
    assert owed is not None and owed.owner == ("housing", None)
    assert owed.deadline.at.isoformat() == "2026-03-25T00:00:00+08:00"
    assert owed.deadline.rule == "slip_report"
    desk.do(ReportOnSlip(text="缺料，本周办结"), HANDLER)
    assert "slip_report:housing" not in desk.owed()


def test_a_late_participant_gets_the_slip_and_not_the_lead() -> None:
    desk = signed("water")
    desk.do(slip(Duty.PARTICIPANT_REPORT, "water"), SUPERVISOR)
    assert "slip_report:water" in desk.owed() and "slip_report:housing" not in desk.owed()
    with pytest.raises(NoSlip):
        desk.do(ReportOnSlip(text="替他说"), HANDLER)
    desk.do(ReportOnSlip(text="已在报"), OTHER_HANDLER)


def test_a_report_on_a_slip_does_not_discharge_what_the_slip_was_for() -> None:
    desk = overdue(hours=1)
    desk.do(slip(Duty.OUTCOME), SUPERVISOR)
    desk.do(ReportOnSlip(text="本周办结"), HANDLER)
    assert "outcome" in desk.owed()
    with pytest.raises(NoSlip):
        desk.do(ReportOnSlip(text="再报一次"), HANDLER)


def test_a_second_slip_wins_no_time_for_the_report_on_the_first() -> None:
    desk = overdue(hours=1)
    desk.do(slip(Duty.OUTCOME), SUPERVISOR)
    first = desk.due(Duty.SLIP_REPORT, "housing")
    desk.wait(days=1)
    desk.do(slip(Duty.FINAL_ANSWER), SUPERVISOR)
    assert desk.due(Duty.SLIP_REPORT, "housing") == first


def test_a_supervisor_issues_no_slip_to_the_own_office() -> None:
    desk = registered()
    with pytest.raises(OwnDuty):
        desk.do(slip(Duty.DISPATCH), SUPERVISOR)


def test_what_an_official_owes_in_person_is_no_matter_for_a_slip() -> None:
    desk = signed()
    desk.do(ReportDifficulty(leader=LEADER.person, text="缺经费"), HANDLER)
    with pytest.raises(SlipNeedsUnit):
        desk.do(slip(Duty.DIFFICULTY_DECISION), SUPERVISOR)
    desk.now = desk.due(Duty.DIFFICULTY_DECISION)
    assert desk.do(climb(Rung.URGING, Duty.DIFFICULTY_DECISION), SYSTEM)


def test_nobody_reports_on_a_slip_for_another_unit() -> None:
    desk = overdue(hours=1)
    desk.do(slip(Duty.OUTCOME), SUPERVISOR)
    for other in (CLERK, OTHER_HANDLER, LEADER):
        with pytest.raises(NoSlip):
            desk.do(ReportOnSlip(unit="housing", text="替他说"), other)


def test_a_slip_goes_with_the_order_that_is_withdrawn() -> None:
    desk = overdue(hours=1)
    desk.do(slip(Duty.OUTCOME), SUPERVISOR)
    desk.do(CorrectRegistration(reason="查明", about_units=("housing",)), SUPERVISOR)
    ended = desk.matter.obligation(Duty.SLIP_REPORT, "housing")
    assert ended is not None and ended.ended is Ending.VOID


# What people decide


def test_a_talk_can_be_proposed_before_anything_is_missed() -> None:
    desk = signed()
    (proposed,) = desk.do(ProposeStep(rung=Rung.TALK, duty=Duty.OUTCOME, text="先谈"), SUPERVISOR)
    assert isinstance(proposed, StepProposed) and proposed.rung is Rung.TALK


def test_a_circular_takes_a_breach_and_may_skip_the_rungs_below() -> None:
    desk = signed()
    command = ProposeStep(rung=Rung.CIRCULAR, duty=Duty.OUTCOME, text="建议通报")
    with pytest.raises(NotMissedYet):
        desk.do(command, SUPERVISOR)
    desk.now = desk.due(Duty.OUTCOME)
    assert desk.do(command, SUPERVISOR)


def test_what_can_be_done_at_once_is_not_proposed() -> None:
    with pytest.raises(RungIsNoProposal):
        signed().do(ProposeStep(rung=Rung.URGING, text="建议催办"), SUPERVISOR)


def test_nobody_proposes_a_step_against_the_own_unit_to_have_it_their_way() -> None:
    head = Actor(person="leader-of-housing", role=Role.LEADER, unit="housing")
    with pytest.raises(OwnDuty):
        overdue(hours=1).do(ProposeStep(rung=Rung.TALK, duty=Duty.OUTCOME, text="谈"), head)


# The program's own steps


def test_the_program_takes_each_step_when_it_falls_due_and_not_before() -> None:
    desk = signed()
    due = desk.due(Duty.OUTCOME)  # 19 March 00:00
    for rung, kind, falls_due in (
        (Rung.REMINDER, DutyReminded, due - timedelta(days=1)),
        (Rung.URGING, DutyUrged, due),
        (Rung.SUPERVISION_SLIP, SlipIssued, due + timedelta(days=5)),
    ):
        desk.now = falls_due - timedelta(seconds=1)
        assert desk.do(climb(rung), SYSTEM) == NOTHING
        desk.now = falls_due + timedelta(hours=1)
        (fact,) = desk.do(climb(rung), SYSTEM)
        assert isinstance(fact, kind)
        assert fact.fell_due_at == falls_due
        assert desk.do(climb(rung), SYSTEM) == NOTHING
    assert "slip_report:housing" in desk.owed()


def test_after_an_outage_a_step_says_when_it_fell_due() -> None:
    desk = overdue(days=14)
    due = desk.due(Duty.OUTCOME)
    (slipped,) = desk.do(climb(Rung.SUPERVISION_SLIP), SYSTEM)
    assert isinstance(slipped, SlipIssued)
    assert slipped.fell_due_at == due + timedelta(days=5)
    assert slipped.report_by.since == desk.now


def test_the_program_does_not_press_for_what_is_done() -> None:
    desk = signed()
    desk.do(ReportProgress(text="已查看"), HANDLER)
    desk.wait(days=9)
    assert desk.do(climb(Rung.URGING, Duty.FIRST_FEEDBACK, "housing"), SYSTEM) == NOTHING


def test_what_is_moved_on_is_pressed_for_by_its_new_date() -> None:
    desk = signed()
    desk.now = desk.due(Duty.OUTCOME) - timedelta(hours=5)
    assert desk.do(climb(Rung.REMINDER), SYSTEM)
    told = AnswerRoute.PHONE
    desk.do(ExtendAnswer(working_days=10, reason="等配件", told_by=told), HEAD)
    assert desk.do(climb(Rung.REMINDER), SYSTEM) == NOTHING
    desk.now = desk.due(Duty.OUTCOME) - timedelta(hours=5)
    assert desk.do(climb(Rung.REMINDER), SYSTEM)


def test_a_new_round_of_a_duty_is_pressed_for_anew() -> None:
    desk = overdue(hours=1)
    desk.do(slip(Duty.OUTCOME), SUPERVISOR)
    desk.now = desk.due(Duty.SLIP_REPORT, "housing")
    urging = climb(Rung.URGING, Duty.SLIP_REPORT, "housing")
    assert desk.do(urging, SYSTEM)
    desk.do(ReportOnSlip(text="本周办结"), HANDLER)
    desk.do(slip(Duty.OUTCOME), SUPERVISOR)
    assert desk.do(urging, SYSTEM) == NOTHING
    desk.now = desk.due(Duty.SLIP_REPORT, "housing")
    (urged,) = desk.do(urging, SYSTEM)
    assert isinstance(urged, DutyUrged) and urged.nth == 2


def test_what_is_owed_again_by_the_same_date_is_reminded_of_again() -> None:
    desk = signed()
    reminder = climb(Rung.REMINDER, Duty.FINAL_ANSWER)
    due = desk.due(Duty.FINAL_ANSWER)
    desk.now = due - timedelta(days=3)  # Saturday; the Monday after is the last day
    assert desk.do(reminder, SYSTEM)
    desk.do(RecordWithdrawal(route=AnswerRoute.PHONE, text="不用了"), SECOND_CLERK)
    desk.do(ConfirmWithdrawal(route=AnswerRoute.PHONE), SUPERVISOR)
    assert desk.do(reminder, SYSTEM) == NOTHING
    desk.do(ResumeComplaint(text="还是要办"), SECOND_CLERK)
    assert desk.due(Duty.FINAL_ANSWER) == due
    (reminded,) = desk.do(reminder, SYSTEM)
    assert isinstance(reminded, DutyReminded) and reminded.nth == 2


def test_an_imported_message_that_nobody_took_up_gets_no_step_of_the_ladder() -> None:
    desk = imported()
    desk.now = desk.due(Duty.FINAL_ANSWER) + timedelta(days=400)
    assert desk.do(climb(Rung.URGING, Duty.FINAL_ANSWER), SYSTEM) == NOTHING
    for command in (UrgeDuty(text="-"), slip(), ProposeStep(rung=Rung.TALK, text="-")):
        with pytest.raises(NotTakenUp):
            desk.do(command, SUPERVISOR)


def test_what_was_overdue_before_a_message_was_taken_up_is_not_escalated_by_the_program() -> None:
    desk = imported()
    desk.now = desk.due(Duty.FINAL_ANSWER) + timedelta(days=400)
    desk.do(RegisterMatter(nature=Nature.REQUEST), CLERK)
    for rung in (Rung.REMINDER, Rung.URGING, Rung.SUPERVISION_SLIP):
        assert desk.do(climb(rung, Duty.FINAL_ANSWER), SYSTEM) == NOTHING
    desk.now = desk.due(Duty.DISPATCH)
    assert desk.do(climb(Rung.URGING, Duty.DISPATCH), SYSTEM)


def test_what_the_office_itself_owes_is_urged_like_everything() -> None:
    desk = registered()
    desk.now = desk.due(Duty.DISPATCH)
    (urged,) = desk.do(climb(Rung.URGING, Duty.DISPATCH), SYSTEM)
    assert isinstance(urged, DutyUrged) and urged.unit == "office"


def test_the_program_takes_no_step_that_people_decide() -> None:
    desk = overdue(days=100)
    for rung in (Rung.TALK, Rung.CIRCULAR, Rung.REFERRAL):
        assert desk.do(climb(rung), SYSTEM) == NOTHING


def test_an_order_not_signed_for_in_time_ends_in_a_slip() -> None:
    desk = dispatched()
    desk.do(DeliverOrder(unit="housing"), CLERK)
    desk.now = desk.due(Duty.SIGN, "housing") + timedelta(days=5)
    assert desk.do(climb(Rung.SUPERVISION_SLIP, Duty.SIGN, "housing"), SYSTEM)
    assert "slip_report:housing" in desk.owed()
