"""In whose hands a matter was, how long, and what it waited for there (M07).

他不点头，事情就是办不成: each signature and each decision shows how long it took.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.envelope import Recorded
from domain.matter.history import evolve
from domain.matter.state import Matter
from domain.obligations import Obligation
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
    """What waited for one signature or decision, from when, until it came (None: not yet)."""

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
        last = found[-1] if found else None
        now = (state.custodian_unit, state.custodian_person)
        if last is not None and (last.unit, last.person) == now:
            continue
        if last is not None and last.until is None:
            found[-1] = Stay(last.unit, last.person, last.since, state.in_hands_since)
        if now != (None, None):
            found.append(Stay(*now, state.in_hands_since, None))
    return found


def signatures(matter: Matter) -> list[Signature]:
    """Every signature and decision that was owed in a matter, each round, by when it began."""
    found = [
        _signature(each)
        for latest in matter.obligations.values()
        if latest.key.duty in SIGNATURES
        for each in latest.rounds
    ]
    return sorted(found, key=lambda each: (each.since, each.duty, each.of))


def _signature(owed: Obligation) -> Signature:
    key, owner = owed.key, owed.owner
    return Signature(key.duty, key.of, owner.unit, owner.person, owed.deadline.since, owed.ended_at)
