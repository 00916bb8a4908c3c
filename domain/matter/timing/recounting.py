"""Deadlines counted anew, each under the rulebook that it was set under (rules.md).

Their names are those they have in events: the duty and ``_by``.
"""

from collections.abc import Iterator
from datetime import datetime

from domain.errors import TimeInFuture
from domain.matter.correcting.errors import DelayByCorrection, ImportedTimesStay
from domain.matter.correcting.events import Moved
from domain.matter.intake.decisions import decided_at
from domain.matter.state import Matter
from domain.matter.timing.regrading import ON_ORDERS, regraded
from domain.obligations import Deadline, Key
from domain.rules import Rules
from domain.situation import Situation
from domain.vocabulary import Duty, Role, Urgency


def recounted(matter: Matter, mended: Matter, situation: Situation) -> dict[str, Deadline]:
    """The open deadlines that another time of receipt, channel or grade of urgency changes.

    ``mended`` is the matter with its registration corrected. An earlier receipt puts nothing off; a
    grade given later counts from then, where counted from receipt it would leave less time.
    Raises TimeInFuture, ImportedTimesStay, DelayByCorrection (put off, and not by a supervisor).
    """
    before, after = matter.received_at, mended.received_at
    later = False
    by_grade = _is_regraded(matter, mended)
    if before is not None and after is not None and after != before:
        fresh = _from_decision(matter, mended, mended.urgency, situation)
        fresh |= _from_receipt(mended, after, situation)
        later = after > before
    else:
        fresh = _from_decision(matter, mended, matter.urgency, situation)
        fresh |= _from_grade(matter, mended, situation) if by_grade else {}
    still = {f"{each.key.duty}_by": each.deadline for each in matter.open_obligations()}
    moved = {
        name: due
        for name, due in fresh.items()
        if name in still
        and (due.since != still[name].since or (by_grade and due.at != still[name].at))
    }
    put_off = {name for name, due in moved.items() if due.at > still[name].at}
    if after != before and not later:
        moved = {name: due for name, due in moved.items() if name not in put_off}
    elif (later or put_off) and situation.actor.role is not Role.SUPERVISOR:
        raise DelayByCorrection()
    return moved


def _from_receipt(
    matter: Matter, received_at: datetime, situation: Situation
) -> dict[str, Deadline]:
    """Everything that runs from receipt, extensions kept."""
    if matter.imported:
        raise ImportedTimesStay()
    if received_at > situation.now:
        raise TimeInFuture(given=received_at.isoformat(), now=situation.now.isoformat())
    rules = rules_of(Duty.FINAL_ANSWER, matter, situation)
    final = final_from_receipt(matter, received_at, situation, complex_=matter.timing.complex)
    own = (Duty.REGISTER, Duty.ACCEPTANCE_NOTICE)
    return {
        **{f"{duty}_by": rules.graded(duty.value, received_at, matter.urgency) for duty in own},
        "final_answer_by": final,
        **hanging_on(final, matter, situation),
    }


def _from_grade(matter: Matter, mended: Matter, situation: Situation) -> dict[str, Deadline]:
    """The final answer and what hangs on it for another grade of urgency.

    Nobody is late by the very act: whoever has the matter has at least the grade's limit from now,
    but no longer than they had.
    """
    if mended.received_at is None:
        return {}
    complex_, owed = mended.timing.complex, matter.obligation(Duty.FINAL_ANSWER)
    final = final_from_receipt(mended, mended.received_at, situation, complex_=complex_)
    if owed is not None:
        anew = final_from_receipt(mended, situation.now, situation, complex_=complex_)
        final = situation.rules.regraded(owed.deadline, final, anew)
    return {
        "final_answer_by": final,
        **hanging_on(final, matter, situation),
        **{
            f"{key.duty}_by": due
            for key, due in _by_grade(matter, mended, situation)
            if key.duty not in ON_ORDERS
        },
    }


def moved_on_orders(matter: Matter, mended: Matter, situation: Situation) -> tuple[Moved, ...]:
    """What is owed on orders, where another grade of urgency moves it. Raises DelayByCorrection."""
    if not _is_regraded(matter, mended):
        return ()
    moves = tuple(
        Moved(key=key, by=due)
        for key, due in _by_grade(matter, mended, situation)
        if key.duty in ON_ORDERS
    )
    if situation.actor.role is not Role.SUPERVISOR and any(
        each.by.at > matter.obligations[each.key].deadline.at for each in moves
    ):
        raise DelayByCorrection()
    return moves


def _is_regraded(matter: Matter, mended: Matter) -> bool:
    """An imported message keeps the times of its source, whatever its grade."""
    return matter.urgency is not mended.urgency and not matter.imported


def _by_grade(
    matter: Matter, mended: Matter, situation: Situation
) -> Iterator[tuple[Key, Deadline]]:
    return regraded(
        matter.open_obligations(),
        matter.urgency,
        mended.urgency,
        situation.now,
        situation.rules_of,
    )


def final_from_receipt(
    matter: Matter, received_at: datetime, situation: Situation, *, complex_: bool
) -> Deadline:
    """The final answer counted from receipt, for its class, by a published commitment if that is
    sooner, with the extensions and pauses there were."""
    rules = rules_of(Duty.FINAL_ANSWER, matter, situation)
    if complex_:
        final = rules.deadline("final_answer_complex", received_at)
    else:
        commitment = situation.organisation.commitment(matter.service_item, received_at)
        final = rules.final_answer(received_at, commitment, matter.urgency)
    days = matter.timing.moved_days
    return rules.extended(final, days) if days else final


def hanging_on(final: Deadline, matter: Matter, situation: Situation) -> dict[str, Deadline]:
    """What is due with the final answer or before it, owed or not."""
    outcome = rules_of(Duty.OUTCOME, matter, situation).deadline("outcome", final)
    interim = rules_of(Duty.INTERIM_REPLY, matter, situation).deadline("interim_reply", final)
    to_leader = rules_of(Duty.FEEDBACK_TO_LEADER, matter, situation)
    return {
        "outcome_by": outcome,
        "interim_reply_by": interim,
        "feedback_to_leader_by": to_leader.deadline("feedback_to_leader", outcome),
    }


def _from_decision(
    matter: Matter, mended: Matter, urgency: Urgency | None, situation: Situation
) -> dict[str, Deadline]:
    """The first dispatch runs from the decision; one owed anew, from when it became so."""
    dispatch = matter.obligation(Duty.DISPATCH)
    received_at, registered_at = mended.received_at, mended.registered_at
    if dispatch is None or dispatch.earlier is not None:
        return {}
    if received_at is None or registered_at is None:
        return {}
    since = decided_at(mended.channel, received_at, registered_at)
    rules = situation.rules_of(dispatch.deadline)
    return {"dispatch_by": rules.graded("dispatch", since, urgency)}


def rules_of(duty: Duty, matter: Matter, situation: Situation) -> Rules:
    """The rules under which a duty of the matter was set; today's for one never owed."""
    owed = matter.obligation(duty)
    return situation.rules if owed is None else situation.rules_of(owed.deadline)
