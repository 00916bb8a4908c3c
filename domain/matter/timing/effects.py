"""What moving a deadline does."""

from collections.abc import Iterable
from typing import Any

from domain.envelope import Recorded
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter
from domain.matter.timing.events import AnswerExtended
from domain.obligations import Effect, Key, Moves, Opens, Owner
from domain.vocabulary import Duty, Party


def _extended(fact: AnswerExtended) -> Iterable[Effect]:
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


EFFECTS: Effects = {AnswerExtended: _extended}


def _more_days(matter: Matter, fact: AnswerExtended, _recorded: Recorded) -> dict[str, Any]:
    days = matter.extension_days + fact.working_days
    return {"extensions": matter.extensions + 1, "extension_days": days}


CHANGES: Changes = {AnswerExtended: _more_days}
