"""The ladder: when each rung is due, and what the program may climb by itself (M21)."""

from datetime import datetime, timedelta

import pytest

from domain.ladder import Step, automatic_rungs
from domain.obligations import Deadline
from domain.rulebook_files import RulebookError, load_default, parse
from domain.vocabulary import Duty, Rung
from domain.working_days import SHANGHAI, load_calendar
from tests.domain.test_rulebook import TEXT

CALENDAR = load_calendar()
LADDER = load_default().ladder


def at(day: int, hour: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


def deadline(due: datetime, since: datetime) -> Deadline:
    return Deadline(at=due, since=since, rule="outcome", rulebook="r/1", calendar="2026-1")


def rungs(duty: Duty, due: datetime, since: datetime) -> list[tuple[Rung, datetime]]:
    return [tuple(each) for each in automatic_rungs(LADDER, duty, deadline(due, since), CALENDAR)]  # type: ignore[misc]


def test_the_program_reminds_urges_and_issues_a_slip_around_the_due_date() -> None:
    assert rungs(Duty.OUTCOME, at(19), at(2, 9)) == [
        (Rung.REMINDER, at(18)),
        (Rung.URGING, at(19)),
        (Rung.SUPERVISION_SLIP, at(24)),
    ]


def test_working_days_of_the_ladder_follow_the_calendar() -> None:
    # The first week of October is free, and 10 October is worked instead.
    due, since = at(1, month=10), at(1, month=9)
    assert rungs(Duty.OUTCOME, due, since)[-1] == (Rung.SUPERVISION_SLIP, at(11, month=10))


def test_what_is_due_in_hours_is_urged_for_by_the_clock_on_a_holiday_too() -> None:
    due, since = at(3, 11, month=10), at(3, 9, month=10)
    assert rungs(Duty.EMERGENCY_FIRST_REPORT, due, since)[0] == (Rung.URGING, due)


def test_no_rung_falls_due_before_the_limit_has_begun() -> None:
    assert rungs(Duty.OUTCOME, at(3), at(2, 9)) == [
        (Rung.URGING, at(3)),
        (Rung.SUPERVISION_SLIP, at(6)),
    ]


def test_a_duty_that_no_row_names_gets_only_what_is_for_every_duty() -> None:
    assert [rung for rung, _ in rungs(Duty.REGISTER, at(4), at(2, 9))] == [Rung.URGING]


def test_from_a_talk_on_nothing_is_automatic() -> None:
    people = {step.rung for step in LADDER if not step.automatic}
    assert people == {Rung.TALK, Rung.CIRCULAR, Rung.REFERRAL}


def test_a_rulebook_that_has_the_program_do_what_people_decide_is_refused() -> None:
    before, talk, after = TEXT.partition('rung = "talk"')
    text = before + talk + after.replace("automatic = false", "automatic = true", 1)
    with pytest.raises(RulebookError, match="automatic"):
        parse(text)


def test_a_mistyped_rung_is_named_with_what_is_allowed() -> None:
    with pytest.raises(RulebookError, match=r"ladder\.0\.rung"):
        parse(TEXT.replace('rung = "reminder"', 'rung = "reminding"'))


@pytest.mark.parametrize(("when", "due"), [("before", at(18, 22)), ("after", at(19, 2))])
def test_hours_of_the_ladder_run_by_the_clock(when: str, due: datetime) -> None:
    step = Step.model_validate(
        {
            "rung": "urging",
            "when": when,
            "amount": 2,
            "unit": "hours",
            "automatic": True,
            "source": "default",
        }
    )
    assert step.falls_due(at(19), CALENDAR) == due
    assert step.falls_due(at(19), CALENDAR) - at(19) in (timedelta(hours=2), -timedelta(hours=2))
