"""In which one state a matter stands (每件事项的反馈状态), and the three silent failures (M11, M12)."""

from datetime import datetime

from domain.matter.state import Matter
from domain.vocabulary import Duty, Ending, FeedbackState, Finding, ReviewStage


def lasting_state(matter: Matter) -> FeedbackState:
    """The state that events alone decide; ``standing`` adds what only time decides.

    An exemption ends the answer, never the inquiry (M01): until there is a finding it shows nothing.
    """
    if matter.closed_at is not None:
        return FeedbackState.CLOSED
    if matter.answered_at is not None:
        return _after_answer(matter)
    withdrawn, found = matter.withdrawing.confirmed, matter.finding is not None
    if withdrawn and (found or not matter.about_conduct):
        return FeedbackState.WITHDRAWN
    if matter.contesting.redoing and not found:
        return FeedbackState.REDO
    if matter.only_imported:
        return FeedbackState.IMPORTED_UNANSWERED
    if matter.splitting.whole is not None and found:
        return FeedbackState.PART_FINISHED
    if matter.joining.into is not None and not found:
        return FeedbackState.MERGED
    if matter.finding is None:
        return _before_outcome(matter)
    if matter.exempted:
        return FeedbackState.EXEMPT
    if matter.finding is Finding.OUTSIDE_POLICY:
        return FeedbackState.POLICY_NOT_EXPLAINED
    return FeedbackState.SOLVED_NOT_TOLD


def _after_answer(matter: Matter) -> FeedbackState:
    if matter.contesting.stage is not None:
        review = matter.contesting.stage is ReviewStage.REVIEW
        return FeedbackState.UNDER_REVIEW if review else FeedbackState.UNDER_RE_REVIEW
    if matter.refusing.refused:
        return FeedbackState.REFUSED
    return FeedbackState.IMPORTED_ANSWERED if matter.only_imported else FeedbackState.ANSWERED


def _before_outcome(matter: Matter) -> FeedbackState:
    if not matter.registered:
        return FeedbackState.UNREGISTERED
    if matter.between is not None:
        return FeedbackState.TRANSFERRED
    order = matter.orders.get(matter.lead or "")
    if order is None:
        return FeedbackState.UNDISPATCHED
    if order.delivered_at is None:
        return FeedbackState.UNDELIVERED
    if order.signed_at is None:
        objected = order.unit in matter.disputing.pending
        return FeedbackState.OBJECTED if objected else FeedbackState.UNSIGNED
    if matter.lead in matter.disputing.pending:
        return FeedbackState.OBJECTED
    if matter.difficulty_leader is not None:
        return FeedbackState.DIFFICULTY_REPORTED
    return FeedbackState.IN_HAND


def stuck_from(matter: Matter, lasting: FeedbackState) -> datetime | None:
    """When a matter in hand becomes stuck and unreported: its outcome is due and nobody said so.

    ``lasting`` is its ``lasting_state``. None where it cannot: not in hand, the outcome is there, or
    a difficulty was reported before the outcome was due and decided only when it already was. Such
    an outcome is overdue, not silent.
    """
    if lasting is not FeedbackState.IN_HAND:
        return None
    outcome = matter.obligation(Duty.OUTCOME)
    if outcome is None or not outcome.is_open:
        return None
    due, decision = outcome.deadline.at, matter.obligation(Duty.DIFFICULTY_DECISION)
    if decision is None or decision.ended is not Ending.DISCHARGED or decision.ended_at is None:
        return due
    return None if decision.deadline.since < due <= decision.ended_at else due


def standing(matter: Matter, asked_at: datetime) -> FeedbackState:
    """The one state a matter is in at an asked moment."""
    lasting = lasting_state(matter)
    stuck = stuck_from(matter, lasting)
    is_stuck = stuck is not None and stuck <= asked_at
    return FeedbackState.STUCK_NOT_REPORTED if is_stuck else lasting
