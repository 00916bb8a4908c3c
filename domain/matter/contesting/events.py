"""What can have happened: an answer disputed, done again once, then reviewed and reviewed again."""

from typing import ClassVar

from domain.envelope import Code, Fact, Personal
from domain.obligations import Deadline
from domain.vocabulary import AnswerRoute, ReviewStage


class AnswerContested(Fact):
    """The complainant disputed the answer; the unit does it again (重办).

    The answer before and its verdict stay in the ledger: this opens a duty of its own.
    """

    TYPE: ClassVar[str] = "matter.answer_contested"

    text: Personal
    unit: Code | None = None
    person: Code | None = None
    redo_by: Deadline


class ReviewApplied(Fact):
    """The complainant asked for a review (复查) or a re-review (复核) one level up."""

    TYPE: ClassVar[str] = "matter.review_applied"

    stage: ReviewStage
    text: Personal
    unit: Code
    decide_by: Deadline


class ReviewDecided(Fact):
    """The review was decided and the decision told to the complainant.

    Upheld, the answer stands and ``close_by`` is given; otherwise the matter is done again by
    ``redo_by``.
    """

    TYPE: ClassVar[str] = "matter.review_decided"

    stage: ReviewStage
    upheld: bool
    text: Personal
    route: AnswerRoute
    unit: Code | None = None
    person: Code | None = None
    redo_by: Deadline | None = None
    close_by: Deadline | None = None
    closing_unit: Code | None = None


FACTS: tuple[type[Fact], ...] = (AnswerContested, ReviewApplied, ReviewDecided)
