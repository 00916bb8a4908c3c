"""Working days agree with the official calendar, and counting with a count on one's fingers."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.day_arrangement import DayKind
from domain.working_days import SHANGHAI, Calendar, Due, load_calendar, shanghai_day

CALENDAR = load_calendar()
ONE_DAY = timedelta(days=1)

days = st.dates(date(2002, 1, 1), date(2028, 12, 31))
moments = st.builds(
    lambda seconds, zone: (at("2002-01-01") + timedelta(seconds=seconds)).astimezone(zone),
    st.integers(0, 27 * 366 * 24 * 60 * 60),
    st.sampled_from([SHANGHAI, UTC]),
)
midnights = days.map(lambda day: at(day.isoformat()))
lengths = st.integers(1, 70)


def at(text: str) -> datetime:
    """A time in Asia/Shanghai; 00:00 for a day alone."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def every_day(first: date, last: date) -> list[date]:
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


def walked_forward(day: date, n: int) -> date:
    """The n-th working day after a day, found one day at a time."""
    while n:
        day += ONE_DAY
        n -= CALENDAR.is_working_day(day)
    return day


def walked_back(day: date, n: int) -> date:
    """The n-th working day before a day, found one day at a time."""
    while n:
        day -= ONE_DAY
        n -= CALENDAR.is_working_day(day)
    return day


def test_every_day_from_2004_to_2026_is_worked_or_not_as_chinesecalendar_says_but_one() -> None:
    """2005-12-31 was made a working day by the notice for 2006; chinesecalendar leaves it out."""
    span = every_day(date(2004, 1, 1), date(2026, 12, 31))
    differing = [
        day for day in span if CALENDAR.is_working_day(day) != chinese_calendar.is_workday(day)
    ]
    assert differing == [date(2005, 12, 31)]
    assert CALENDAR.why(date(2005, 12, 31)).notice == "国务院办公厅关于2006年部分节假日安排的通知"


def test_every_day_from_2004_to_2026_is_worked_or_not_as_the_holidays_library_says() -> None:
    library = holidays.country_holidays("CN", years=range(2004, 2027))
    for day in every_day(date(2004, 1, 1), date(2026, 12, 31)):
        assert CALENDAR.is_working_day(day) == library.is_working_day(day), day


@pytest.mark.parametrize(
    ("day", "kind", "named_by"),
    [
        ("2020-01-19", DayKind.MAKE_UP_DAY, "国务院办公厅关于2020年部分节假日安排的通知"),
        ("2020-01-31", DayKind.PUBLIC_HOLIDAY, "国务院办公厅关于延长2020年春节假期的通知"),
        ("2020-02-02", DayKind.PUBLIC_HOLIDAY, "国务院办公厅关于延长2020年春节假期的通知"),
        ("2020-02-01", DayKind.PUBLIC_HOLIDAY, "国务院办公厅关于延长2020年春节假期的通知"),
        ("2019-05-05", DayKind.MAKE_UP_DAY, "国务院办公厅关于调整2019年劳动节假期安排的通知"),
        ("2007-12-31", DayKind.PUBLIC_HOLIDAY, "国务院办公厅关于2008年部分节假日安排的通知"),
        ("2020-02-03", DayKind.WEEKDAY, None),
        ("2020-02-08", DayKind.WEEKEND, None),
        ("2030-10-02", DayKind.PUBLIC_HOLIDAY, "全国年节及纪念日放假办法"),
    ],
)
def test_a_day_says_why_it_is_worked_or_not(day: str, kind: DayKind, named_by: str | None) -> None:
    reason = CALENDAR.why(date.fromisoformat(day))
    assert (reason.kind, reason.notice) == (kind, named_by)


def test_a_year_without_a_notice_is_provisional_and_says_so() -> None:
    assert [year for year in range(2000, 2030) if not CALENDAR.is_provisional(year)] == list(
        range(2004, 2027)
    )
    assert CALENDAR.is_provisional(date(2003, 12, 31))
    assert CALENDAR.notice(2027) is None
    assert CALENDAR.notice(2015) == "国务院办公厅关于2015年部分节假日安排的通知"
    off = [day for day in every_day(date(2031, 1, 1), date(2031, 12, 31)) if day.weekday() < 5]
    off = [day for day in off if not CALENDAR.is_working_day(day)]
    assert [f"{day:%m-%d}" for day in off] == ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"]


