"""What moving the final answer does, and excusing a duty."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter
from domain.matter.timing.events import (
    MOVING,
    AnswerExtended,
    AnswerPaused,
    AnswerResumed,
    DutyExcused,
    ExtensionAnnulled,
    FinalAnswerMoved,
    MatterReclassified,
)
from domain.obligations import Effect, Ends, Key, Moves, Opens, Owner
from domain.vocabulary import Duty, Ending, Party


def _moved(fact: FinalAnswerMoved) -> Iterable[Effect]:
    moved = {
        Duty.FINAL_ANSWER: fact.final_answer_by,
        Duty.OUTCOME: fact.outcome_by,
        Duty.INTERIM_REPLY: fact.interim_reply_by,
        Duty.FEEDBACK_TO_LEADER: fact.feedback_to_leader_by,
    }
    yield from (Moves(Key(duty), deadline) for duty, deadline in moved.items() if deadline)
    if fact.interim_reply_by is not None:
        key, owner = Key(Duty.INTERIM_REPLY), Owner(fact.unit, fact.person)
        yield Opens(key, owner, Party.COMPLAINANT, fact.interim_reply_by)


def _excused(fact: DutyExcused) -> Iterable[Effect]:
    yield Ends(fact.key, Ending.EXCUSED)


EFFECTS: Effects = {**dict.fromkeys(MOVING, _moved), DutyExcused: _excused}


def _longer(matter: Matter, fact: AnswerExtended, _recorded: Recorded) -> dict[str, Any]:
    before = matter.timing
    timing = replace(
        before,
        extensions=before.extensions + 1,
        extension_days=before.extension_days + fact.working_days,
        last_extension=fact.working_days,
    )
    return {"timing": timing}


def _annulled(matter: Matter, fact: ExtensionAnnulled, _recorded: Recorded) -> dict[str, Any]:
    days = matter.timing.extension_days - fact.working_days
    return {"timing": replace(matter.timing, extension_days=days, last_extension=0)}


def _standing_still(matter: Matter, fact: AnswerPaused, _recorded: Recorded) -> dict[str, Any]:
    days = matter.timing.paused_days + fact.working_days
    return {"timing": replace(matter.timing, paused_days=days, paused_until=fact.until)}


def _going_on(matter: Matter, fact: AnswerResumed, _recorded: Recorded) -> dict[str, Any]:
    days = matter.timing.paused_days - fact.working_days
    return {"timing": replace(matter.timing, paused_days=days, paused_until=None)}


def _classed(matter: Matter, fact: MatterReclassified, _recorded: Recorded) -> dict[str, Any]:
    times = matter.timing.reclassified + 1
    return {"timing": replace(matter.timing, complex=fact.complex, reclassified=times)}


CHANGES: Changes = {
    AnswerExtended: _longer,
    ExtensionAnnulled: _annulled,
    AnswerPaused: _standing_still,
    AnswerResumed: _going_on,
    MatterReclassified: _classed,
}
