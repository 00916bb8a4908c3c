"""Points that follow by rule from what is recorded, and what is to be taken back of them (M34)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

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


def points_due(snapshot: Snapshot, rulebooks: Iterable[Rulebook], now: datetime) -> Iterator[Due]:
    """A step for each holder of whom something stands, and for each entry that no longer does.

    rulebooks  every one that was adopted: what a verdict gives is judged by the one of its time
    """
    log = LogReader(snapshot)
    rules = [each.scores for each in rulebooks if each.scores is not None]
    duties = {duty for each in rules for row in each.rows.values() for duty in row.breaches}
    found = judged(snapshot.connection) if rules else []
    for position in unscored_breaches(snapshot.connection, duties) if duties else ():
        fact = decode(log.after(position - 1, 1)[0]).fact
        if isinstance(fact, BreachFound) and fact.unit is not None:
            found.append((position, f"unit:{fact.unit}"))
    for position, who in found:
        kind, _, code = who.partition(":")
        yield Due(
            now,
            f"{PREFIX}{who}",
            f"points:{who}:{position}",
            EnterByRule.model_validate({"event": position, kind: code}),
        )
    for ledger, entry in fallen(snapshot.connection, SYSTEM.person):
        yield Due(now, ledger, f"points-back:{ledger}:{entry}", ReverseByRule(entry=entry))
