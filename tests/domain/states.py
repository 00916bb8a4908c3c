"""The states of a matter, each written down independently of the others and of the program."""

from datetime import datetime

from domain.matter.correcting.events import RegistrationCorrected
from domain.matter.handling.events import DifficultyDecided, DifficultyReported
from domain.vocabulary import Duty, FeedbackState, Finding, ObligationStatus
from tests.domain.desk import Desk


def states_that_hold(desk: Desk) -> list[FeedbackState]:
    """Every state whose own description fits, each written down independently of the others."""
    m = desk.matter
    lead = m.orders.get(m.lead or "")
    open_, answered, found = m.closed_at is None, m.answered_at is not None, m.finding is not None
    ours = open_ and (m.registered or not m.imported)
    untold = ours and found and not answered
    contest, inquiry = m.contesting, m.nature == "conduct" or len(m.conduct) > 0
    withdrawn = open_ and not answered and m.withdrawing.confirmed and (found or not inquiry)
    again = open_ and not answered and not found and not withdrawn and contest.redoing
    untold = untold and not withdrawn
    part = open_ and m.splitting.whole is not None and found
    untold = untold and not part
    merged = ours and m.joining.into is not None and not found and not answered and not withdrawn
    working = ours and not found and not answered and not withdrawn and not again and not merged
    asked = open_ and answered and contest.stage is not None
    signed = working and lead is not None and lead.signed_at is not None
    outcome = m.obligation(Duty.OUTCOME)
    overdue = outcome is not None and outcome.status(desk.now) is ObligationStatus.OVERDUE
    objected = working and lead is not None and lead.unit in m.disputing.pending
    signed = signed and not objected
    in_hand = signed and m.difficulty_leader is None
    policy = m.finding is Finding.OUTSIDE_POLICY
    holds = {
        FeedbackState.CLOSED: not open_,
        FeedbackState.IMPORTED_ANSWERED: open_ and not ours and answered and not asked,
        FeedbackState.IMPORTED_UNANSWERED: open_ and not ours and not answered and not again,
        FeedbackState.ANSWERED: ours and answered and not asked and not m.refusing.refused,
        FeedbackState.REFUSED: open_ and answered and not asked and m.refusing.refused,
        FeedbackState.UNDER_REVIEW: asked and contest.stage == "review",
        FeedbackState.UNDER_RE_REVIEW: asked and contest.stage == "re_review",
        FeedbackState.WITHDRAWN: withdrawn,
        FeedbackState.REDO: again,
        FeedbackState.PART_FINISHED: part,
        FeedbackState.MERGED: merged,
        FeedbackState.EXEMPT: untold and m.exempted,
        FeedbackState.POLICY_NOT_EXPLAINED: untold and not m.exempted and policy,
        FeedbackState.SOLVED_NOT_TOLD: untold and not m.exempted and not policy,
        FeedbackState.UNREGISTERED: working and not m.registered,
        FeedbackState.UNDISPATCHED: working and m.registered and lead is None and m.between is None,
        FeedbackState.TRANSFERRED: working and m.registered and m.between is not None,
        FeedbackState.UNDELIVERED: working and lead is not None and lead.delivered_at is None,
        FeedbackState.UNSIGNED: working
        and lead is not None
        and lead.delivered_at is not None
        and lead.signed_at is None
        and not objected,
        FeedbackState.OBJECTED: objected and not again,
        FeedbackState.DIFFICULTY_REPORTED: signed and m.difficulty_leader is not None,
        FeedbackState.STUCK_NOT_REPORTED: in_hand and overdue and not was_said_in_time(desk),
        FeedbackState.IN_HAND: in_hand and not (overdue and not was_said_in_time(desk)),
    }
    return [state for state, fits in holds.items() if fits]


def was_said_in_time(desk: Desk) -> bool:
    """Whether the last difficulty decided was reported before the outcome's due date, and decided
    only when that had come: such an outcome is overdue, not silent."""
    outcome = desk.matter.obligation(Duty.OUTCOME)
    asked = decided = None
    waiting: datetime | None = None
    for recorded in desk.history:
        match recorded.fact:
            case DifficultyReported():
                waiting = waiting or recorded.occurred_at
            case DifficultyDecided():
                asked, decided, waiting = waiting, recorded.occurred_at, None
            case RegistrationCorrected(back_to=str()):
                asked, waiting = (None, None) if waiting else (asked, None)
    if outcome is None or asked is None or decided is None:
        return False
    return asked < outcome.deadline.at <= decided
