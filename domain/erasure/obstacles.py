"""What keeps a person's data from being erased (rules.md): open, appealable, retained, held."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.erasure.state import PersonData
from domain.matter.state import Matter
from domain.obligations import Deadline
from domain.rules import Rules
from domain.vocabulary import ErasureObstacle, ReviewStage


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way: what, in which matter (its number), until when where that is known."""

    what: ErasureObstacle
    matter: str
    until: datetime | None = None


def obstacles(
    person: PersonData,
    matters: Iterable[Matter],
    pending: Collection[str],
    rules: Rules,
    now: datetime,
) -> Iterator[Obstacle]:
    """Everything in the way, matter by matter.

    pending  ids of the matters that something still under way hangs together with: a lead, a case
    """
    if person.held_by is not None:
        yield Obstacle(ErasureObstacle.HELD, person.held_by)
    for matter in matters:
        number = matter.number or matter.id
        if matter.id in pending or not _over(matter):
            yield Obstacle(ErasureObstacle.OPEN, number)
            continue
        appeal = _appealable_until(matter, rules)
        if appeal is not None and appeal.at > now:
            yield Obstacle(ErasureObstacle.APPEALABLE, number, appeal.at)
        kept = rules.deadline("retention", matter.closed_at or matter.answered_at or now)
        if kept.at > now:
            yield Obstacle(ErasureObstacle.RETAINED, number, kept.at)


def _over(matter: Matter) -> bool:
    """Whether nothing about it is under way. What was only taken over from elsewhere is never closed
    here; a part ends with its whole, which is the same person's."""
    if matter.open_obligations() and not matter.only_imported:
        return False
    if matter.closed_at is not None or matter.splitting.whole is not None:
        return True
    return matter.only_imported and matter.answered_at is not None


def _appealable_until(matter: Matter, rules: Rules) -> Deadline | None:
    """Until when the complainant can dispute the answer, by whichever way is next; None for none."""
    contest = matter.contesting
    if matter.answered_at is None or contest.decided is ReviewStage.RE_REVIEW:
        return None
    if not contest.contested:
        return rules.deadline("contest", matter.answered_at)
    if contest.decided_at is not None and contest.decided_at >= matter.answered_at:
        return rules.deadline("re_review_application", contest.decided_at)
    return rules.deadline("review_application", matter.answered_at)
