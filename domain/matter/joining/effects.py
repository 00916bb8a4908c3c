"""What linking, merging and parting do; parting leaves everything as it was before."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.matter.joining.events import (
    MatterJoined,
    MatterMerged,
    MatterParted,
    MatterUnmerged,
    OutcomeShared,
    RepeatLinked,
    RepeatUnlinked,
)
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter, in_hands
from domain.obligations import Effect, Ends, HandsOver, Key, Opens, Owner, Resumes
from domain.vocabulary import Duty, Ending, Party


def _merged(fact: MatterMerged) -> Iterable[Effect]:
    for key in fact.suspends:
        yield Ends(key, Ending.VOID)
    for held in fact.hands_over:
        yield HandsOver(held.key, Owner(fact.unit))


def _unmerged(fact: MatterUnmerged) -> Iterable[Effect]:
    for duty in (Duty.ANSWER, Duty.CLOSE):
        yield Ends(Key(duty), Ending.VOID)
    for key in fact.resumes:
        yield Resumes(key)
    for held in fact.hands_back:
        yield HandsOver(held.key, Owner(held.unit, held.person))


def _shared(fact: OutcomeShared) -> Iterable[Effect]:
    if fact.answer_by is not None:
        yield Opens(Key(Duty.ANSWER), Owner(fact.unit), Party.COMPLAINANT, fact.answer_by)
    if fact.close_by is not None:
        yield Opens(Key(Duty.CLOSE), Owner(fact.unit), Party.OFFICE, fact.close_by)


EFFECTS: Effects = {
    MatterMerged: _merged,
    MatterUnmerged: _unmerged,
    OutcomeShared: _shared,
}


def _linked(matter: Matter, fact: RepeatLinked, _recorded: Recorded) -> dict[str, Any]:
    repeats = matter.joining.repeats | {fact.other}
    return {"joining": replace(matter.joining, repeats=repeats)}


def _unlinked(matter: Matter, fact: RepeatUnlinked, _recorded: Recorded) -> dict[str, Any]:
    repeats = matter.joining.repeats - {fact.other}
    return {"joining": replace(matter.joining, repeats=repeats)}


def _with_another(matter: Matter, fact: MatterMerged, recorded: Recorded) -> dict[str, Any]:
    joining = replace(
        matter.joining,
        into=fact.into,
        repeats=matter.joining.repeats | {fact.into},
        suspended=fact.suspends,
        held=fact.hands_over,
        hands=(matter.custodian_unit, matter.custodian_person, matter.in_hands_since),
    )
    return {"joining": joining, **in_hands(fact.unit, None, recorded.occurred_at)}


def _one_more(matter: Matter, fact: MatterJoined, _recorded: Recorded) -> dict[str, Any]:
    before = matter.joining
    joining = replace(
        before, here=before.here | {fact.other}, repeats=before.repeats | {fact.other}
    )
    return {"joining": joining}


def _by_itself(matter: Matter, fact: MatterUnmerged, recorded: Recorded) -> dict[str, Any]:
    before = matter.joining
    joining = replace(before, into=None, suspended=(), held=(), hands=(None,) * 3, shared=False)
    since = fact.in_hands_since or recorded.occurred_at
    return {
        **in_hands(fact.custodian_unit, fact.custodian_person, since),
        **({"finding": None} if before.shared else {}),
        "joining": joining,
    }


def _one_less(matter: Matter, fact: MatterParted, _recorded: Recorded) -> dict[str, Any]:
    return {"joining": replace(matter.joining, here=matter.joining.here - {fact.other})}


def _found_there(matter: Matter, fact: OutcomeShared, _recorded: Recorded) -> dict[str, Any]:
    return {
        "finding": fact.finding,
        "handlers": matter.handlers.union(fact.handlers),
        "joining": replace(matter.joining, shared=True),
    }


CHANGES: Changes = {
    RepeatLinked: _linked,
    RepeatUnlinked: _unlinked,
    MatterMerged: _with_another,
    MatterJoined: _one_more,
    MatterUnmerged: _by_itself,
    MatterParted: _one_less,
    OutcomeShared: _found_there,
}
