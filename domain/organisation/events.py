"""What can have happened to the organisation."""

from datetime import date
from typing import ClassVar

from domain.envelope import Code, Fact, Line
from domain.vocabulary import AbsenceReason, PostRank, UnitKind


class UnitEstablished(Fact):
    """A unit exists from now on."""

    TYPE: ClassVar[str] = "organisation.unit_established"

    unit: Code
    name: Line
    kind: UnitKind
    parent: Code | None = None
    since: date | None = None


class UnitChanged(Fact):
    """A unit was renamed or put under another parent."""

    TYPE: ClassVar[str] = "organisation.unit_changed"

    unit: Code
    name: Line
    parent: Code | None = None


class PostEstablished(Fact):
    """A post exists in a unit, with its place in the responsibility chain."""

    TYPE: ClassVar[str] = "organisation.post_established"

    post: Code
    unit: Code
    title: Line
    rank: PostRank


class PortfolioAssigned(Fact):
    """The holder of a post is the leader in charge (分管) of these units, within these dates.

    The same post, units (in any order) and first day once more: a last day for what had none, or
    another one.
    """

    TYPE: ClassVar[str] = "organisation.portfolio_assigned"

    post: Code
    units: tuple[Code, ...]
    since: date
    until: date | None = None


class PersonAppointed(Fact):
    """An official holds a post from a date on; up to ``until`` where that last day is known."""

    TYPE: ClassVar[str] = "organisation.person_appointed"

    person: Code
    name: Line
    post: Code
    since: date
    until: date | None = None


class CommitmentPublished(Fact):
    """A unit promised in public by when a service is done (M16); the latest for a day counts."""

    TYPE: ClassVar[str] = "organisation.commitment_published"

    unit: Code
    item: Code
    title: Line
    working_days: int
    since: date
    until: date | None = None


class TermEnded(Fact):
    """An official left a post; ``until`` is the last day in it, in place of one given before.

    It ends the latest term of this person in this post that had begun by then.
    """

    TYPE: ClassVar[str] = "organisation.term_ended"

    person: Code
    post: Code
    until: date


class AbsenceRecorded(Fact):
    """An official is away from a first day to a last one, or until that is known; in place of what
    was said before of the same first day."""

    TYPE: ClassVar[str] = "organisation.absence_recorded"

    person: Code
    since: date
    until: date | None = None
    reason: AbsenceReason
    stands_in: Code | None = None


FACTS: tuple[type[Fact], ...] = (
    UnitEstablished,
    UnitChanged,
    PostEstablished,
    PortfolioAssigned,
    PersonAppointed,
    TermEnded,
    CommitmentPublished,
    AbsenceRecorded,
)
