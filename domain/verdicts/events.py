"""What can have happened: a duty found missed, an earlier act confirmed, a verdict corrected."""

from typing import ClassVar

from domain.envelope import Code, Fact, Moment, Personal
from domain.obligations import Deadline
from domain.vocabulary import CorrectionReason, Duty


class BreachFound(Fact):
    """That a duty was missed, with everything it was judged by; this never changes again.

    deadline       with rule, rulebook and calendar version
    nth            which round of the duty
    opened_by      log position of the event that opened it
    unit, person   who owed it when it fell due
    answerable     who answered for that unit on the day it was due, the leader in charge first (M09)
    done_at        when it was done all the same, where it had been
    retrospective  it was due before this program knew of it; nobody is held to account for it
    lead           the lead that it opens by rule
    """

    TYPE: ClassVar[str] = "obligation.breached"

    duty: Duty
    of: str = ""
    nth: int
    unit: Code | None = None
    person: Code | None = None
    deadline: Deadline
    opened_by: int
    answerable: tuple[Code, ...] = ()
    done_at: Moment | None = None
    retrospective: bool = False
    lead: str | None = None


class EarlierActConfirmed(Fact):
    """Somebody outside the unit confirmed when a duty had really been done."""

    TYPE: ClassVar[str] = "obligation.earlier_act_confirmed"

    duty: Duty
    of: str = ""
    nth: int
    done_at: Moment
    evidence: Personal


class VerdictCorrected(Fact):
    """A verdict does not hold after all; it stays on record beside this."""

    TYPE: ClassVar[str] = "obligation.verdict_corrected"

    duty: Duty
    of: str = ""
    nth: int
    reason: CorrectionReason
    done_at: Moment | None = None
    deadline: Deadline
    """By which it is judged now."""


class DutyRecounted(Fact):
    """Something owed is due by the announced calendar, no more by a provisional one."""

    TYPE: ClassVar[str] = "obligation.recounted"

    duty: Duty
    of: str = ""
    nth: int
    deadline: Deadline


FACTS: tuple[type[Fact], ...] = (
    BreachFound,
    EarlierActConfirmed,
    VerdictCorrected,
    DutyRecounted,
)
