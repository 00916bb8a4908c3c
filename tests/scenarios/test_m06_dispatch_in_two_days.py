"""M06 会议纪要和交办单两天之内下达: orders are out within two days of the decision."""

from domain.matter.intake.commands import RegisterMatter
from domain.matter.routing.commands import DeliverOrder, DispatchMatter, Task
from domain.vocabulary import Channel, Duty, FeedbackState, Nature, ObligationStatus
from projections.obligation_ledger import Wanted
from projections.worklist import Pile
from service.asking import Asked
from tests.people import CLERK, LEADER
from tests.scenarios.office import Office, at

ORDER = DispatchMatter(lead=Task(unit="housing", person="handler-wang"))


def test_m06_two_days_are_counted_by_the_clock_over_the_weekend(office: Office) -> None:
    office.clock.move_to(at(3, 6, 16, 30))
    matter = office.take_in()
    assert office.owed(matter)[Duty.DISPATCH].due_at == at(3, 8, 16, 30)


def test_m06_an_order_within_two_days_is_in_time_and_one_at_the_very_end_is_late(
    office: Office,
) -> None:
    in_time, late = office.take_in(), office.take_in()
    office.clock.move_to(at(3, 4, 8, 59))
    office.do(ORDER, CLERK, in_time)
    assert office.status(in_time, Duty.DISPATCH) is ObligationStatus.DONE_IN_TIME
    office.clock.move_to(at(3, 4, 9))
    assert office.status(late, Duty.DISPATCH) is ObligationStatus.OVERDUE
    office.do(ORDER, CLERK, late)
    assert office.status(late, Duty.DISPATCH) is ObligationStatus.DONE_LATE


def test_m06_minutes_and_assignments_count_from_the_decision_and_not_from_the_typing(
    office: Office,
) -> None:
    for channel in (Channel.MEETING_MINUTES, Channel.LEADER_ASSIGNMENT):
        office.clock.move_to(at(3, 2))
        matter = office.take_in(channel=channel, assigned_by=LEADER.person, nature=None)
        office.clock.move_to(at(3, 3, 17))
        office.do(RegisterMatter(nature=Nature.REQUEST), CLERK, matter)
        assert office.owed(matter)[Duty.DISPATCH].due_at == at(3, 4)


def test_m06_an_order_that_lies_in_a_drawer_is_not_out(office: Office) -> None:
    matter = office.take_in()
    office.do(ORDER, CLERK, matter)
    office.clock.move_to(at(3, 4))
    assert office.state(matter) is FeedbackState.UNDELIVERED
    assert office.owed(matter)["delivery:housing"].status(at(3, 4)) is ObligationStatus.OVERDUE
    assert office.pile(Pile.OVERDUE) == office.pile(Pile.UNROUTED) == [matter]


def test_m06_writing_the_order_anew_wins_no_second_two_days(office: Office) -> None:
    matter = office.take_in()
    office.do(ORDER, CLERK, matter)
    office.clock.move_to(at(3, 4, 8))
    other = Task(unit="water", person="handler-wu")
    office.do(DispatchMatter(lead=other), CLERK, matter)
    assert office.owed(matter)["delivery:water"].due_at == at(3, 4)


def test_m06_who_was_late_with_orders_last_week(office: Office) -> None:
    matter = office.take_in()
    office.clock.move_to(at(3, 5))
    office.do(ORDER, CLERK, matter)
    office.do(DeliverOrder(unit="housing"), CLERK, matter)
    overdue = Wanted(status=ObligationStatus.OVERDUE, duty=Duty.DISPATCH)
    assert not office.ledger(overdue).items
    for then in (Asked(as_of=at(3, 4, 12)), Asked(as_of=at(3, 4, 12), known_by=at(3, 4, 12))):
        (late,) = office.ledger(overdue, then).items
        assert (late.subject, late.owner_unit) == (matter, "office")