def test_the_day_of_the_event_does_not_count_and_the_limit_ends_with_the_last_day() -> None:
    """Monday at one minute past midnight or before the next: one working day is all of Tuesday."""
    for time in ("00:00:00", "00:01:00", "23:59:59"):
        assert CALENDAR.add_working_days(at(f"2024-03-04T{time}"), 1) == Due(at("2024-03-06"))


def test_a_message_at_night_elsewhere_counts_from_the_day_it_is_in_shanghai() -> None:
    """18:00 in London on Monday is already Tuesday in Shanghai."""
    sent = datetime(2024, 3, 4, 18, tzinfo=ZoneInfo("Europe/London"))
    assert CALENDAR.add_working_days(sent, 1).at == at("2024-03-07")


def test_fifteen_working_days_over_the_long_spring_festival_of_2020() -> None:
    assert CALENDAR.add_working_days(at("2020-01-20T09:00"), 15).at == at("2020-02-19")


@given(moments, lengths)
def test_working_days_are_counted_as_one_would_on_a_wall_calendar(start: datetime, n: int) -> None:
    due = CALENDAR.add_working_days(start, n)
    last = walked_forward(shanghai_day(start), n)
    assert due.at == at((last + ONE_DAY).isoformat())
    counted_over = every_day(shanghai_day(start) + ONE_DAY, last)
    assert due.provisional == any(CALENDAR.is_provisional(day) for day in counted_over)


@given(midnights, lengths)
def test_stepping_back_from_a_due_date_agrees_with_a_wall_calendar(due: datetime, n: int) -> None:
    earlier = CALENDAR.working_days_before(due, n)
    assert earlier.at == at((walked_back(due.date(), n + 1) + ONE_DAY).isoformat())
    looked_at = every_day(earlier.at.date() - ONE_DAY, due.date() - ONE_DAY)
    assert earlier.provisional == any(CALENDAR.is_provisional(day) for day in looked_at)


def test_only_a_year_that_a_count_looks_at_makes_it_provisional() -> None:
    assert not CALENDAR.add_working_days(at("2003-12-31"), 1).provisional
    assert CALENDAR.add_working_days(at("2003-12-30"), 1).provisional
    assert not CALENDAR.add_working_days(at("2026-12-30"), 1).provisional
    assert CALENDAR.add_working_days(at("2026-12-31"), 1).provisional
    assert CALENDAR.working_days_before(at("2004-01-03"), 1).provisional
    assert not CALENDAR.working_days_before(at("2004-01-06"), 1).provisional
    assert not CALENDAR.working_days_before(at("2027-01-01"), 1).provisional
    assert CALENDAR.working_days_before(at("2027-01-02"), 1).provisional


def test_the_earlier_of_two_due_dates_is_provisional_if_either_is() -> None:
    sooner, later = Due(at("2026-12-31")), Due(at("2027-01-05"), provisional=True)
    assert sooner.no_later_than(later) == Due(at("2026-12-31"), provisional=True)
    assert later.no_later_than(sooner) == Due(at("2026-12-31"), provisional=True)
    assert sooner.no_later_than(Due(at("2026-12-30"))) == Due(at("2026-12-30"))


@given(moments, moments)
def test_elapsed_working_days_are_those_fully_passed(due: datetime, asked: datetime) -> None:
    passed = [
        day
        for day in every_day(shanghai_day(due), shanghai_day(asked))
        if due <= at(day.isoformat())
        and at((day + ONE_DAY).isoformat()) <= asked
        and CALENDAR.is_working_day(day)
    ]
    assert CALENDAR.working_days_elapsed(due, asked) == len(passed)


def test_a_day_late_is_a_day_late_only_when_it_is_over() -> None:
    due = at("2024-03-08")
    assert CALENDAR.working_days_elapsed(due, at("2024-03-07T12:00")) == 0
    assert CALENDAR.working_days_elapsed(due, at("2024-03-08T23:59")) == 0
    assert CALENDAR.working_days_elapsed(due, at("2024-03-09")) == 1
    assert CALENDAR.working_days_elapsed(due, at("2024-03-11T23:59")) == 1


@given(moments, moments, lengths)
def test_who_starts_later_is_never_due_earlier(one: datetime, other: datetime, n: int) -> None:
    first, second = sorted((one, other))
    assert CALENDAR.add_working_days(first, n).at <= CALENDAR.add_working_days(second, n).at
    assert CALENDAR.add_working_days(first, n).at < CALENDAR.add_working_days(first, n + 1).at


