"""M19 周督办、旬督查、月重点督查: each round opens a report, by the end of its period."""

import pytest

from domain.matter.rounds.commands import (
    OpenRound,
    PutUnderSupervision,
    ReleaseFromSupervision,
    ReportRound,
)
from domain.vocabulary import Cadence, Duty, ObligationStatus
from service.access.permissions import NotPermitted
from tests.people import CLERK, HANDLER, HEAD, LEADER, SUPERVISOR
from tests.scenarios.office import NOW, Office, at


def watch(office: Office) -> int:
    office.app.runner.catch_up()
    return office.app.watcher.watch()


def rounds(office: Office, matter: str) -> dict[str, ObligationStatus]:
    """The rounds of a matter so far, and where the report in each stands."""
    now = office.clock.now()
    return {
        each.of: each.status(now)
        for each in office.owed(matter).values()
        if each.duty is Duty.ROUND_REPORT
    }


def supervised(office: Office, cadence: Cadence) -> str:
    matter = office.in_hand()
    office.do(PutUnderSupervision(cadence=cadence, reason="反映强烈"), SUPERVISOR, matter)
    return matter


def test_m19_a_week_under_supervision_owes_a_report_by_its_end(office: Office) -> None:
    matter = supervised(office, Cadence.WEEKLY)
    assert watch(office) == 2  # the round, and the office's own duty of the month (M22)
    assert watch(office) == 0
    assert rounds(office, matter) == {"2026-W10": ObligationStatus.PENDING}
    office.clock.move_to(at(3, 6))
    office.do(ReportRound(text="已勘查"), HANDLER, matter)
    office.clock.move_to(at(3, 9, 0))
    watch(office)
    assert rounds(office, matter) == {
        "2026-W10": ObligationStatus.DONE_IN_TIME,
        "2026-W11": ObligationStatus.PENDING,
    }


def test_m19_every_ten_days_the_last_third_ends_with_the_month(office: Office) -> None:
    matter = supervised(office, Cadence.TEN_DAYS)
    for day in (2, 11, 21):
        office.clock.move_to(at(3, day))
        watch(office)
    office.clock.move_to(at(3, 31, 23, 59))
    assert rounds(office, matter) == {
        "2026-03-X1": ObligationStatus.OVERDUE,
        "2026-03-X2": ObligationStatus.OVERDUE,
        "2026-03-X3": ObligationStatus.PENDING,
    }
    office.clock.move_to(at(4, 1, 0))
    assert rounds(office, matter)["2026-03-X3"] is ObligationStatus.OVERDUE


def test_m19_a_round_not_reported_is_reminded_urged_and_answered_for(office: Office) -> None:
    matter = supervised(office, Cadence.MONTHLY)
    watch(office)
    office.clock.move_to(at(4, 1, 0))
    watch(office)
    _, entries = office.app.queries.timeline(SUPERVISOR, NOW, matter)
    pressed = [
        each.recorded.fact.TYPE
        for each in entries
        if getattr(each.recorded.fact, "duty", None) is Duty.ROUND_REPORT
    ]
    assert pressed == ["matter.duty_reminded", "obligation.breached", "matter.duty_urged"]


def test_m19_weeks_in_which_nobody_watched_are_named_in_the_next_round(office: Office) -> None:
    matter = supervised(office, Cadence.WEEKLY)
    watch(office)
    office.clock.move_to(at(3, 25))
    watch(office)
    assert list(rounds(office, matter)) == ["2026-W10", "2026-W13"]
    _, entries = office.app.queries.timeline(SUPERVISOR, NOW, matter)
    opened = [e.recorded.fact for e in entries if e.recorded.fact.TYPE == "matter.round_opened"]
    assert [each.missed for each in opened] == [(), ("2026-W11", "2026-W12")]


def test_m19_released_it_has_no_more_rounds(office: Office) -> None:
    matter = supervised(office, Cadence.WEEKLY)
    office.do(ReleaseFromSupervision(reason="已解决"), SUPERVISOR, matter)
    office.clock.move_to(at(3, 9))
    watch(office)
    assert rounds(office, matter) == {}


def test_m19_supervision_is_a_supervisors_and_a_round_the_programs(office: Office) -> None:
    matter = office.in_hand()
    for actor in (HANDLER, HEAD, CLERK, LEADER):
        with pytest.raises(NotPermitted):
            office.do(PutUnderSupervision(cadence=Cadence.WEEKLY, reason="-"), actor, matter)
    with pytest.raises(NotPermitted):
        office.do(OpenRound(), SUPERVISOR, matter)
