"""What can be asked: an answer disputed, done again once, then reviewed and reviewed again."""

from typing import ClassVar

from domain.envelope import Command, Prose
from domain.vocabulary import AnswerRoute


class ContestAnswer(Command):
    """Record that the complainant disputes the answer (异议); it is done again, once (重办)."""

    ACTION: ClassVar[str] = "contest"

    text: Prose


class ApplyForReview(Command):
    """Record an application for review (复查), or after that for re-review (复核)."""

    ACTION: ClassVar[str] = "apply-review"

    text: Prose


class DecideReview(Command):
    """Decide a review: the answer is upheld, or the matter is done again."""

    ACTION: ClassVar[str] = "decide-review"

    upheld: bool
    text: Prose
    route: AnswerRoute
