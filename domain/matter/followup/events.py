"""What can have happened: asking the complainant after the answer, and what they say of it."""

from typing import ClassVar

from domain.envelope import Code, Fact, Personal
from domain.obligations import Deadline
from domain.vocabulary import Satisfaction


class CallMade(Fact):
    """Somebody outside the handling unit asked the complainant, or could not reach them (回访).

    With ``close_by`` the asking is over: they were reached, or tried on as many days as the rulebook
    says. Not reached is no consent: such an answer stays in the denominator of satisfaction (M40).
    """

    TYPE: ClassVar[str] = "matter.call_made"

    reached: bool
    satisfaction: Satisfaction | None = None
    resolved: bool | None = None
    remark: Personal | None = None
    close_by: Deadline | None = None
    closing_unit: Code | None = None


class AnswerRated(Fact):
    """The complainant rated the answer on their own (评价)."""

    TYPE: ClassVar[str] = "matter.answer_rated"

    satisfaction: Satisfaction
    resolved: bool
    remark: Personal | None = None


FACTS: tuple[type[Fact], ...] = (CallMade, AnswerRated)
