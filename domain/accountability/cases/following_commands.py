"""What can be asked of a case once it is decided."""

from typing import ClassVar

from pydantic import Field

from domain.accountability.cases.commands import Imposing
from domain.envelope import Command, Line, Prose
from domain.vocabulary import AppealOutcome, Form, Hook, SubjectKind


class ServeDecision(Command):
    """Serve the decision on its subjects (送达): the periods of appeal begin."""

    ACTION: ClassVar[str] = "serve-decision"

    evidence: Line = Field(description="what shows it: a receipt, a register")


class ExecuteMeasure(Command):
    """Put on record that something imposed was carried out (执行)."""

    ACTION: ClassVar[str] = "execute-measure"

    form: Form
    subject: SubjectKind
    evidence: Line


class ExecuteConsequence(Command):
    """Put on record that a consequence was carried out (落实三挂钩), as the unit that sees to it."""

    ACTION: ClassVar[str] = "execute-consequence"

    hook: Hook
    evidence: Line


class LiftMeasure(Command):
    """Tell the subject that the influence period is over (解除)."""

    ACTION: ClassVar[str] = "lift-measure"

    form: Form
    subject: SubjectKind
    evidence: Line


class Appeal(Command):
    """Take in the subject's appeal (申诉); what was decided goes on being carried out."""

    ACTION: ClassVar[str] = "appeal"

    text: Prose


class DecideAppeal(Command):
    """Decide an appeal, as somebody who had no part in what it is against."""

    ACTION: ClassVar[str] = "decide-appeal"

    outcome: AppealOutcome
    text: Prose
    measures: tuple[Imposing, ...] = Field((), max_length=8, description="where it is changed")


class SettleCase(Command):
    """End influence periods that are over, and the case once nothing is left; the program's own."""

    ACTION: ClassVar[str] = "settle-case"
