"""What can have happened: deadlines that move: extensions."""

from typing import ClassVar

from domain.envelope import Code, Fact, Personal
from domain.obligations import Deadline
from domain.vocabulary import AnswerRoute


class AnswerExtended(Fact):
    """The final answer may come later, for a reason told to the complainant."""

    TYPE: ClassVar[str] = "matter.answer_extended"

    working_days: int
    reason: Personal
    told_by: AnswerRoute
    approver: Code
    unit: Code | None = None
    """With ``person``: who owes the final answer, and so an interim reply in this round."""
    person: Code | None = None
    final_answer_by: Deadline
    outcome_by: Deadline | None = None
    """None where it was overdue already: an extension makes no breach undone."""
    interim_reply_by: Deadline | None = None
    feedback_to_leader_by: Deadline | None = None


FACTS: tuple[type[Fact], ...] = (AnswerExtended,)
