"""What can be asked: the complainant takes the matter back, or takes that back."""

from typing import ClassVar

from domain.envelope import Command, Prose
from domain.vocabulary import AnswerRoute


class RecordWithdrawal(Command):
    """Record that the complainant wishes to take the matter back (撤回); to be confirmed."""

    ACTION: ClassVar[str] = "withdraw"

    route: AnswerRoute
    text: Prose


class ConfirmWithdrawal(Command):
    """Confirm, having asked the complainant as a second person, that they take it back."""

    ACTION: ClassVar[str] = "confirm-withdrawal"

    route: AnswerRoute


class ResumeComplaint(Command):
    """Record that the complainant wants the matter followed up after all (恢复)."""

    ACTION: ClassVar[str] = "resume-complaint"

    text: Prose
