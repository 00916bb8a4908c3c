"""A year's notice arrives: what was due by a guess is counted anew, and past verdicts stay (rules.md)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain.announcing import RecordNotice, UnfitNotice
from domain.matter.stream import matter_stream
from domain.matter.timing.commands import ExtendAnswer
from domain.verdicts.events import BreachFound, DutyRecounted, VerdictCorrected
from domain.vocabulary import AnswerRoute, CorrectionReason, Duty, LeadStage, ProceedingKind
from domain.working_days import SHANGHAI
from projections.obligation_ledger import Owed
from projections.proceeding_register import WantedProceedings
from service.access.permissions import NotPermitted
from service.bootstrap import Application
from service.clock import MovingClock
from tests.people import CLERK, SUPERVISOR, appoint_leaders, establish_units
from tests.scenarios.office import NOW, Office

NEW_YEAR = [date(2027, 1, day) for day in (1, 2, 3)]
WHOLE_WEEK = [date(2027, 1, day) for day in range(1, 11)]


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    establish_units(app)
    appoint_leaders(app)
    clock.move_to(datetime(2026, 12, 28, 9, tzinfo=SHANGHAI))
    return Office(app, clock)


def january(day: int, hour: int = 0) -> datetime:
    return datetime(2027, 1, day, hour, tzinfo=SHANGHAI)


def announce(office: Office, off: list[date], *make_up: date) -> None:
    notice = RecordNotice(year=2027, title="2027 年节假日安排", off=tuple(off), make_up=make_up)
    office.app.handler.notice(notice, SUPERVISOR)


def watch(office: Office) -> int:
    office.app.runner.catch_up()
    taken = office.app.watcher.watch()
    office.app.runner.catch_up()
    return taken


def facts(office: Office, matter: str, kind: type[Any]) -> list[Any]:
    _, entries = office.app.queries.timeline(SUPERVISOR, NOW, matter)
    found = (each.recorded.fact for each in entries)
    return [fact for fact in found if isinstance(fact, kind)]


def final(office: Office, matter: str) -> Owed:
    return office.owed(matter)[Duty.FINAL_ANSWER]


def test_what_is_owed_moves_by_the_announced_days_and_is_provisional_no_more(
    office: Office,
) -> None:
    matter = office.take_in()
    guessed = final(office, matter)
    assert (guessed.due_at, guessed.provisional) == (january(20), True)
    announce(office, NEW_YEAR, date(2027, 1, 10))
    watch(office)
    counted = final(office, matter)
    assert (counted.due_at, counted.provisional) == (january(19), False)
    assert (counted.calendar, counted.rulebook) == ("cn-2026.1+1", guessed.rulebook)
    recounted = facts(office, matter, DutyRecounted)
    assert {fact.duty for fact in recounted} >= {Duty.FINAL_ANSWER}
    watch(office)  # judges what the first round found owed for the periods that ended since March
    assert watch(office) == 0
    assert facts(office, matter, DutyRecounted) == recounted


def test_an_extension_and_what_was_certain_stay(office: Office) -> None:
    matter = office.in_hand()
    office.do(
        ExtendAnswer(working_days=5, reason="鉴定", told_by=AnswerRoute.PHONE), SUPERVISOR, matter
    )
    certain = office.owed(matter)[f"{Duty.SIGN}:housing"]
    assert final(office, matter).due_at == january(27)
    announce(office, NEW_YEAR, date(2027, 1, 10))
    watch(office)
    assert final(office, matter).due_at == january(26)
    assert office.owed(matter)[f"{Duty.SIGN}:housing"] == certain


def test_a_verdict_that_falls_by_the_notice_stays_beside_its_correction(office: Office) -> None:
    matter = office.in_hand()
    office.clock.move_to(january(20, 9))
    watch(office)
    missed = {fact.duty for fact in facts(office, matter, BreachFound)}
    assert Duty.FINAL_ANSWER in missed
    announce(office, WHOLE_WEEK)
    watch(office)
    assert {fact.duty for fact in facts(office, matter, BreachFound)} == missed
    corrected = {fact.duty: fact for fact in facts(office, matter, VerdictCorrected)}
    assert corrected[Duty.FINAL_ANSWER].reason is CorrectionReason.CALENDAR
    assert corrected[Duty.FINAL_ANSWER].deadline.at == january(27)
    assert final(office, matter).due_at == january(27)
    wanted = WantedProceedings(kind=ProceedingKind.LEAD, link=matter_stream(matter))
    leads = office.app.queries.proceedings(SUPERVISOR, NOW, wanted).items
    stages = {lead.title: lead.stage for lead in leads}
    assert stages["逾期：最终答复（件件有回音）"] == LeadStage.UNDER_REVIEW


def test_new_matters_are_counted_by_it_at_once(office: Office) -> None:
    announce(office, NEW_YEAR, date(2027, 1, 10))
    matter = office.take_in()
    assert (final(office, matter).due_at, final(office, matter).provisional) == (january(19), False)


def test_the_same_notice_is_recorded_once_and_an_amendment_is_another_version(
    office: Office,
) -> None:
    announce(office, NEW_YEAR)
    announce(office, NEW_YEAR)
    assert office.app.reference.calendar().version == "cn-2026.1+1"
    announce(office, WHOLE_WEEK)
    office.app.reference.refresh()
    assert office.app.reference.calendar().version == "cn-2026.1+2"
    assert not office.app.reference.calendar().is_provisional(2027)


def test_days_that_do_not_fit_are_refused_by_name_and_nothing_is_recorded(office: Office) -> None:
    head = office.app.log.head()
    with pytest.raises(UnfitNotice) as refused:
        announce(office, [date(2028, 1, 1)])
    assert "2028-01-01" in refused.value.sentence("zh-CN")
    with pytest.raises(UnfitNotice):
        announce(office, NEW_YEAR, date(2027, 1, 4))
    with pytest.raises(NotPermitted):
        office.app.handler.notice(RecordNotice(year=2027, title="安排", off=tuple(NEW_YEAR)), CLERK)
    assert office.app.log.head() == head


def test_stopped_half_way_each_is_counted_anew_once(office: Office) -> None:
    matters = [office.take_in() for _ in range(3)]
    announce(office, NEW_YEAR, date(2027, 1, 10))
    office.clock.advance(minutes=1)
    office.app.runner.catch_up()
    going_on = iter([True])
    office.app.watcher.watch(lambda: next(going_on, False))
    watch(office)
    for matter in matters:
        assert final(office, matter).due_at == january(19)
        duties = [fact.duty for fact in facts(office, matter, DutyRecounted)]
        assert len(duties) == len(set(duties))
    assert office.clock.now() < january(1) - timedelta(days=1)
