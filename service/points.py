"""Points that follow by rule from what is recorded, and what is to be taken back of them (M34)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256

from domain.assessment.figures import PointDue
from domain.assessment.scores.commands import EnterByRule, ReverseByRule
from domain.assessment.scores.entries import PREFIX
from domain.codec import decode
from domain.rulebook import Rulebook
from domain.verdicts.events import BreachFound
from projections.points_due import fallen, judged, unscored_breaches
from service.adoption import SYSTEM
from service.database import Snapshot
from service.due import Due
from service.event_log.reading import LogReader

AT_ONCE = 50
"""So many events are entered in one step: a ledger is read once for them, not once for each."""


def batched(events: Sequence[int]) -> Iterator[Sequence[int]]:
    """The events in portions, in order."""
    for begin in range(0, len(events), AT_ONCE):
        yield events[begin : begin + AT_ONCE]


def may_be_due(snapshot: Snapshot, rulebooks: Iterable[Rulebook]) -> list[PointDue]:
    """Of whom something stands on which the program has entered nothing; whether it gives anything, a
    decision says.

    rulebooks  every one that was adopted: what a verdict gives is judged by the one of its time
    """
    log = LogReader(snapshot)
    rules = [each.scores for each in rulebooks if each.scores is not None]
    if not rules:
        return []
    found = []
    for event, who in judged(snapshot.connection, SYSTEM.person):
        kind, _, code = who.partition(":")
        found.append(PointDue(event, **{kind: code}))
    duties = {duty for each in rules for row in each.rows.values() for duty in row.breaches}
    missed = unscored_breaches(snapshot.connection, duties, SYSTEM.person) if duties else ()
    for position in missed:
        fact = decode(log.after(position - 1, 1)[0]).fact
        if isinstance(fact, BreachFound) and fact.unit is not None:
            found.append(PointDue(position, unit=fact.unit))
    return found


def points_due(snapshot: Snapshot, rulebooks: Iterable[Rulebook], now: datetime) -> Iterator[Due]:
    """A step for each holder of whom something stands, and for each entry that no longer does;
    ``rulebooks`` as above."""
    by_holder: dict[tuple[str | None, str | None], list[int]] = defaultdict(list)
    for each in may_be_due(snapshot, rulebooks):
        by_holder[each.unit, each.person].append(each.event)
    for (unit, person), events in by_holder.items():
        who = f"person:{person}" if person else f"unit:{unit}"
        for some in batched(events):
            command = EnterByRule(events=tuple(some), unit=unit, person=person)
            which = sha256(",".join(map(str, some)).encode()).hexdigest()[:16]
            yield Due(now, f"{PREFIX}{who}", f"points:{who}:{which}", command)
    for ledger, entry in fallen(snapshot.connection, SYSTEM.person):
        yield Due(now, ledger, f"points-back:{ledger}:{entry}", ReverseByRule(entry=entry))
