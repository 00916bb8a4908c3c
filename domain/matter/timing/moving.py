"""Moving the final answer, and all that hangs on it, by an act that says so."""

from typing import Any

from domain.matter.errors import AlreadyAnswered, NotRegistered
from domain.matter.state import Matter
from domain.matter.timing.errors import ExtensionAfterOutcome, TooLateToExtend
from domain.matter.timing.recounting import hanging_on
from domain.obligations import Deadline, Obligation
from domain.situation import Situation
from domain.vocabulary import Duty


def movable(matter: Matter, situation: Situation) -> Obligation:
    """The final answer, while it may still be moved.

    Raises AlreadyAnswered, NotRegistered (nobody has it in hand yet), ExtensionAfterOutcome,
    TooLateToExtend.
    """
    final = matter.obligation(Duty.FINAL_ANSWER)
    if matter.answered_at is not None or final is None or not final.is_open:
        raise AlreadyAnswered()
    if not matter.registered:
        raise NotRegistered()
    if matter.finding is not None:
        raise ExtensionAfterOutcome()
    if final.deadline.at <= situation.now:
        raise TooLateToExtend(due=final.deadline.at.isoformat())
    return final


def moved_to(
    due: Deadline, final: Obligation, matter: Matter, situation: Situation
) -> dict[str, Any]:
    """What every act that moves the final answer records: who approved it, and the new dates.

    An interim reply given before is owed once more; what was overdue stays so. What comes sooner
    is not due before the end of the next working day.
    """
    still = {
        f"{each.key.duty}_by"
        for each in matter.open_obligations()
        if each.deadline.at > situation.now
    }
    if matter.obligation(Duty.INTERIM_REPLY) is not None:
        still.add("interim_reply_by")
    hanging = hanging_on(due, matter, situation)
    fair = situation.rules.not_at_once
    return {
        "approver": situation.actor.person,
        "unit": final.owner.unit,
        "person": final.owner.person,
        "final_answer_by": due,
        **{name: fair(by, situation.now) for name, by in hanging.items() if name in still},
    }
