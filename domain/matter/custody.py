"""In whose hands a matter was, how long, and what it waited for there (M07).

他不点头，事情就是办不成: each signature and each decision shows how long it took.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from domain.envelope import Recorded
from domain.matter.history import evolve
from domain.matter.state import Matter
from domain.obligations import Key, Obligation, Owner
from domain.vocabulary import Duty

SIGNATURES = (
    Duty.DELIVERY,
    Duty.SIGN,
    Duty.DIFFICULTY_DECISION,
    Duty.RULING,
    Duty.REVIEW,
    Duty.RE_REVIEW,
)


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in somebody's hands; ``until`` is None where it is there still."""

    unit: str | None
    person: str | None
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Signature:
    """What waited for one signature or decision of somebody, from when, until it came or was
    somebody else's to give (None: not yet)."""

    duty: Duty
    of: str
    unit: str | None
    person: str | None
    since: datetime
    until: datetime | None


def stays(matter: str, history: Iterable[Recorded]) -> list[Stay]:
    """Each stay in order, from the matter's events in log order."""
    found: list[Stay] = []
    state = Matter(id=matter)
    for recorded in history:
        state = evolve(state, recorded)
        if state.in_hands_since is None:
            continue
        at = recorded.occurred_at
        last = found[-1] if found else None
        now = (state.custodian_unit, state.custodian_person)
        if last is not None and (last.unit, last.person) == now:
            continue
        if last is not None and last.until is None:
            found[-1] = Stay(last.unit, last.person, last.since, at)
        if now != (None, None):
            found.append(Stay(*now, at, None))
    return found


def signatures(matter: str, history: Iterable[Recorded]) -> list[Signature]:
    """Every signature and decision that was owed in a matter, each round and each who owed it, by
    when it began; from the matter's events in log order."""
    state, taken = Matter(id=matter), dict[Round, list[Turn]]()
    for recorded in history:
        state = evolve(state, recorded)
        for key, owed in state.obligations.items():
            if key.duty not in SIGNATURES:
                continue
            turns = taken.setdefault((key, owed.nth), [])
            if not turns or turns[-1].owner != owed.owner:
                turns.append(Turn(owed.owner, recorded.counted_at))
    found = [
        each
        for key, latest in state.obligations.items()
        if key.duty in SIGNATURES
        for owed in latest.rounds
        for each in _turns(owed, taken[key, owed.nth])
    ]
    return sorted(found, key=lambda each: (each.since, each.duty, each.of))


class Turn(NamedTuple):
    """From when on somebody owed it."""

    owner: Owner
    since: datetime


Round = tuple[Key, int]


def _turns(owed: Obligation, turns: list[Turn]) -> Iterator[Signature]:
    """One round of a duty, by who owed it: each until the next one did, the first from its start."""
    ends = [*(each.since for each in turns[1:]), owed.ended_at]
    for place, (turn, until) in enumerate(zip(turns, ends, strict=True)):
        since = turn.since if place else owed.deadline.since
        yield Signature(owed.key.duty, owed.key.of, *turn.owner, since, until)
