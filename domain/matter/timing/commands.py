"""What can be asked: deadlines that move, and excuses."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Command, Prose
from domain.vocabulary import AnswerRoute, Duty, ExcuseGround, PauseGround

TOLD = "how the complainant was told the reason"


class ExtendAnswer(Command):
    """Extend the final answer once, before it is due, telling the complainant why (延期)."""

    ACTION: ClassVar[str] = "extend"

    working_days: int = Field(ge=1, le=366)
    reason: Prose
    told_by: AnswerRoute = Field(description=TOLD)


class AnnulExtension(Command):
    """Take back the last extension (撤销延期); its days go back."""

    ACTION: ClassVar[str] = "annul-extension"

    reason: Prose


class PauseAnswer(Command):
    """Let the clock stand still for whole working days, on a lawful ground (中止); it goes on by
    itself."""

    ACTION: ClassVar[str] = "pause"

    ground: PauseGround
    working_days: int = Field(ge=1, le=366)
    reason: Prose
    told_by: AnswerRoute = Field(description=TOLD)


class ResumeAnswer(Command):
    """Let the clock go on before the pause ends (恢复计时); the days not used go back."""

    ACTION: ClassVar[str] = "resume"

    reason: Prose


class ReclassifyMatter(Command):
    """Class a matter as complex, or as ordinary again (重新分类)."""

    ACTION: ClassVar[str] = "reclassify"

    complex: bool
    reason: Prose


class ExcuseDuty(Command):
    """Excuse one duty inside the work, on a lawful ground (免责)."""

    ACTION: ClassVar[str] = "excuse"

    duty: Duty
    of: str = Field("", max_length=64, description="whose, where several units owe it")
    ground: ExcuseGround
    reason: Prose
