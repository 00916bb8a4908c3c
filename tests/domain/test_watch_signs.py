"""Counting what puts somebody on the watchlist: a row holds from so many signs in so many days."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.rulebook import WatchRule
from domain.rulebook_files import load_default
from domain.supervision.watchlist.signs import Sign, longest, reached
from domain.vocabulary import WatchSign, WatchSubject

NOW = datetime(2026, 6, 1, tzinfo=UTC)
UNIT = (WatchSubject.UNIT, "housing")
THREE = WatchRule(
    subject=WatchSubject.UNIT,
    counts=WatchSign.COMPLAINTS_RECEIVED,
    at_least=3,
    within_days=30,
    source="default",
)
AGES = st.lists(st.integers(0, 60), max_size=12)


def signs(ages: list[int], kind: WatchSign = WatchSign.COMPLAINTS_RECEIVED) -> list[Sign]:
    """A sign of so many days ago for each age."""
    return [
        Sign(sign=kind, at=NOW - timedelta(days=age), life=f"matter-{place}")
        for place, age in enumerate(ages)
    ]


@given(AGES)
def test_a_row_holds_just_when_enough_signs_lie_within_its_days(ages: list[int]) -> None:
    found = reached([THREE], UNIT, signs(ages), NOW)
    recent = [age for age in ages if age < 30]
    assert (found is not None) is (len(recent) >= 3)
    if found is not None:
        assert found.count == len(recent) == len(found.signs)


@given(AGES, st.integers(0, 60))
def test_what_lies_before_somebody_was_taken_off_does_not_count_again(
    ages: list[int], off: int
) -> None:
    since = NOW - timedelta(days=off)
    found = reached([THREE], UNIT, signs(ages), NOW, since)
    assert (found is not None) is (sum(age < min(30, off) for age in ages) >= 3)


def test_signs_of_another_kind_or_about_others_fulfil_nothing() -> None:
    many = [0] * 9
    assert reached([THREE], UNIT, signs(many, WatchSign.BREACHES), NOW) is None
    assert reached([THREE], (WatchSubject.PERSON, "housing"), signs(many), NOW) is None


def test_the_first_row_that_holds_counts_and_an_entry_names_the_latest_signs() -> None:
    rows = [THREE.model_copy(update={"at_least": 40}), THREE]
    found = reached(rows, UNIT, signs([*range(1, 26)]), NOW)
    assert found is not None
    assert (found.row, found.count, len(found.signs)) == (2, 25, 20)
    assert found.signs[-1].at == NOW - timedelta(days=1)


def test_the_default_rulebook_watches_units_posts_and_persons() -> None:
    rows = load_default().watch
    assert {row.subject for row in rows} == set(WatchSubject)
    assert {row.counts for row in rows} == set(WatchSign)
    assert longest(rows) == timedelta(days=365)
