"""The first screens of a unit's people and of leaders."""

import pytest

from domain.envelope import Actor
from domain.matter.closing.commands import CloseMatter
from domain.matter.contesting.commands import ContestAnswer
from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.handling.commands import InformLeader, ReportDifficulty
from domain.matter.refusing.commands import ConfirmRefusal, ProposeRefusal
from domain.vocabulary import AnswerRoute, Channel, Duty, RefusalGround, Role
from projections.desks import Heap, Section
from projections.statistics import Period
from service.access.permissions import NotPermitted
from service.asking import Asked
from service.bootstrap import Application
from service.clock import MovingClock
from service.desks import LeaderScreen, leader_screen, my_work
from tests.people import (
    AUDITOR,
    CLERK,
    HANDLER,
    HEAD,
    LEADER,
    OTHER_HANDLER,
    OTHER_LEADER,
    SUPERVISOR,
    appoint_leaders,
    establish_units,
)
from tests.scenarios.office import NOW, SECOND_CLERK, Office, at, outcome

BY_LEADER = {"channel": Channel.LEADER_ASSIGNMENT, "assigned_by": LEADER.person}


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    establish_units(app)
    appoint_leaders(app)
    return Office(app, clock)


def desk(office: Office, actor: Actor, asked: Asked = NOW) -> dict[Section, Heap]:
    office.app.runner.catch_up()
    return {each.section: each for each in my_work(office.app.queries, actor, asked)[1]}


def screen(office: Office, actor: Actor = LEADER, asked: Asked = NOW) -> LeaderScreen:
    office.app.runner.catch_up()
    return leader_screen(office.app.queries, actor, asked)


def matters(heap: Heap) -> set[str]:
    return {each.subject for each in heap.items}


def test_a_unit_finds_what_it_owes_to_sign_to_do_again_and_what_waits_for_a_leader(
    office: Office,
) -> None:
    unsigned = office.take_in()
    office.dispatch(unsigned)
    again = office.answered()
    office.do(ContestAnswer(text="还是不亮"), CLERK, again)
    stuck = office.in_hand()
    office.do(ReportDifficulty(leader=LEADER.person, text="没有经费"), HANDLER, stuck)
    found = desk(office, HANDLER)
    assert matters(found[Section.UNSIGNED]) == {unsigned}
    assert matters(found[Section.REDO]) == {again}
    assert matters(found[Section.DIFFICULTIES]) == {stuck}
    assert {each.owner_unit for each in found[Section.UNIT].items} == {"housing"}
    assert {each.owner_person for each in found[Section.MINE].items} == {HANDLER.person}
    assert found[Section.UNIT].total >= found[Section.MINE].total > 0
    assert all(heap.total == 0 for heap in desk(office, OTHER_HANDLER).values())


def test_what_is_done_leaves_the_desk_and_what_is_late_is_counted_late(office: Office) -> None:
    matter = office.take_in()
    office.dispatch(matter)
    office.clock.move_to(at(3, 6))
    found = desk(office, HANDLER)[Section.UNSIGNED]
    assert (found.total, found.overdue) == (1, 1)
    before = desk(office, HANDLER, Asked(as_of=at(3, 3)))[Section.UNSIGNED]
    assert (before.total, before.overdue) == (1, 0)


def test_only_as_many_are_shown_as_asked_for_and_all_are_counted(office: Office) -> None:
    for _ in range(3):
        office.dispatch(office.take_in())
    found = desk(office, HANDLER, Asked(limit=2))[Section.UNSIGNED]
    assert (found.total, len(found.items)) == (3, 2)


def test_somebody_without_a_unit_finds_no_units_work(office: Office) -> None:
    office.dispatch(office.take_in())
    nobody = Actor(person="x", role=Role.HANDLER)
    assert all(heap.total == 0 for heap in desk(office, nobody).values())


