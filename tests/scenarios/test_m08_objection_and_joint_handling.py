"""M08 责任不清先联合办理、再理顺: objections, designation, joint handling, waiting in a circle."""

import pytest

from domain.matter.disputing.commands import (
    DesignateLead,
    ObjectToOrder,
    OrderJointHandling,
    RuleObjection,
    SettleResponsibility,
)
from domain.matter.disputing.errors import DesignationIsFinal, DesignationNeeded
from domain.matter.joining.commands import MergeMatter, UnmergeMatter
from domain.matter.routing.commands import DeliverOrder, DispatchMatter, HandOver, SignOrder, Task
from domain.matter.waiting.commands import ReportWaiting
from domain.vocabulary import Duty, FeedbackState, ObligationStatus
from projections.waits import Wait
from service.access.permissions import NotPermitted, NotYourMatter
from service.asking import Asked
from service.custody import custody
from tests.people import CLERK, HANDLER, HEAD, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.office import NOW, Office, at, outcome

OBJECT = ObjectToOrder(instead="water", text="属水务局")
HOUSING, WATER = (
    Task(unit="housing", person=HANDLER.person),
    Task(unit="water", person=OTHER_HANDLER.person),
)


def rule(upheld: bool) -> RuleObjection:
    return RuleObjection(unit="housing", upheld=upheld, text="经查")


def waits(office: Office) -> list[Wait]:
    office.app.runner.catch_up()
    return office.app.queries.waits(SUPERVISOR, NOW)[1]


def test_m08_the_clock_runs_on_while_it_is_disputed_whose_a_matter_is(office: Office) -> None:
    matter = office.take_in()
    office.dispatch(matter)
    due = office.owed(matter)[Duty.FINAL_ANSWER].due_at
    office.do(OBJECT, HANDLER, matter)
    assert office.state(matter) is FeedbackState.OBJECTED
    owed = office.owed(matter)
    assert owed[Duty.FINAL_ANSWER].due_at == due
    assert (owed["ruling:housing"].owner_unit, owed["ruling:housing"].due_at) == (
        "office",
        at(3, 5, 0),
    )
    with pytest.raises(NotPermitted):
        office.do(rule(True), HANDLER, matter)
    office.clock.move_to(at(3, 5, 0))
    assert office.status(matter, "ruling:housing") is ObligationStatus.OVERDUE
    office.do(rule(True), SUPERVISOR, matter)
    assert office.in_whose_hands(matter) == ("office", None)
    assert office.owed(matter)[Duty.FINAL_ANSWER].owner_unit == "office"


def test_m08_after_two_returns_a_supervisor_says_finally_whose_it_is(office: Office) -> None:
    matter = office.take_in()
    for _ in range(2):
        office.dispatch(matter)
        office.do(OBJECT, HANDLER, matter)
        office.do(rule(True), SUPERVISOR, matter)
    with pytest.raises(DesignationNeeded):
        office.do(DispatchMatter(lead=WATER), CLERK, matter)
    with pytest.raises(NotPermitted):
        office.do(DesignateLead(lead=HOUSING), CLERK, matter)
    office.do(DesignateLead(lead=HOUSING), SUPERVISOR, matter)
    office.do(DeliverOrder(unit="housing"), CLERK, matter)
    with pytest.raises(DesignationIsFinal):
        office.do(OBJECT, HANDLER, matter)


def test_m08_handled_together_first_and_settled_within_ten_working_days(office: Office) -> None:
    matter = office.take_in()
    office.do(OrderJointHandling(lead=HOUSING, participants=(WATER,)), SUPERVISOR, matter)
    assert office.owed(matter)[Duty.SETTLE_RESPONSIBILITY].due_at == at(3, 17, 0)
    for unit, person in (("housing", HANDLER), ("water", OTHER_HANDLER)):
        office.do(DeliverOrder(unit=unit), CLERK, matter)
        office.do(SignOrder(), person, matter)
    office.do(SettleResponsibility(unit="water", text="由水务负责"), SUPERVISOR, matter)
    assert office.owed(matter)[Duty.OUTCOME].owner_person == OTHER_HANDLER.person
    assert office.in_whose_hands(matter) == ("water", OTHER_HANDLER.person)
    office.do(outcome(), OTHER_HANDLER, matter)


