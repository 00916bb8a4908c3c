"""What can have happened to a subject's record; cases write it, nobody by hand."""

from datetime import date
from typing import ClassVar

from domain.accountability.measures import Imposed
from domain.envelope import Code, Fact
from domain.vocabulary import Ground, SubjectKind


class RecordEntered(Fact):
    """A case was decided, and this was imposed on the subject.

    facts       what it was for (``measures.overlap``)
    complaints  the complaints about conduct among them that were substantiated
    """

    TYPE: ClassVar[str] = "record.entered"

    subject: SubjectKind
    who: Code
    case: str
    ground: Ground
    facts: tuple[str, ...]
    complaints: tuple[str, ...] = ()
    measures: tuple[Imposed, ...]
    decided_on: date


class RecordReversed(Fact):
    """What a case had imposed was taken back by an appeal."""

    TYPE: ClassVar[str] = "record.reversed"

    case: str


class RecordInfluenceEnded(Fact):
    """The influence period of one form is over."""

    TYPE: ClassVar[str] = "record.influence_ended"

    case: str
    key: str


FACTS: tuple[type[Fact], ...] = (RecordEntered, RecordReversed, RecordInfluenceEnded)
