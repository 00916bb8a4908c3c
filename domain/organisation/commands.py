"""What people can ask of the organisation."""

from datetime import date
from typing import ClassVar, Self

from pydantic import Field, model_validator

from domain.envelope import Code, Command, Line
from domain.vocabulary import AbsenceReason, PostRank, UnitKind


class EstablishUnit(Command):
    """Add a unit to the tree."""

    ACTION: ClassVar[str] = "establish-unit"

    unit: Code
    name: Line
    kind: UnitKind
    parent: Code | None = None
    since: date | None = None


class ChangeUnit(Command):
    """Rename a unit or put it under another parent; both are always said, so neither gets lost."""

    ACTION: ClassVar[str] = "change-unit"

    unit: Code
    name: Line
    parent: Code | None = Field(description="the unit above; null puts it at the top of the tree")


class EstablishPost(Command):
    """Add a post to a unit."""

    ACTION: ClassVar[str] = "establish-post"

    post: Code
    unit: Code
    title: Line
    rank: PostRank


class _Dated(Command):
    """What holds from a first day on, and where ``until`` is given up to that last day."""

    since: date
    until: date | None = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise ValueError("until must not lie before since")
        return self


class AssignPortfolio(_Dated):
    """Put the holder of a post in charge of units (分管); said again with ``until``, end that."""

    ACTION: ClassVar[str] = "assign-portfolio"

    post: Code
    units: tuple[Code, ...] = Field(min_length=1)


class PublishCommitment(_Dated):
    """Publish by when a unit's service is done (服务承诺、限时办结); said again, it replaces this."""

    ACTION: ClassVar[str] = "publish-commitment"

    unit: Code
    item: Code
    title: Line
    working_days: int = Field(ge=1, le=366)


class AppointPerson(_Dated):
    """Appoint an official to a post; with ``until``, enter a term whose last day is known."""

    ACTION: ClassVar[str] = "appoint"

    person: Code
    name: Line
    post: Code


class RecordAbsence(_Dated):
    """Record that an official is away (请假、出差), and who stands in; said again from the same first
    day, mend it."""

    ACTION: ClassVar[str] = "record-absence"

    person: Code
    reason: AbsenceReason
    stands_in: Code | None = Field(None, description="who stands in for them (代理人)")


class EndTerm(Command):
    """Record an official's last day in a post; said again with another day, mend it."""

    ACTION: ClassVar[str] = "end-term"

    person: Code
    post: Code
    until: date


COMMANDS: tuple[type[Command], ...] = (
    EstablishUnit,
    ChangeUnit,
    EstablishPost,
    AssignPortfolio,
    PublishCommitment,
    AppointPerson,
    EndTerm,
    RecordAbsence,
)
