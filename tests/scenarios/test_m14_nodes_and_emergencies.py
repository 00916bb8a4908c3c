"""M14 关键节点第一时间反馈: key nodes fed back on at once, emergencies within hours."""

from datetime import date

import pytest

from domain.matter.nodes.commands import (
    DeclareEmergency,
    EndEmergency,
    Milestone,
    ReportEmergency,
    ReportNode,
    SetMilestones,
)
from domain.matter.nodes.errors import HandlerCannotEnd, MilestoneStands
from domain.vocabulary import Duty, ObligationStatus
from projections.asking import EVERYTHING
from projections.worklist import Pile
from service.access.permissions import NotPermitted, NotYourMatter
from service.asking import Asked
from service.outbox.box import OutboxState
from tests.people import CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.office import NOW, Office, at

SURVEY = SetMilestones(milestones=(Milestone(name="完成勘查", on=date(2026, 3, 6)),))


def test_m14_a_node_is_fed_back_on_by_the_end_of_its_day_or_counts_as_missed(
    office: Office,
) -> None:
    matter = office.in_hand()
    office.do(SURVEY, CLERK, matter)
    assert office.owed(matter)[f"{Duty.NODE_FEEDBACK}:1"].due_at == at(3, 7, 0)
    office.clock.move_to(at(3, 7, 0))
    now = office.clock.now()
    assert office.owed(matter)[f"{Duty.NODE_FEEDBACK}:1"].status(now) is ObligationStatus.OVERDUE
    office.do(ReportNode(node="1", text="勘查完成"), HANDLER, matter)
    assert office.owed(matter)[f"{Duty.NODE_FEEDBACK}:1"].status(now) is ObligationStatus.DONE_LATE


def test_m14_the_lead_may_set_nodes_and_not_move_them(office: Office) -> None:
    matter = office.in_hand()
    office.do(SURVEY, HANDLER, matter)
    later = SetMilestones(milestones=(Milestone(name="完成勘查", on=date(2026, 3, 16)),))
    with pytest.raises(MilestoneStands):
        office.do(later, HEAD, matter)
    office.do(later, SUPERVISOR, matter)
    assert office.owed(matter)[f"{Duty.NODE_FEEDBACK}:1"].due_at == at(3, 17, 0)
    with pytest.raises(NotYourMatter):
        office.do(SURVEY, OTHER_HANDLER, matter)


def test_m14_an_emergency_is_reported_on_within_two_hours_on_a_holiday_too(
    office: Office,
) -> None:
    office.clock.move_to(at(10, 1, 22))
    matter = office.in_hand()
    office.do(DeclareEmergency(text="灯杆倾倒"), LEADER, matter)
    assert office.owed(matter)[Duty.EMERGENCY_FIRST_REPORT].due_at == at(10, 2, 0)
    office.clock.move_to(at(10, 1, 23))
    office.do(ReportEmergency(text="已封路"), HANDLER, matter)
    assert office.status(matter, Duty.EMERGENCY_FIRST_REPORT) is ObligationStatus.DONE_IN_TIME
    assert office.owed(matter)[Duty.EMERGENCY_PROGRESS].due_at == at(10, 2, 23)


def test_m14_reports_go_on_every_day_until_somebody_else_declares_it_over(
    office: Office,
) -> None:
    matter = office.in_hand()
    office.do(DeclareEmergency(text="灯杆倾倒"), CLERK, matter)
    for day in (2, 3, 4):
        office.clock.move_to(at(3, day, 10))
        office.do(ReportEmergency(text="抢修中"), HANDLER, matter)
    assert office.owed(matter)[Duty.EMERGENCY_PROGRESS].nth == 3
    with pytest.raises(NotPermitted):
        office.do(EndEmergency(text="没事了"), HANDLER, matter)
    office.do(EndEmergency(text="已通行"), CLERK, matter)
    assert office.status(matter, Duty.EMERGENCY_PROGRESS) is ObligationStatus.VOID


def test_m14_an_emergency_shows_on_the_worklist_as_long_as_it_lasts(office: Office) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 3, 8))
    office.do(DeclareEmergency(text="灯杆倾倒"), CLERK, matter)
    office.clock.move_to(at(3, 3, 18))
    office.do(EndEmergency(text="已通行"), SUPERVISOR, matter)
    office.app.runner.catch_up()

    def since(asked: Asked) -> object:
        (row,) = office.app.queries.worklist(CLERK, asked, Pile.ALL).items
        return row.emergency_since

    assert since(NOW) is None
    assert since(Asked(as_of=at(3, 3, 12))) == at(3, 3, 8)
    assert since(Asked(as_of=at(3, 3, 7))) is None


def test_m14_who_owes_the_first_report_is_told_at_once(office: Office) -> None:
    matter = office.in_hand()
    office.do(DeclareEmergency(text="灯杆倾倒"), CLERK, matter)
    office.app.runner.catch_up()
    office.app.deliverer.deliver()
    newest = office.app.outbox.posted(EVERYTHING, OutboxState.DELIVERED, 1)[0][0].message
    assert (newest.duty, newest.unit, newest.person) == (
        Duty.EMERGENCY_FIRST_REPORT,
        "housing",
        HANDLER.person,
    )


def test_m14_whoever_worked_on_it_does_not_declare_it_over(office: Office) -> None:
    matter = office.answered()  # the clerk has answered it
    office.do(DeclareEmergency(text="灯杆又倒"), CLERK, matter)
    with pytest.raises(HandlerCannotEnd):
        office.do(EndEmergency(text="已通行"), CLERK, matter)
    office.do(EndEmergency(text="已通行"), SUPERVISOR, matter)