def test_what_is_about_somebody_is_on_nobody_of_their_desks(office: Office) -> None:
    matter = office.take_in()
    office.dispatch(matter)
    office.do(CorrectRegistration(reason="查明", about_persons=(HEAD.person,)), CLERK, matter)
    assert matters(desk(office, HANDLER)[Section.UNSIGNED]) == {matter}
    assert desk(office, HEAD)[Section.UNSIGNED].total == 0


def test_a_leader_finds_what_they_owe_themselves(office: Office) -> None:
    stuck = office.in_hand()
    office.do(ReportDifficulty(leader=LEADER.person, text="没有经费"), HANDLER, stuck)
    own = screen(office).own
    assert [(each.duty, each.subject) for each in own.items] == [(Duty.DIFFICULTY_DECISION, stuck)]
    assert screen(office, OTHER_LEADER).own.total == 0
    office.clock.move_to(at(3, 10))
    assert screen(office).own.overdue == 1


def test_an_instruction_stays_listed_until_its_leader_was_told(office: Office) -> None:
    waiting, told = office.take_in(**BY_LEADER), office.in_hand(**BY_LEADER)
    office.take_in()
    found = screen(office).instructions
    assert {each.matter: each.feedback_due_at is None for each in found} == {
        waiting: True,
        told: False,
    }
    assert screen(office, OTHER_LEADER).instructions == []
    office.clock.move_to(at(3, 4))
    office.do(outcome(), HANDLER, told)
    office.do(InformLeader(text="已办结"), HANDLER, told)
    assert [each.matter for each in screen(office).instructions] == [waiting]
    assert len(screen(office, asked=Asked(as_of=at(3, 3))).instructions) == 2


def test_an_instruction_that_was_not_taken_on_is_listed_until_it_is_filed(office: Office) -> None:
    refused = office.take_in(**BY_LEADER)
    propose = ProposeRefusal(ground=RefusalGround.UNINTELLIGIBLE, reason="内容无法辨认")
    office.do(propose, CLERK, refused)
    confirm = ConfirmRefusal(text="请补充后再报", told_by=AnswerRoute.PHONE)
    office.do(confirm, SUPERVISOR, refused)
    assert [each.matter for each in screen(office).instructions] == [refused]
    office.do(CloseMatter(), SECOND_CLERK, refused)
    assert screen(office).instructions == []


def test_units_stand_beside_their_last_month(office: Office) -> None:
    office.answered()
    office.in_hand("water")
    office.clock.move_to(at(4, 7))
    office.in_hand()
    units = {each.unit: each for each in screen(office).units}
    housing, water = units["housing"], units["water"]
    assert housing.now is not None and housing.before is not None
    assert (housing.now.received, housing.now.answered) == (1, 0)
    assert (housing.before.received, housing.before.answered) == (1, 1)
    assert water.now is None and water.before is not None
    assert (water.before.received, water.before.late) == (1, 1)
    yearly = leader_screen(office.app.queries, LEADER, NOW, Period.YEAR).units
    assert {each.unit: each.now.received for each in yearly if each.now} == {
        "housing": 2,
        "water": 1,
    }


def test_signatures_jam_where_they_have_waited_longest(office: Office) -> None:
    for _ in range(2):
        office.dispatch(office.take_in())
    office.clock.move_to(at(3, 4))
    office.dispatch(office.take_in(), "water")
    first, second = screen(office).jams
    assert (first.duty, first.person, first.waiting) == (Duty.SIGN, HANDLER.person, 2)
    assert (first.overdue, first.since, first.number) == (2, at(3, 2), "2026-000001")
    assert (second.person, second.waiting, second.overdue) == (OTHER_HANDLER.person, 1, 0)


def test_each_screen_is_for_those_whose_it_is(office: Office) -> None:
    for nobody in (HANDLER, CLERK, SUPERVISOR, AUDITOR):
        with pytest.raises(NotPermitted):
            screen(office, nobody)
    for nobody in (LEADER, AUDITOR):
        with pytest.raises(NotPermitted):
            desk(office, nobody)