def test_m08_units_that_wait_for_each_other_show_as_a_circle(office: Office) -> None:
    matter = office.in_hand("housing", "water")
    other = office.in_hand("housing")
    office.do(ReportWaiting(waits_for="water", text="等回填"), HANDLER, matter)
    office.do(ReportWaiting(waits_for="transport", text="等封路"), HANDLER, other)
    assert [each.circle for each in waits(office)] == [(), ()]
    office.do(ReportWaiting(waits_for="housing", text="等立杆"), OTHER_HANDLER, matter)
    found = waits(office)
    assert [(each.unit, each.waits_for) for each in found if each.circle] == [
        ("housing", "water"),
        ("water", "housing"),
    ]
    assert {each.circle for each in found if each.circle} == {("housing", "water")}
    assert found[-1].waits_for == "transport"


def test_m08_a_circle_shows_across_matters(office: Office) -> None:
    one, two = office.in_hand("housing"), office.in_hand("water")
    office.do(ReportWaiting(waits_for="water", text="等"), HANDLER, one)
    office.do(ReportWaiting(waits_for="housing", text="等"), OTHER_HANDLER, two)
    assert {each.circle for each in waits(office)} == {("housing", "water")}
    with pytest.raises(NotYourMatter):
        custody(office.app, OTHER_HANDLER, NOW, one)


def test_m07_how_long_it_stayed_with_each_and_what_goes_along_with_a_handing_over(
    office: Office,
) -> None:
    matter = office.take_in()
    office.clock.move_to(at(3, 3))
    office.dispatch(matter)
    office.clock.move_to(at(3, 5))
    office.do(SignOrder(), HANDLER, matter)
    office.clock.move_to(at(3, 10))
    office.do(HandOver(person="handler-liu", reason="病假"), HEAD, matter)
    assert office.owed(matter)[Duty.OUTCOME].owner_person == "handler-liu"
    office.clock.move_to(at(3, 12))
    found = custody(office.app, SUPERVISOR, NOW, matter)
    assert [(each.unit, each.person, found.working_days(each)) for each in found.stays] == [
        ("office", None, 2),
        ("housing", HANDLER.person, 2),
        ("housing", "handler-liu", 1),
    ]
    (sign,) = [each for each in found.signatures if each.duty is Duty.SIGN]
    assert (sign.unit, sign.since, sign.until) == ("housing", at(3, 3), at(3, 5))


def test_m07_a_signature_that_changed_hands_shows_how_long_each_let_it_wait(
    office: Office,
) -> None:
    matter = office.take_in()
    office.clock.move_to(at(3, 3))
    office.dispatch(matter)
    office.clock.move_to(at(3, 5))
    office.do(HandOver(person="handler-liu", reason="病假"), HEAD, matter)
    office.clock.move_to(at(3, 10))
    office.do(SignOrder(), HANDLER, matter)
    found = custody(office.app, SUPERVISOR, NOW, matter)
    signed = [each for each in found.signatures if each.duty is Duty.SIGN]
    assert [(each.person, each.since, each.until) for each in signed] == [
        (HANDLER.person, at(3, 3), at(3, 5)),
        ("handler-liu", at(3, 5), at(3, 10)),
    ]
    assert [found.working_days(each) for each in signed] == [1, 2]
    then = custody(office.app, SUPERVISOR, Asked(as_of=at(3, 6)), matter)
    assert [e.until for e in then.signatures if e.duty is Duty.SIGN] == [at(3, 5), None]


def test_m07_custody_goes_on_through_a_merger_and_a_parting(office: Office) -> None:
    first = office.in_hand()
    office.clock.move_to(at(3, 3))
    again = office.in_hand("water")
    office.clock.move_to(at(3, 5))
    office.do(MergeMatter(into=first, reason="同一处"), SUPERVISOR, again)
    office.clock.move_to(at(3, 10))
    office.do(UnmergeMatter(reason="并非同一处"), SUPERVISOR, again)
    found = custody(office.app, SUPERVISOR, NOW, again)
    assert [(each.unit, each.since, each.until) for each in found.stays][-3:] == [
        ("water", at(3, 3), at(3, 5)),
        ("office", at(3, 5), at(3, 10)),
        ("water", at(3, 10), None),
    ]
