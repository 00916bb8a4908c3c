"""An answer disputed: done again once, then reviewed one level up, and once more (M15).

The two ways of disputing follow each other; each has its own time, and the last word is the
re-review's. A matter that was filed meanwhile is open again.
"""

from datetime import datetime
from typing import Any

from domain.envelope import Fact
from domain.matter.about import is_about
from domain.matter.contesting.commands import ApplyForReview, ContestAnswer, DecideReview
from domain.matter.contesting.errors import (
    AlreadyRedone,
    ApplicationTooLate,
    FinallyReviewed,
    HandlerCannotReview,
    NoReviewPending,
    NothingToContest,
    RedoFirst,
    ReviewPending,
)
from domain.matter.contesting.events import AnswerContested, ReviewApplied, ReviewDecided
from domain.matter.errors import NotRegistered
from domain.matter.outsiders import is_outsider
from domain.matter.part import Decisions
from domain.matter.state import Matter
from domain.situation import Situation
from domain.vocabulary import ReviewStage, Role


def decide_contest(
    command: ContestAnswer, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Dispute the first answer: the matter is done again by whoever leads it, once.

    Raises NothingToContest, ReviewPending, FinallyReviewed, AlreadyRedone, ApplicationTooLate (the
    rulebook's ``contest`` row, from the answer).
    """
    answered_at = _disputable(matter)
    if matter.contesting.contested:
        raise AlreadyRedone()
    _in_time("contest", answered_at, situation)
    return (AnswerContested(text=command.text, **_done_again(matter, situation)),)


def decide_apply(command: ApplyForReview, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Ask for a review of the answer given after a contest, or for a re-review of that review.

    Raises NothingToContest, NotRegistered, ReviewPending, FinallyReviewed, RedoFirst,
    ApplicationTooLate.
    """
    answered_at = _disputable(matter)
    if not matter.registered:
        raise NotRegistered()
    contest = matter.contesting
    if not contest.contested:
        raise RedoFirst()
    if contest.decided is None or contest.decided_at is None or answered_at > contest.decided_at:
        stage = ReviewStage.REVIEW if contest.decided is None else ReviewStage.RE_REVIEW
        _in_time("review_application", answered_at, situation)
    else:
        stage = ReviewStage.RE_REVIEW
        _in_time("re_review_application", contest.decided_at, situation)
    return (
        ReviewApplied(
            stage=stage,
            text=command.text,
            unit=_one_level_up(matter, situation),
            decide_by=situation.rules.deadline(stage.value, situation.now),
        ),
    )


def decide_review(command: DecideReview, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Decide a review or re-review. Raises NoReviewPending, HandlerCannotReview."""
    contest = matter.contesting
    if contest.stage is None:
        raise NoReviewPending()
    actor, same_body = situation.actor, situation.organisation.same_body
    of_it = actor.unit is not None and same_body(actor.unit, contest.by or "")
    above = actor.role in (Role.SUPERVISOR, Role.LEADER)
    if not (of_it or above) or not is_outsider(matter, situation):
        raise HandlerCannotReview(unit=contest.by)
    if command.upheld:
        follows: dict[str, Any] = {
            "close_by": situation.rules.deadline("close", situation.now),
            "closing_unit": matter.receiving_unit,
        }
    else:
        follows = _done_again(matter, situation)
    return (ReviewDecided(stage=contest.stage, **command.model_dump(), **follows),)


def _disputable(matter: Matter) -> datetime:
    """When the answer was given that stands. Raises NothingToContest, ReviewPending, FinallyReviewed."""
    if matter.answered_at is None:
        raise NothingToContest()
    if matter.contesting.stage is not None:
        raise ReviewPending(unit=matter.contesting.by or "-")
    if matter.contesting.decided is ReviewStage.RE_REVIEW:
        raise FinallyReviewed()
    return matter.answered_at


def _in_time(rule: str, since: datetime, situation: Situation) -> None:
    due = situation.rules.deadline(rule, since)
    if due.at <= situation.now:
        raise ApplicationTooLate(due=due.at.isoformat())


def _done_again(matter: Matter, situation: Situation) -> dict[str, Any]:
    """By whom, and by when: whoever leads it; an imported message by the unit that has it."""
    lead = matter.orders.get(matter.lead or "")
    return {
        "unit": lead.unit if lead else matter.receiving_unit,
        "person": lead.person if lead else None,
        "redo_by": situation.rules.deadline("redo", situation.now),
    }


def _one_level_up(matter: Matter, situation: Situation) -> str:
    """Who reviews: the first unit above the lead that had no part in it; else who received it."""
    handled = [*matter.orders, matter.contesting.by or ""]
    for unit in situation.organisation.above(matter.lead or ""):
        had_part = any(situation.organisation.same_body(unit, each) for each in handled)
        if not had_part and not is_about(unit, matter.about_units, situation):
            return unit
    return matter.receiving_unit or ""


DECISIONS: Decisions = {
    ContestAnswer: decide_contest,
    ApplyForReview: decide_apply,
    DecideReview: decide_review,
}
