"""M06 两天之内下达: dispatch and delivery within two days by the clock, holidays included."""

from datetime import timedelta

from domain.vocabulary import Duty, ObligationStatus
from service.queries import Asked
from tests.scenarios.office import Office


def test_m06_two_days_run_by_the_clock_over_the_weekend(office: Office) -> None:
    office.clock.advance(days=4, hours=8)  # Friday 17:00
    friday = office.now()
    matter = office.receives()
    assert office.owed(matter)[Duty.DISPATCH, ""].due_at == friday + timedelta(days=2)
    office.clock.advance(days=2)
    assert office.standing(matter, Duty.DISPATCH) is ObligationStatus.OVERDUE
    office.dispatches(matter)
    assert office.standing(matter, Duty.DISPATCH) is ObligationStatus.DONE_LATE
    saturday = Asked(as_of=friday + timedelta(days=1))
    assert office.standing(matter, Duty.DISPATCH, asked=saturday) is ObligationStatus.PENDING


def test_m06_an_order_that_was_dispatched_must_still_arrive(office: Office) -> None:
    matter = office.receives()
    office.dispatches(matter)
    assert office.standing(matter, Duty.DELIVERY, "housing") is ObligationStatus.PENDING
    office.clock.advance(days=2)
    assert office.standing(matter, Duty.DELIVERY, "housing") is ObligationStatus.OVERDUE
    office.delivers(matter)
    assert office.standing(matter, Duty.DELIVERY, "housing") is ObligationStatus.DONE_LATE
    assert office.standing(matter, Duty.SIGN, "housing") is ObligationStatus.PENDING
