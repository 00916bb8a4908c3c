"""What can have happened: deadlines that move, and excuses."""

from typing import ClassVar

from domain.envelope import Code, Fact, Moment, Personal
from domain.obligations import Deadline, Key
from domain.vocabulary import AnswerRoute, ExcuseGround, PauseGround


class FinalAnswerMoved(Fact):
    """What every act has in common that moves the final answer, and what hangs on it."""

    reason: Personal
    approver: Code
    unit: Code | None = None
    """With ``person``: who owes the final answer, and so an interim reply in this round."""
    person: Code | None = None
    final_answer_by: Deadline
    outcome_by: Deadline | None = None
    """None where it was overdue already: no such act makes a breach undone."""
    interim_reply_by: Deadline | None = None
    feedback_to_leader_by: Deadline | None = None


class AnswerExtended(FinalAnswerMoved):
    """The final answer may come later, for a reason told to the complainant."""

    TYPE: ClassVar[str] = "matter.answer_extended"

    working_days: int
    told_by: AnswerRoute


class ExtensionAnnulled(FinalAnswerMoved):
    """The efficiency office took the last extension back."""

    TYPE: ClassVar[str] = "matter.extension_annulled"

    working_days: int


class AnswerPaused(FinalAnswerMoved):
    """The clock stands still on a lawful ground, and goes on by itself at ``until``."""

    TYPE: ClassVar[str] = "matter.answer_paused"

    ground: PauseGround
    working_days: int
    told_by: AnswerRoute
    until: Moment


class AnswerResumed(FinalAnswerMoved):
    """The clock goes on before the pause ended; ``working_days`` of it were not used."""

    TYPE: ClassVar[str] = "matter.answer_resumed"

    working_days: int


class MatterReclassified(FinalAnswerMoved):
    """It is complex, or ordinary after all, and has that limit from its receipt."""

    TYPE: ClassVar[str] = "matter.reclassified"

    complex: bool


class DutyExcused(Fact):
    """One duty inside the work need not be done; that it was late, if it was, stays on record."""

    TYPE: ClassVar[str] = "matter.duty_excused"

    key: Key
    ground: ExcuseGround
    reason: Personal


MOVING: tuple[type[FinalAnswerMoved], ...] = (
    AnswerExtended,
    ExtensionAnnulled,
    AnswerPaused,
    AnswerResumed,
    MatterReclassified,
)
FACTS: tuple[type[Fact], ...] = (*MOVING, DutyExcused)
