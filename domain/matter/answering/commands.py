"""What can be asked: what the complainant is told: interim replies, the answer, or a lawful exemption."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Moment, Prose
from domain.vocabulary import AnswerRoute, ExemptionGround


class GiveInterimReply(Command):
    """Tell the complainant why it takes longer (阶段性答复); the final answer stays owed."""

    ACTION: ClassVar[str] = "reply-interim"

    text: Prose
    expected_by: Moment
    route: AnswerRoute


class AnswerComplainant(Command):
    """Tell the complainant the result (件件有回音)."""

    ACTION: ClassVar[str] = "answer"

    unit: Code | None = None
    text: Prose
    policy: Prose | None = Field(None, description="needed where the finding is outside policy")
    route: AnswerRoute


class ProposeExemption(Command):
    """Propose that no answer is owed, on a lawful ground."""

    ACTION: ClassVar[str] = "propose-exemption"

    ground: ExemptionGround
    reason: Prose


class ConfirmExemption(Command):
    """Confirm, as a second person, that no answer is owed."""

    ACTION: ClassVar[str] = "confirm-exemption"
