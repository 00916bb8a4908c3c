"""M38 定期通报, M34 半年兑现: what is owed for each period that ends is opened by the clock, with an owner and
a due date, and missed like anything else that is owed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from domain.assessment.reports.commands import DrawReport
from domain.assessment.settlements.commands import SettlePeriod
from domain.codec import decode
from domain.obligations import Key
from domain.proceedings.state import Proceeding
from domain.verdicts.events import BreachFound
from domain.vocabulary import Duty, Ending, PeriodDutyStage
from service.event_log.reading import LogReader
from service.watching import Watcher
from tests.people import SUPERVISOR
from tests.scenarios.justice import stands, watch
from tests.scenarios.office import Office, at

HALF = "period_duty-half_year_settlement-2026-H1"
YEAR = "period_duty-annual_settlement-2026"
MARCH = "period_duty-periodic_report-2026-03"


def opened(office: Office) -> list[str]:
    """The duties of periods that are on record, each by its stream."""
    every = (decode(each) for each in LogReader(office.app.database).after(0, 100_000))
    return sorted(each.stream for each in every if each.fact.TYPE == "period_duty.opened")


def ended(duty: Proceeding, which: Duty) -> tuple[Ending | None, int | None]:
    """How it ended, and the verdict on it, if any."""
    owed = duty.obligations[Key(which)]
    return owed.ended, owed.verdict_by


def test_m38_a_month_that_ends_owes_its_report_and_drawing_it_does_the_duty(
    office: Office,
) -> None:
    watch(office)
    assert opened(office) == []
    office.clock.move_to(at(4, 1, 0))
    watch(office)
    duty = stands(office, MARCH)
    owed = duty.obligations[Key(Duty.PERIODIC_REPORT)]
    assert (owed.owner.unit, owed.deadline.at, owed.deadline.rule) == (
        "office",
        at(4, 17, 0),
        "periodic_report",
    )
    office.app.handler.open(DrawReport(period="2026-03"), SUPERVISOR)
    done = stands(office, MARCH)
    assert ended(done, Duty.PERIODIC_REPORT) == (Ending.DISCHARGED, None)
    assert (done.stage, done.links) == (PeriodDutyStage.DONE, ("periodic_report-2026-03",))
    office.clock.move_to(at(4, 20))
    watch(office)
    assert ended(stands(office, MARCH), Duty.PERIODIC_REPORT) == (Ending.DISCHARGED, None)


def test_m38_a_report_drawn_before_the_clock_looked_owes_nothing(office: Office) -> None:
    office.app.runner.catch_up()
    office.clock.move_to(at(4, 1, 0))
    office.app.handler.open(DrawReport(period="2026-03"), SUPERVISOR)
    watch(office)
    assert opened(office) == []


def test_m38_not_done_it_is_a_breach_with_a_lead_about_the_office(office: Office) -> None:
    watch(office)
    office.clock.move_to(at(4, 20))
    watch(office)
    watch(office)
    how, verdict = ended(stands(office, MARCH), Duty.PERIODIC_REPORT)
    assert how is None and verdict is not None
    fact = decode(LogReader(office.app.database).after(verdict - 1, 1)[0]).fact
    assert isinstance(fact, BreachFound)
    assert (fact.unit, fact.deadline.at) == ("office", at(4, 17, 0)) and fact.lead is not None


def test_m34_a_half_year_and_a_year_owe_their_settlement(office: Office) -> None:
    watch(office)
    office.clock.move_to(datetime.fromisoformat("2026-07-20T09:00:00+08:00"))
    watch(office)
    owed = stands(office, HALF).obligations[Key(Duty.HALF_YEAR_SETTLEMENT)]
    assert owed.deadline.at == datetime.fromisoformat("2026-07-30T00:00:00+08:00")
    office.app.handler.open(SettlePeriod(period="2026-H1"), SUPERVISOR)
    assert ended(stands(office, HALF), Duty.HALF_YEAR_SETTLEMENT) == (Ending.DISCHARGED, None)
    office.clock.move_to(datetime.fromisoformat("2027-01-20T09:00:00+08:00"))
    watch(office)
    assert stands(office, YEAR).stage is PeriodDutyStage.OWED
    for period in ("2026-H2", "2026"):
        office.app.runner.catch_up()
        office.app.handler.open(SettlePeriod(period=period), SUPERVISOR)
    assert ended(stands(office, YEAR), Duty.ANNUAL_SETTLEMENT) == (Ending.DISCHARGED, None)


def test_m38_periods_that_ended_in_an_outage_are_opened_once_whoever_does_it(
    office: Office,
) -> None:
    watch(office)
    office.clock.move_to(at(6, 3))
    office.app.runner.catch_up()

    def another() -> Watcher:
        app = office.app
        return Watcher(app.database, app.log, app.handler, app.reference, app.clock)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda each: each.watch(), [another() for _ in range(3)]))
    another().watch()
    watch(office)
    assert opened(office) == [f"period_duty-periodic_report-2026-0{month}" for month in (3, 4, 5)]
    assert stands(office, MARCH).obligations[Key(Duty.PERIODIC_REPORT)].deadline.at == at(4, 17, 0)
