"""Supervision in rounds: periods, who sets them, what is owed in each (M19)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.errors import NotTakenUp, NotYoursToReport
from domain.matter.rounds.commands import (
    OpenRound,
    PutUnderSupervision,
    ReleaseFromSupervision,
    ReportRound,
)
from domain.matter.rounds.errors import NoRoundOpen, NotUnderSupervision, SupervisesOneself
from domain.matter.rounds.events import RoundOpened
from domain.matter.rounds.periods import period_of, periods_between
from domain.matter.routing.commands import DeliverOrder, SignOrder
from domain.vocabulary import Cadence, Duty
from tests.domain.desk import NOTHING, Desk, dispatch, imported, registered, signed
from tests.domain.pressing import SYSTEM
from tests.people import CLERK, HANDLER, HEAD, OTHER_HANDLER, SUPERVISOR


def supervised(cadence: Cadence = Cadence.WEEKLY) -> Desk:
    """In the lead's hands since Monday 2 March, and under supervision."""
    desk = signed()
    desk.do(PutUnderSupervision(cadence=cadence, reason="反映强烈"), SUPERVISOR)
    return desk


def opened(desk: Desk) -> RoundOpened:
    (fact,) = desk.do(OpenRound(), SYSTEM)
    assert isinstance(fact, RoundOpened)
    return fact


