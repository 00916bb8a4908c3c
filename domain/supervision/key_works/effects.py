"""What happens to a key work: milestones owed by their persons, a report in each round."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Moves, Opens, Owner
from domain.proceedings.handing_over import DutiesHandedOver
from domain.proceedings.kind import Changes, Effects
from domain.supervision.key_works.events import (
    KeyWorkCompleted,
    KeyWorkReported,
    KeyWorkRoundOpened,
    KeyWorkSetUp,
    MilestoneMoved,
    MilestoneReached,
    MilestoneSlipped,
)
from domain.supervision.key_works.state import KeyWork, Step
from domain.vocabulary import Duty, Ending, KeyWorkStage, Party
from domain.working_days import shanghai_day


def _set_up(fact: KeyWorkSetUp) -> Iterable[Effect]:
    for each in fact.milestones:
        key, owner = Key(Duty.MILESTONE, each.code), Owner(fact.unit, each.person)
        yield Opens(key, owner, Party.OFFICE, each.reach_by)


def _reached(fact: MilestoneReached) -> Iterable[Effect]:
    yield Ends(Key(Duty.MILESTONE, fact.milestone))


def _another_day(fact: MilestoneMoved) -> Iterable[Effect]:
    """What was missed stays missed, and is owed anew; what was not is due later, or sooner."""
    key = Key(Duty.MILESTONE, fact.milestone)
    if not fact.late:
        yield Moves(key, fact.reach_by)
        return
    yield Ends(key, Ending.VOID)
    yield Opens(key, Owner(fact.unit, fact.person), Party.OFFICE, fact.reach_by)


def _round(fact: KeyWorkRoundOpened) -> Iterable[Effect]:
    key, owner = Key(Duty.ROUND_REPORT, fact.period), Owner(fact.unit, fact.person)
    yield Opens(key, owner, Party.OFFICE, fact.report_by)


def _reported(fact: KeyWorkReported) -> Iterable[Effect]:
    yield Ends(Key(Duty.ROUND_REPORT, fact.period))


EFFECTS: Effects = {
    KeyWorkSetUp: _set_up,
    MilestoneReached: _reached,
    MilestoneMoved: _another_day,
    KeyWorkRoundOpened: _round,
    KeyWorkReported: _reported,
}


def _changed(before: KeyWork, **changes: Any) -> dict[str, Any]:
    """The changes, with the stage and the next step of the program's that follow from them."""
    after = replace(before, **changes)
    return {**changes, "stage": after.standing, "wakes_at": after.next_wake()}


def _taken_in(before: KeyWork, fact: KeyWorkSetUp, recorded: Recorded) -> dict[str, Any]:
    steps = (Step(each.code, each.name, each.person, each.reach_by) for each in fact.milestones)
    return _changed(
        before,
        title=fact.title,
        unit=fact.unit,
        units=frozenset(filter(None, (fact.unit, fact.office))),
        persons=frozenset(each.person for each in fact.milestones),
        office=fact.office,
        cadence=fact.cadence,
        since=shanghai_day(recorded.occurred_at),
        steps=tuple(steps),
    )


def _with_step(work: KeyWork, code: str, **changes: Any) -> tuple[Step, ...]:
    return tuple(replace(e, **changes) if e.code == code else e for e in work.steps)


def _one_done(before: KeyWork, fact: MilestoneReached, recorded: Recorded) -> dict[str, Any]:
    steps = _with_step(before, fact.milestone, reached_at=recorded.occurred_at)
    return _changed(before, steps=steps)


def _one_late(before: KeyWork, fact: MilestoneSlipped, recorded: Recorded) -> dict[str, Any]:
    """A tighter cadence has a round of its own in the present period, from today."""
    slips = next(each.slips for each in before.steps if each.code == fact.milestone) + 1
    steps = _with_step(before, fact.milestone, slipped=True, slips=slips)
    if fact.cadence is before.cadence:
        return _changed(before, steps=steps)
    since = shanghai_day(recorded.occurred_at)
    return _changed(before, steps=steps, cadence=fact.cadence, since=since)


def _moved(before: KeyWork, fact: MilestoneMoved, _recorded: Recorded) -> dict[str, Any]:
    steps = _with_step(before, fact.milestone, reach_by=fact.reach_by, slipped=False)
    return _changed(before, steps=steps)


def _one_more(before: KeyWork, fact: KeyWorkRoundOpened, _recorded: Recorded) -> dict[str, Any]:
    since = fact.last + timedelta(days=1)
    return _changed(before, rounds=before.rounds | {fact.period}, since=since)


def _other_hands(before: KeyWork, fact: DutiesHandedOver, _recorded: Recorded) -> dict[str, Any]:
    passed = {each.of for each in fact.owed if each.duty is Duty.MILESTONE}
    steps = tuple(
        replace(each, person=fact.successor) if each.code in passed else each
        for each in before.steps
    )
    return _changed(before, steps=steps, persons=before.persons | {fact.successor})


def _complete(_before: KeyWork, _fact: KeyWorkCompleted, recorded: Recorded) -> dict[str, Any]:
    return {
        "stage": KeyWorkStage.COMPLETED,
        "closed_at": recorded.occurred_at,
        "wakes_at": None,
    }


CHANGES: Changes = {
    KeyWorkSetUp: _taken_in,
    MilestoneReached: _one_done,
    MilestoneSlipped: _one_late,
    MilestoneMoved: _moved,
    KeyWorkRoundOpened: _one_more,
    KeyWorkCompleted: _complete,
    DutiesHandedOver: _other_hands,
}
