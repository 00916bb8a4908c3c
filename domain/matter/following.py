"""What follows in other matters from what happens to one: parts and wholes, merged and joined.

Recorded together with what it follows from, so that each matter's history says everything that its
decisions need.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from domain.elsewhere import Elsewhere, in_matter
from domain.envelope import Fact, Recorded
from domain.matter.about import whom
from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.correcting.decisions import decide_correct
from domain.matter.handling.decisions import after_outcome
from domain.matter.history import evolve
from domain.matter.joining.errors import OthersMergedHere
from domain.matter.joining.events import OutcomeShared, RepeatUnlinked
from domain.matter.splitting.decisions import called_off, part_due
from domain.matter.splitting.events import (
    PartCalledOff,
    PartFinished,
    PartRecounted,
    PartRegraded,
    PartUnfinished,
)
from domain.matter.state import Matter
from domain.matter.timing.regrading import sooner
from domain.situation import Situation
from domain.vocabulary import Duty, Finding, Urgency


def following(
    facts: Iterable[Fact], before: Matter, situation: Situation
) -> Iterator[Fact | Elsewhere]:
    """The facts that follow, about this matter or others, from facts about to be recorded.

    Raises OthersMergedHere where a step would leave somebody's matter without an outcome, or with
    one that does not stand.
    """
    joining, splitting = before.joining, before.splitting
    if not (splitting.whole or splitting.parts or joining.here or joining.repeats):
        return
    after = _after(facts, before, situation)
    if before.splitting.whole is not None:
        yield from _to_the_whole(before, after)
    if before.splitting.parts:
        yield from _to_the_parts(before, after, situation)
    if before.joining.here:
        yield from _to_those_joined(before, after, situation)
    if whom(before) != whom(after):
        for other in sorted(before.joining.repeats - before.joining.here):
            yield RepeatUnlinked(other=other)
            yield in_matter(other, RepeatUnlinked(other=before.id))


def _after(facts: Iterable[Fact], matter: Matter, situation: Situation) -> Matter:
    """The matter as it will stand."""
    for fact in facts:
        recorded = Recorded(
            position=0,
            stream="",
            version=matter.version + 1,
            recorded_at=situation.now,
            occurred_at=situation.now,
            actor=situation.actor,
            command="",
            back_dated=False,
            fact=fact,
        )
        matter = evolve(matter, recorded)
    return matter


def _to_the_whole(before: Matter, after: Matter) -> Iterator[Elsewhere]:
    whole = before.splitting.whole or ""
    if after.finding is not None and after.finding is not before.finding:
        yield in_matter(whole, PartFinished(part=before.id, finding=after.finding))
    elif after.finding is None and before.finding is not None:
        yield in_matter(whole, PartUnfinished(part=before.id))


def _to_the_parts(
    before: Matter, after: Matter, situation: Situation
) -> Iterator[Fact | Elsewhere]:
    if after.withdrawing.confirmed and not before.withdrawing.confirmed:
        yield from _called_off_with_the_whole(after, situation)
        return
    if _due(after) != _due(before):
        due = part_due(after, situation)
        for part in map(situation.other, before.splitting.unfinished):
            owed = part.obligation(Duty.OUTCOME)
            if owed is not None and owed.is_open and owed.deadline.at != due.at:
                yield in_matter(part.id, PartRecounted(outcome_by=due))
    if after.urgency is not before.urgency and after.urgency is not None:
        for part in map(situation.other, before.splitting.unfinished):
            yield in_matter(part.id, _graded_with_the_whole(part, after.urgency, situation))
    if whom(after) != whom(before):
        for part in map(situation.other, before.splitting.parts):
            yield from _about_the_same(part, after, situation)


def _graded_with_the_whole(part: Matter, grade: Urgency, situation: Situation) -> PartRegraded:
    owed = part.open_obligations()
    moves = sooner(owed, part.urgency, grade, situation.now, situation.rules_of)
    return PartRegraded(urgency=grade, moves=moves)


def _called_off_with_the_whole(whole: Matter, situation: Situation) -> Iterator[Fact | Elsewhere]:
    """No inquiry ends because the complainant wishes so (M01)."""
    for part in whole.splitting.unfinished if not whole.about_conduct else ():
        if not whole.splitting.parts[part].inquiry:
            yield PartCalledOff(part=part)
            yield in_matter(part, called_off(situation.other(part)))


def _about_the_same(
    part: Matter, whole: Matter, situation: Situation
) -> Iterator[Fact | Elsewhere]:
    """Whom the whole turns out to be about can handle no part of it either."""
    if part.closed_at is not None or whom(part) == whom(whole):
        return
    command = CorrectRegistration(
        reason=WITH_THE_WHOLE,
        about_units=whole.about_units,
        about_persons=whole.about_persons,
        receiving_unit=whole.receiving_unit,
    )
    facts = decide_correct(command, part, situation)
    yield from (in_matter(part.id, fact) for fact in facts if isinstance(fact, Fact))
    corrected = _after([fact for fact in facts if isinstance(fact, Fact)], part, situation)
    if part.finding is not None and corrected.finding is None:
        yield PartUnfinished(part=part.id)


WITH_THE_WHOLE = "随原件更正"


def _due(matter: Matter) -> list[datetime]:
    owed = (matter.obligation(Duty.REDO), matter.obligation(Duty.OUTCOME))
    return [each.deadline.at for each in owed if each is not None and each.is_open]


def _to_those_joined(before: Matter, after: Matter, situation: Situation) -> Iterator[Elsewhere]:
    """They are told what was found out. Where it is not what they say any more, where what was found
    is void, or nothing is to be found, they are parted first, by people."""
    found = after.finding if after.finding is not before.finding else None
    void = after.finding is None and before.finding is not None and before.answered_at is None
    other = void or whom(before) != whom(after)
    fruitless = _over(after) and after.finding is None
    if not (found or other or fruitless):
        return
    here = map(situation.other, sorted(before.joining.here))
    waiting = [each for each in here if each.joining.into == before.id and not _over(each)]
    stranded = [each for each in waiting if other or (fruitless and each.finding is None)]
    if stranded:
        raise OthersMergedHere(numbers=tuple(each.number or each.id for each in stranded))
    if found is not None:
        for each in waiting:
            yield in_matter(each.id, _shared(each, before.id, after, found, situation))


def _over(matter: Matter) -> bool:
    """Whether nothing is found out, and nobody is told anything, any more."""
    gone = matter.withdrawing.confirmed and not matter.about_conduct
    return matter.answered_at is not None or matter.closed_at is not None or gone


def _shared(
    other: Matter, of: str, found: Matter, finding: Finding, situation: Situation
) -> OutcomeShared:
    owed = after_outcome(other, situation)
    return OutcomeShared(
        of=of,
        finding=finding,
        handlers=tuple(sorted(found.named_or_handled)),
        unit=other.receiving_unit,
        answer_by=owed.get("answer_by"),
        close_by=owed.get("close_by"),
    )