@given(moments, lengths, lengths)
def test_moving_on_then_back_then_counting_what_lies_between(
    start: datetime, n: int, more: int
) -> None:
    due = CALENDAR.add_working_days(start, n)
    later = CALENDAR.working_days_after(due.at, more)
    assert later.at == CALENDAR.add_working_days(start, n + more).at
    assert CALENDAR.working_days_before(later.at, more).at == due.at
    assert CALENDAR.working_days_elapsed(due.at, later.at) == more


def test_an_extension_begins_with_the_first_day_the_limit_has_not_used() -> None:
    """Due at the end of Friday, two days more are Monday and Tuesday."""
    assert CALENDAR.working_days_after(at("2024-03-09"), 2).at == at("2024-03-13")
    assert CALENDAR.working_days_after(at("2024-03-05"), 1).at == at("2024-03-06")
    assert CALENDAR.working_days_after(at("2024-03-05T17:00"), 1).at == at("2024-03-07")


def test_three_working_days_before_the_end_of_a_wednesday_is_the_end_of_friday() -> None:
    assert CALENDAR.working_days_before(at("2024-03-14"), 3).at == at("2024-03-09")


@given(moments, st.integers(1, 200))
def test_calendar_days_roll_to_the_end_of_the_next_working_day(start: datetime, n: int) -> None:
    last = shanghai_day(start) + n * ONE_DAY
    assert CALENDAR.add_days(start, n, roll=False) == Due(at((last + ONE_DAY).isoformat()))
    worked = last
    while not CALENDAR.is_working_day(worked):
        worked += ONE_DAY
    rolled = CALENDAR.add_days(start, n, roll=True)
    assert rolled.at == at((worked + ONE_DAY).isoformat())
    assert rolled.provisional == any(map(CALENDAR.is_provisional, every_day(last, worked)))


def test_thirty_days_that_end_in_the_golden_week_run_to_its_first_working_day() -> None:
    assert CALENDAR.add_days(at("2024-09-03T10:00"), 30, roll=True).at == at("2024-10-09")
    assert CALENDAR.add_days(at("2024-09-03T10:00"), 30, roll=False).at == at("2024-10-04")