@pytest.mark.parametrize(
    ("cadence", "day", "name", "first", "last"),
    [
        (Cadence.WEEKLY, date(2026, 3, 8), "2026-W10", date(2026, 3, 2), date(2026, 3, 8)),
        (Cadence.WEEKLY, date(2027, 1, 3), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (Cadence.TEN_DAYS, date(2026, 3, 10), "2026-03-X1", date(2026, 3, 1), date(2026, 3, 10)),
        (Cadence.TEN_DAYS, date(2026, 3, 11), "2026-03-X2", date(2026, 3, 11), date(2026, 3, 20)),
        (Cadence.TEN_DAYS, date(2026, 3, 31), "2026-03-X3", date(2026, 3, 21), date(2026, 3, 31)),
        (Cadence.TEN_DAYS, date(2028, 2, 29), "2028-02-X3", date(2028, 2, 21), date(2028, 2, 29)),
        (Cadence.MONTHLY, date(2026, 2, 28), "2026-02", date(2026, 2, 1), date(2026, 2, 28)),
    ],
)
def test_periods_are_weeks_thirds_of_a_month_and_months(
    cadence: Cadence, day: date, name: str, first: date, last: date
) -> None:
    assert period_of(cadence, day) == (name, first, last)


@given(st.sampled_from(Cadence), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_periods_follow_each_other_without_gap_or_overlap(cadence: Cadence, day: date) -> None:
    period = period_of(cadence, day)
    assert period.first <= day <= period.last
    assert all(period_of(cadence, each) == period for each in (period.first, period.last))
    following = period_of(cadence, period.last + timedelta(days=1))
    assert following.first == period.last + timedelta(days=1)
    assert following.name != period.name
    assert periods_between(cadence, day, following.last) == (period, following)


def test_a_round_is_due_by_the_end_of_its_period_from_whoever_has_the_matter() -> None:
    desk = supervised()
    fact = opened(desk)
    assert (fact.period, fact.unit, fact.person) == ("2026-W10", "housing", HANDLER.person)
    assert desk.due(Duty.ROUND_REPORT, "2026-W10").isoformat() == "2026-03-09T00:00:00+08:00"
    desk.do(ReportRound(text="已勘查"), HANDLER)
    assert "round_report:2026-W10" not in desk.owed()


def test_a_period_is_opened_once() -> None:
    desk = supervised()
    opened(desk)
    assert desk.do(OpenRound(), SYSTEM) == NOTHING
    desk.do(ReportRound(text="已勘查"), HANDLER)
    assert desk.do(OpenRound(), SYSTEM) == NOTHING


def test_each_period_has_its_own_report_and_a_missed_one_stays_owed() -> None:
    desk = supervised(Cadence.TEN_DAYS)
    opened(desk)
    desk.wait(days=10)
    opened(desk)
    assert {"round_report:2026-03-X1", "round_report:2026-03-X2"} <= desk.owed()
    desk.do(ReportRound(text="先报前一轮"), HANDLER)
    assert "round_report:2026-03-X2" in desk.owed()


def test_rounds_that_nobody_was_there_to_open_are_named_in_the_next_and_not_owed() -> None:
    desk = supervised()
    desk.wait(days=21)
    fact = opened(desk)
    assert fact.missed == ("2026-W10", "2026-W11", "2026-W12")
    assert [key for key in desk.owed() if key.startswith("round_report")] == [
        "round_report:2026-W13"
    ]
    desk.wait(days=7)
    assert opened(desk).missed == ()


def test_a_round_that_begins_on_its_last_day_is_due_a_working_day_later() -> None:
    desk = supervised()
    desk.wait(days=6)  # Sunday
    assert opened(desk).report_by.at.isoformat() == "2026-03-10T00:00:00+08:00"


def test_released_it_has_no_more_rounds_but_owes_what_was_opened() -> None:
    desk = supervised()
    opened(desk)
    desk.do(ReleaseFromSupervision(reason="已解决"), SUPERVISOR)
    assert "round_report:2026-W10" in desk.owed()
    desk.wait(days=7)
    with pytest.raises(NotUnderSupervision):
        desk.do(OpenRound(), SYSTEM)
    assert desk.do(ReleaseFromSupervision(reason="已解决"), SUPERVISOR) == NOTHING


def test_another_cadence_begins_with_its_own_period() -> None:
    desk = supervised()
    opened(desk)
    desk.do(PutUnderSupervision(cadence=Cadence.MONTHLY, reason="转为月督查"), SUPERVISOR)
    assert opened(desk).period == "2026-03"


def test_whoever_handles_it_neither_sets_nor_ends_its_supervision() -> None:
    desk = supervised()
    for actor in (HANDLER, HEAD):
        with pytest.raises(SupervisesOneself):
            desk.do(ReleaseFromSupervision(reason="不必了"), actor)
        with pytest.raises(SupervisesOneself):
            desk.do(PutUnderSupervision(cadence=Cadence.MONTHLY, reason="放宽"), actor)


def test_only_the_unit_that_has_it_reports_in_a_round() -> None:
    desk = supervised()
    opened(desk)
    for actor in (CLERK, OTHER_HANDLER, SYSTEM):
        with pytest.raises(NotYoursToReport):
            desk.do(ReportRound(unit="housing", text="-"), actor)
    with pytest.raises(NotYoursToReport):
        desk.do(ReportRound(unit="water", text="-"), HANDLER)
    with pytest.raises(NoRoundOpen):
        desk.do(ReportRound(period="2026-W09", text="-"), HANDLER)


def test_until_a_lead_has_signed_the_receiving_unit_owes_the_round() -> None:
    desk = registered()
    desk.do(PutUnderSupervision(cadence=Cadence.WEEKLY, reason="重点"), SUPERVISOR)
    assert opened(desk).unit == "office"
    desk.do(dispatch(), CLERK)
    desk.do(DeliverOrder(unit="housing"), CLERK)
    desk.do(SignOrder(), HANDLER)
    owed = desk.matter.obligation(Duty.ROUND_REPORT, "2026-W10")
    assert owed is not None and owed.owner == ("housing", HANDLER.person)


def test_a_lead_that_loses_its_order_hands_the_round_back() -> None:
    desk = supervised()
    opened(desk)
    desk.do(CorrectRegistration(reason="查明", about_units=("housing",)), SUPERVISOR)
    owed = desk.matter.obligation(Duty.ROUND_REPORT, "2026-W10")
    assert owed is not None and owed.is_open and owed.owner == ("office", None)


def test_an_imported_message_that_nobody_took_up_is_not_put_under_supervision() -> None:
    with pytest.raises(NotTakenUp):
        imported().do(PutUnderSupervision(cadence=Cadence.WEEKLY, reason="-"), SUPERVISOR)
