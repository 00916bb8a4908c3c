"""What can have happened to a lead."""

from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment, Personal
from domain.obligations import Deadline
from domain.vocabulary import Duty, Ground, LawfulGround


class LeadOpened(Fact):
    """Something may be somebody's fault (线索): by rule from a breach, or because people say so.

    unit, person   whom it is about
    answerable     who answered for that unit then, the leader in charge first (M09)
    source         the stream it comes from, with the duty that was missed where it was one
    rule           the rulebook's row, ``efficiency-office/1 leads.2``; None where people opened it
    owed_by        the unit that decides what becomes of it: an efficiency office, outside the line
    """

    TYPE: ClassVar[str] = "lead.opened"
    SERIES: ClassVar[str | None] = "XS"

    number: str = NUMBER_PENDING
    title: Line
    ground: Ground
    unit: Code | None = None
    person: Code | None = None
    answerable: tuple[Code, ...] = ()
    source: str | None = None
    duty: Duty | None = None
    of: str = ""
    nth: int | None = None
    due_at: Moment | None = None
    rule: str | None = None
    reason: Personal | None = None
    owed_by: Code | None = None
    decide_by: Deadline


class LeadPutUpForReview(Fact):
    """What it rests on was corrected: whatever was decided is looked at again."""

    TYPE: ClassVar[str] = "lead.put_up_for_review"

    owed_by: Code | None = None
    decide_by: Deadline


class LeadNotHeld(Fact):
    """Nobody is held to account for it, on a lawful ground, decided outside the line (M31)."""

    TYPE: ClassVar[str] = "lead.not_held"

    ground: LawfulGround
    reason: Personal


class LeadCaseOpened(Fact):
    """It is looked into in a case (立案)."""

    TYPE: ClassVar[str] = "lead.case_opened"

    case: str


class LeadAggravated(Fact):
    """Looking into it was obstructed, which weighs against whoever it is about (M26)."""

    TYPE: ClassVar[str] = "lead.aggravated"

    obstruction: str


FACTS: tuple[type[Fact], ...] = (
    LeadOpened,
    LeadPutUpForReview,
    LeadNotHeld,
    LeadCaseOpened,
    LeadAggravated,
)
