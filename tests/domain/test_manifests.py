"""What a channel says it received on a day: recorded once the day is over, never quietly made less."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from domain.envelope import Actor, Fact, Recorded
from domain.errors import HuiyinError
from domain.manifests.commands import RecordManifest
from domain.manifests.decisions import decide_record
from domain.manifests.errors import DayNotOver, ManifestOnRecord, TakenBackAlone
from domain.manifests.events import ManifestCorrected, ManifestRecorded
from domain.manifests.state import fold, manifest_stream
from domain.vocabulary import Channel
from tests.people import CLERK, MORNING, SUPERVISOR

SUNDAY = date(2026, 3, 1)


def manifest(count: int = 2, *numbers: str, **given: Any) -> RecordManifest:
    usual = {"channel": Channel.HOTLINE, "day": SUNDAY, "count": count, "counted_by": "日报"}
    return RecordManifest(**{**usual, "source_numbers": numbers or None, **given})


def recorded(place: int, fact: Fact, actor: Actor) -> Recorded:
    stream = manifest_stream(Channel.HOTLINE, SUNDAY)
    return Recorded(place, stream, place, MORNING, MORNING, actor, "c", False, fact)


def after(*steps: tuple[RecordManifest, Actor]) -> list[Fact]:
    """The facts recorded when these ask in turn."""
    history: list[Recorded] = []
    for command, actor in steps:
        facts = decide_record(command, fold(history), actor, MORNING)
        history += [recorded(len(history) + 1, fact, actor) for fact in facts]
    return [each.fact for each in history]


def test_the_count_of_a_day_that_is_over_is_recorded_and_the_same_again_is_no_event() -> None:
    once = after((manifest(2, "a", "b"), CLERK))
    assert [type(fact) for fact in once] == [ManifestRecorded]
    assert after((manifest(2, "a", "b"), CLERK), (manifest(2, "b", "a"), SUPERVISOR)) == once


def test_nothing_came_in_is_a_count_too() -> None:
    assert len(after((manifest(0, source_numbers=()), CLERK))) == 1


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 3)])
def test_a_day_that_is_not_over_has_no_count_yet(day: date) -> None:
    with pytest.raises(DayNotOver):
        after((manifest(day=day), CLERK))


def test_another_count_needs_a_reason_and_leaves_what_was_said_on_record() -> None:
    with pytest.raises(ManifestOnRecord):
        after((manifest(2), CLERK), (manifest(3), CLERK))
    facts = after((manifest(2), CLERK), (manifest(3, reason="夜间来电"), CLERK))
    assert [type(fact) for fact in facts] == [ManifestRecorded, ManifestCorrected]


@pytest.mark.parametrize(
    "less",
    [
        manifest(1, "a", reason="多计"),
        manifest(2, "a", "x", reason="来件号有误"),
        manifest(2, reason="不再列来件号"),
        manifest(3, "a", "x", "y", reason="重列"),
    ],
    ids=["fewer", "another number", "no numbers", "more, but one is gone"],
)
def test_nobody_takes_back_alone_what_they_said(less: RecordManifest) -> None:
    said = (manifest(2, "a", "b"), CLERK)
    with pytest.raises(TakenBackAlone) as refused:
        after(said, (less, CLERK))
    assert refused.value.facts["who"] == CLERK.person
    assert len(after(said, (less, SUPERVISOR))) == 2


def test_a_count_without_numbers_is_not_made_less_alone_either() -> None:
    said = (manifest(2), CLERK)
    with pytest.raises(TakenBackAlone):
        after(said, (manifest(1, reason="多计"), CLERK))
    assert len(after(said, (manifest(1, reason="多计"), SUPERVISOR))) == 2


def test_the_last_who_said_it_counts_so_two_steps_do_not_help() -> None:
    more = manifest(3, "a", "b", "c", reason="补一件")
    less = manifest(2, "a", "b", reason="多计")
    with pytest.raises(TakenBackAlone):
        after((manifest(2, "a", "b"), CLERK), (more, CLERK), (less, CLERK))


@pytest.mark.parametrize(
    "wrong",
    [
        {"count": 3, "source_numbers": ("a", "b")},
        {"count": 2, "source_numbers": ("a", "a")},
        {"count": -1},
        {"counted_by": " "},
    ],
)
def test_numbers_are_all_of_them_each_once(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        manifest(**wrong)


def test_each_channel_has_a_stream_of_its_own_for_each_day() -> None:
    assert manifest_stream(Channel.HOTLINE, SUNDAY) == "manifest-hotline-2026-03-01"


def test_refusals_say_which_rule_they_stand_on() -> None:
    kinds: tuple[type[HuiyinError], ...] = (DayNotOver, ManifestOnRecord, TakenBackAlone)
    assert all(kind.source.startswith("M10") for kind in kinds)