@pytest.mark.parametrize(
    ("start", "months", "roll", "due"),
    [
        ("2024-01-31T08:00", 1, False, "2024-03-01"),
        ("2023-01-31T08:00", 1, False, "2023-03-01"),
        ("2024-02-29T08:00", 12, False, "2025-03-01"),
        ("2024-12-15T08:00", 2, False, "2025-02-16"),
        ("2024-11-30T08:00", 1, True, "2024-12-31"),
        ("2024-10-30T08:00", 1, True, "2024-12-03"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(
    start: str, months: int, roll: bool, due: str
) -> None:
    assert CALENDAR.add_months(at(start), months, roll=roll) == Due(at(due))


@given(moments, st.integers(0, 5000))
def test_hours_and_clock_days_pass_by_the_clock_holidays_or_not(start: datetime, n: int) -> None:
    assert CALENDAR.add_hours(start, n).at - start == timedelta(hours=n)
    assert CALENDAR.add_clock_days(start, n).at - start == timedelta(hours=24 * n)
    assert not CALENDAR.add_hours(start, n).provisional
    assert CALENDAR.add_hours(start, n).at.tzinfo is SHANGHAI


def test_the_clock_is_never_put_forward_or_back_in_the_years_of_the_calendar() -> None:
    for day in every_day(date(2003, 1, 1), date(2030, 1, 1)):
        assert at(day.isoformat()).utcoffset() == timedelta(hours=8)


@given(moments, lengths)
def test_the_explanation_counts_to_the_same_day(start: datetime, n: int) -> None:
    steps = CALENDAR.explain(start, n)
    assert steps[0].day == shanghai_day(start) + ONE_DAY
    assert at((steps[-1].day + ONE_DAY).isoformat()) == CALENDAR.add_working_days(start, n).at
    assert [s.counted for s in steps if s.counted is not None] == list(range(1, n + 1))
    assert [s.day for s in steps] == every_day(steps[0].day, steps[-1].day)
    assert all(s.reason == CALENDAR.why(s.day) for s in steps)
    assert all((s.counted is not None) == CALENDAR.is_working_day(s.day) for s in steps)


def test_next_years_notice_makes_a_new_calendar_and_leaves_the_old_one() -> None:
    new = CALENDAR.with_year(
        2027,
        "国务院办公厅关于2027年部分节假日安排的通知",
        holidays=[date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 4)],
        make_up_days=[date(2027, 1, 9)],
        version="cn-2027.1",
    )
    assert isinstance(new, Calendar)
    assert (CALENDAR.version, new.version) == ("cn-2026.1", "cn-2027.1")
    start = at("2026-12-30T10:00")
    assert CALENDAR.add_working_days(start, 3) == Due(at("2027-01-06"), provisional=True)
    assert new.add_working_days(start, 3) == Due(at("2027-01-08"), provisional=False)
    assert new.is_working_day(date(2027, 1, 9))
    assert new.is_working_day(date(2020, 1, 19))


def test_an_amendment_gives_back_a_day_that_had_been_taken() -> None:
    amended = CALENDAR.with_year(
        2026, "修改", holidays=[date(2026, 10, 8)], make_up_days=[date(2026, 10, 7)], version="b"
    )
    assert not amended.is_working_day(date(2026, 10, 8))
    assert amended.is_working_day(date(2026, 10, 7))
    assert amended.notice(2026) == CALENDAR.notice(2026)
    repeated = CALENDAR.with_year(2026, "重申", [], [date(2026, 1, 4)], version="b")
    assert repeated.why(date(2026, 1, 4)).notice == "重申"


@pytest.mark.parametrize(
    ("off", "make_up", "version", "complaint"),
    [
        ("2027-01-01", "2027-01-02", "cn-2026.1", "already version cn-2026.1"),
        ("2026-11-30", "2027-01-02", "b", "2026-11-30 lies neither in 2027"),
        ("2027-01-02", "2027-01-02", "b", "both a holiday and a make-up day"),
        ("2027-01-01", "2027-01-05", "b", "2027-01-05 is worked anyway"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(
    off: str, make_up: str, version: str, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        CALENDAR.with_year(
            2027, "x", [date.fromisoformat(off)], [date.fromisoformat(make_up)], version
        )


def test_a_time_without_a_zone_is_refused_everywhere() -> None:
    naive, aware = datetime(2024, 3, 4), at("2024-03-04")  # noqa: DTZ001
    for count in (
        lambda: CALENDAR.add_working_days(naive, 1),
        lambda: CALENDAR.add_days(naive, 1, roll=True),
        lambda: CALENDAR.add_months(naive, 1, roll=True),
        lambda: CALENDAR.add_hours(naive, 1),
        lambda: CALENDAR.add_clock_days(naive, 1),
        lambda: CALENDAR.working_days_before(naive, 1),
        lambda: CALENDAR.working_days_after(naive, 1),
        lambda: CALENDAR.working_days_elapsed(naive, aware),
        lambda: CALENDAR.working_days_elapsed(aware, naive),
        lambda: CALENDAR.explain(naive, 1),
    ):
        with pytest.raises(ValueError, match="has no zone"):
            count()
    with pytest.raises(ValueError, match="is a time, not a day"):
        CALENDAR.is_working_day(aware)


def test_a_limit_of_no_length_is_refused() -> None:
    start = at("2024-03-04")
    for n in (0, -1):
        with pytest.raises(ValueError, match="A limit is 1 or more long"):
            CALENDAR.add_working_days(start, n)
        with pytest.raises(ValueError, match="A limit is 1 or more long"):
            CALENDAR.working_days_before(start, n)
    with pytest.raises(ValueError, match="A limit is 0 or more long"):
        CALENDAR.add_hours(start, -1)


@given(
    st.datetimes(timezones=st.sampled_from([UTC, SHANGHAI, timezone(timedelta(hours=-12))])),
    st.sampled_from([1, 2, 40, 4_000, 10**7, 10**12]),
    st.sampled_from(["add_working_days", "working_days_before", "working_days_after", "add_hours"]),
)
def test_no_year_ends_in_an_obscure_error(start: datetime, n: int, count: str) -> None:
    try:
        due = getattr(CALENDAR, count)(start, n)
    except ValueError as error:
        assert "outside the years 1 to 9999" in str(error)
    else:
        assert due.at.tzinfo is SHANGHAI


@pytest.mark.parametrize("start", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_the_ends_of_time_are_named_as_such(start: str) -> None:
    edge = at(start)
    counts = [
        lambda: CALENDAR.add_working_days(edge, 10**7),
        lambda: CALENDAR.working_days_before(edge, 10**7),
        lambda: CALENDAR.add_days(edge, 10**7, roll=False),
        lambda: CALENDAR.add_days(edge, 10**7, roll=True),
        lambda: CALENDAR.add_months(edge, 10**7, roll=True),
        lambda: CALENDAR.add_clock_days(edge, 10**12),
    ]
    for count in counts:
        with pytest.raises(ValueError, match="outside the years 1 to 9999"):
            count()
    assert CALENDAR.working_days_elapsed(edge, edge) == 0
