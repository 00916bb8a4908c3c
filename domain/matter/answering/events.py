"""What can have happened: what the complainant is told: interim replies, the answer, or a lawful exemption."""

from typing import ClassVar

from domain.envelope import Code, Fact, Moment, Personal
from domain.obligations import Deadline
from domain.vocabulary import AnswerRoute, ExemptionGround


class InterimReplyGiven(Fact):
    """The complainant was told why it takes longer; the final answer stays owed (M11)."""

    TYPE: ClassVar[str] = "matter.interim_reply_given"

    text: Personal
    expected_by: Moment
    route: AnswerRoute


class ComplainantAnswered(Fact):
    """The complainant was told the result (件件有回音)."""

    TYPE: ClassVar[str] = "matter.complainant_answered"

    unit: Code
    text: Personal
    policy: Personal | None = None
    route: AnswerRoute
    follow_up_by: Deadline | None = None
    """None where nobody can be asked; then ``close_by`` is given instead."""
    close_by: Deadline | None = None
    closing_unit: Code


class ExemptionProposed(Fact):
    """One person proposed that no answer is owed; a second has to confirm."""

    TYPE: ClassVar[str] = "matter.exemption_proposed"

    ground: ExemptionGround
    reason: Personal


class AnswerExempted(Fact):
    """Two people decided, on a lawful ground, that no answer is owed."""

    TYPE: ClassVar[str] = "matter.answer_exempted"

    ground: ExemptionGround
    proposed_by: Code
    close_by: Deadline | None = None
    closing_unit: Code | None = None


FACTS: tuple[type[Fact], ...] = (
    InterimReplyGiven,
    ComplainantAnswered,
    ExemptionProposed,
    AnswerExempted,
)
