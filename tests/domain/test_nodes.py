"""What is owed at once: feedback at key nodes, and reports in an emergency (M14)."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from domain.errors import TimeInFuture
from domain.matter.closing.commands import CloseMatter
from domain.matter.closing.errors import StillOwed
from domain.matter.errors import NotTakenUp, NotYoursToReport
from domain.matter.nodes.commands import (
    DeclareEmergency,
    EndEmergency,
    Milestone,
    ReportEmergency,
    ReportNode,
    SetMilestones,
)
from domain.matter.nodes.errors import (
    EmergencyGoesOn,
    HandlerCannotEnd,
    MilestoneInThePast,
    MilestonePassed,
    MilestonesNotYours,
    MilestoneStands,
    NoEmergency,
    NoSuchNode,
)
from domain.matter.routing.commands import DeliverOrder, SignOrder
from domain.matter.withdrawing.commands import (
    ConfirmWithdrawal,
    RecordWithdrawal,
    ResumeComplaint,
)
from domain.obligations import Key
from domain.vocabulary import AnswerRoute, Duty, Ending, ObligationStatus
from tests.domain.desk import (
    NOTHING,
    SECOND_CLERK,
    Desk,
    asked,
    dispatch,
    imported,
    registered,
    signed,
)
from tests.people import CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, SUPERVISOR


def plan(**nodes: date) -> SetMilestones:
    return SetMilestones(
        milestones=tuple(Milestone(name=name, on=on) for name, on in nodes.items())
    )


SURVEY = plan(survey=date(2026, 3, 6))
LATER = plan(survey=date(2026, 3, 16))


def planned() -> Desk:
    desk = signed()
    desk.do(SURVEY, CLERK)
    return desk


def urgent() -> Desk:
    """An emergency declared on Monday 2 March at 09:00."""
    desk = signed()
    desk.do(DeclareEmergency(text="灯杆倾倒"), CLERK)
    return desk


# Key nodes


def test_a_node_is_to_be_fed_back_on_by_the_end_of_its_day() -> None:
    desk = planned()
    owed = desk.matter.obligation(Duty.NODE_FEEDBACK, "1")
    assert owed is not None and owed.owner == ("housing", HANDLER.person)
    assert owed.deadline.at.isoformat() == "2026-03-07T00:00:00+08:00"
    assert owed.deadline.since == desk.now
    desk.do(ReportNode(node="1", text="勘查完成"), HANDLER)
    assert "node_feedback:1" not in desk.owed()


def test_nodes_keep_their_codes_as_more_are_set() -> None:
    desk = planned()
    desk.do(plan(survey=date(2026, 3, 6), works=date(2026, 3, 20)), HANDLER)
    assert {code: node.name for code, node in desk.matter.nodes.milestones.items()} == {
        "1": "survey",
        "2": "works",
    }
    assert desk.do(SURVEY, CLERK) == NOTHING


def test_the_office_may_move_a_node_before_it_is_due() -> None:
    desk = planned()
    desk.do(LATER, CLERK)
    assert desk.due(Duty.NODE_FEEDBACK, "1").isoformat() == "2026-03-17T00:00:00+08:00"


def test_the_lead_does_not_move_its_own_node() -> None:
    desk = planned()
    with pytest.raises(MilestoneStands):
        desk.do(LATER, HANDLER)


def test_a_node_that_is_due_or_reported_is_not_moved_by_anybody() -> None:
    desk = planned()
    desk.now = desk.due(Duty.NODE_FEEDBACK, "1")
    with pytest.raises(MilestonePassed):
        desk.do(LATER, CLERK)
    desk.do(ReportNode(node="1", text="晚了"), HANDLER)
    with pytest.raises(MilestonePassed):
        desk.do(LATER, CLERK)


def test_a_node_lies_in_the_future_and_today_counts() -> None:
    desk = signed()
    with pytest.raises(MilestoneInThePast):
        desk.do(plan(survey=date(2026, 3, 1)), CLERK)
    assert desk.do(plan(survey=date(2026, 3, 2)), CLERK)


def test_another_unit_sets_no_nodes_and_reports_on_none() -> None:
    desk = planned()
    with pytest.raises(MilestonesNotYours):
        desk.do(plan(works=date(2026, 3, 20)), OTHER_HANDLER)
    for actor in (OTHER_HANDLER, CLERK):
        with pytest.raises(NotYoursToReport):
            desk.do(ReportNode(node="1", text="-"), actor)
    with pytest.raises(NoSuchNode):
        desk.do(ReportNode(node="7", text="-"), HANDLER)


def test_a_node_is_reported_once() -> None:
    desk = planned()
    desk.do(ReportNode(node="1", text="勘查完成"), HANDLER)
    with pytest.raises(NoSuchNode):
        desk.do(ReportNode(node="1", text="再报"), HANDLER)


def test_one_name_stands_for_one_node() -> None:
    twice = Milestone(name="survey", on=date(2026, 3, 6))
    with pytest.raises(ValidationError, match="once"):
        SetMilestones(milestones=(twice, twice))


def test_nodes_and_emergencies_go_to_the_lead_that_signs() -> None:
    desk = registered()
    desk.do(SURVEY, CLERK)
    desk.do(DeclareEmergency(text="灯杆倾倒"), CLERK)
    assert desk.matter.obligations[next(iter(_keys(desk)))].owner == ("office", None)
    desk.do(dispatch(), CLERK)
    desk.do(DeliverOrder(unit="housing"), CLERK)
    desk.do(SignOrder(), HANDLER)
    assert {desk.matter.obligations[key].owner for key in _keys(desk)} == {
        ("housing", HANDLER.person)
    }


def _keys(desk: Desk) -> list[Key]:
    return [
        key
        for key in desk.matter.obligations
        if key.duty in (Duty.NODE_FEEDBACK, Duty.EMERGENCY_FIRST_REPORT)
    ]


def test_nodes_are_owed_again_when_a_withdrawn_matter_is_followed_up_after_all() -> None:
    desk = planned()
    desk.do(RecordWithdrawal(route=AnswerRoute.PHONE, text="不用了"), SECOND_CLERK)
    desk.do(ConfirmWithdrawal(route=AnswerRoute.PHONE), SUPERVISOR)
    assert "node_feedback:1" not in desk.owed()
    desk.do(ResumeComplaint(text="还是要办"), SECOND_CLERK)
    owed = desk.matter.obligation(Duty.NODE_FEEDBACK, "1")
    assert owed is not None and owed.is_open and owed.owner == ("housing", HANDLER.person)


# Emergencies


def test_the_first_report_is_owed_in_two_hours_by_the_clock_holidays_included() -> None:
    desk = signed()
    desk.now = desk.now.replace(month=10, day=1, hour=23)
    desk.do(DeclareEmergency(text="灯杆倾倒"), LEADER)
    assert desk.due(Duty.EMERGENCY_FIRST_REPORT) == desk.now + timedelta(hours=2)


def test_each_report_is_followed_by_the_next_after_a_day_until_it_is_over() -> None:
    desk = urgent()
    desk.wait(hours=1)
    desk.do(ReportEmergency(text="已封路"), HANDLER)
    assert "emergency_first_report" not in desk.owed()
    assert desk.due(Duty.EMERGENCY_PROGRESS) == desk.now + timedelta(hours=24)
    desk.wait(hours=30)
    desk.do(ReportEmergency(text="抢修中"), HANDLER)
    late = desk.matter.obligation(Duty.EMERGENCY_PROGRESS)
    assert late is not None and late.nth == 2 and late.earlier is not None
    assert late.earlier.status(desk.now) is ObligationStatus.DONE_LATE
    desk.do(EndEmergency(text="已通行"), CLERK)
    assert desk.matter.nodes.emergency_since is None
    assert not {"emergency_first_report", "emergency_progress"} & desk.owed()


def test_the_hours_run_from_the_declaration_whenever_it_is_said_to_have_happened() -> None:
    desk = signed()
    happened = desk.now - timedelta(hours=9)
    desk.do(DeclareEmergency(happened_at=happened, text="灯杆倾倒"), CLERK)
    assert desk.due(Duty.EMERGENCY_FIRST_REPORT) == desk.now + timedelta(hours=2)
    with pytest.raises(TimeInFuture):
        signed().do(DeclareEmergency(happened_at=desk.now + timedelta(minutes=1), text="-"), CLERK)


def test_declaring_it_over_takes_back_no_missed_report() -> None:
    desk = urgent()
    desk.wait(hours=3)
    desk.do(EndEmergency(text="虚惊"), CLERK)
    first = desk.matter.obligation(Duty.EMERGENCY_FIRST_REPORT)
    assert first is not None and first.ended is Ending.VOID
    assert first.breached(desk.now)


def test_whoever_handles_it_cannot_declare_it_over() -> None:
    for actor in (HANDLER, HEAD):
        with pytest.raises(HandlerCannotEnd):
            urgent().do(EndEmergency(text="没事了"), actor)


def test_one_emergency_at_a_time() -> None:
    desk = urgent()
    with pytest.raises(EmergencyGoesOn):
        desk.do(DeclareEmergency(text="又倒一根"), CLERK)
    desk.do(EndEmergency(text="已通行"), SUPERVISOR)
    with pytest.raises(NoEmergency):
        desk.do(EndEmergency(text="已通行"), SUPERVISOR)
    with pytest.raises(NoEmergency):
        desk.do(ReportEmergency(text="-"), HANDLER)
    assert desk.do(DeclareEmergency(text="又倒一根"), CLERK)


def test_another_unit_does_not_report_in_the_place_of_the_lead() -> None:
    for actor in (OTHER_HANDLER, CLERK):
        with pytest.raises(NotYoursToReport):
            urgent().do(ReportEmergency(unit="housing", text="-"), actor)


def test_a_matter_is_not_closed_while_an_emergency_or_a_node_is_open() -> None:
    desk = asked()
    desk.do(DeclareEmergency(text="灯杆又倒"), CLERK)
    with pytest.raises(StillOwed):
        desk.do(CloseMatter(), SUPERVISOR)
    desk.do(EndEmergency(text="已通行"), SUPERVISOR)
    assert desk.do(CloseMatter(), SUPERVISOR)


def test_an_imported_message_that_nobody_took_up_has_no_nodes_and_no_emergency() -> None:
    for command in (SURVEY, DeclareEmergency(text="-")):
        with pytest.raises(NotTakenUp):
            imported().do(command, CLERK)
