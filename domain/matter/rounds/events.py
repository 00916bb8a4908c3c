"""What can have happened: supervision in rounds (M19)."""

from datetime import date
from typing import ClassVar

from domain.envelope import Code, Fact, Personal
from domain.obligations import Deadline
from domain.vocabulary import Cadence


class SupervisionBegun(Fact):
    """A supervisor put the matter under supervision, or changed the cadence."""

    TYPE: ClassVar[str] = "matter.put_under_supervision"

    cadence: Cadence
    reason: Personal


class ReleasedFromSupervision(Fact):
    """No more rounds are opened from now on."""

    TYPE: ClassVar[str] = "matter.released_from_supervision"

    reason: Personal


class RoundOpened(Fact):
    """A round of supervision began: whoever has the matter in charge owes a report by its end.

    missed  earlier periods since the last round in which none was opened
    """

    TYPE: ClassVar[str] = "matter.round_opened"

    cadence: Cadence
    period: Code
    first: date
    last: date
    missed: tuple[Code, ...] = ()
    unit: Code | None = None
    person: Code | None = None
    report_by: Deadline


class RoundReported(Fact):
    """How the matter stands was reported in a round."""

    TYPE: ClassVar[str] = "matter.round_reported"

    period: Code
    unit: Code
    text: Personal


FACTS: tuple[type[Fact], ...] = (
    SupervisionBegun,
    ReleasedFromSupervision,
    RoundOpened,
    RoundReported,
)
