"""What can have happened: matters linked, merged, parted again, an outcome shared."""

from typing import ClassVar

from domain.envelope import Code, Fact, Moment, Personal, Value
from domain.obligations import Deadline, Key
from domain.vocabulary import Finding


class RepeatLinked(Fact):
    """It and another say the same; recorded on both (M03)."""

    TYPE: ClassVar[str] = "matter.repeat_linked"

    other: str


class RepeatUnlinked(Fact):
    """It and another do not say the same after all; recorded on both."""

    TYPE: ClassVar[str] = "matter.repeat_unlinked"

    other: str


class Held(Value):
    """A duty, and who owed it."""

    key: Key
    unit: Code | None = None
    person: Code | None = None


class MatterMerged(Fact):
    """It is handled together with an earlier matter (并案); what is owed to its complainant stays.

    ``suspends`` names the duties that are done there meanwhile; ``hands_over`` those to the
    complainant, owed by the receiving unit from now on. Both know who owed them.
    """

    TYPE: ClassVar[str] = "matter.merged"

    into: str
    unit: Code | None = None
    reason: Personal
    suspends: tuple[Key, ...]
    hands_over: tuple[Held, ...]


class MatterJoined(Fact):
    """Another matter is handled together with this one."""

    TYPE: ClassVar[str] = "matter.joined"

    other: str


class MatterUnmerged(Fact):
    """It is handled by itself again: what was suspended is owed as it was, by whom it was."""

    TYPE: ClassVar[str] = "matter.unmerged"

    parted_from: str
    reason: Personal
    resumes: tuple[Key, ...]
    hands_back: tuple[Held, ...]
    custodian_unit: Code | None = None
    custodian_person: Code | None = None
    in_hands_since: Moment | None = None


class MatterParted(Fact):
    """Another matter is not handled together with this one any more."""

    TYPE: ClassVar[str] = "matter.parted"

    other: str


class OutcomeShared(Fact):
    """The matter it was merged into has an outcome, which is to be told here as well."""

    TYPE: ClassVar[str] = "matter.outcome_shared"

    of: str
    finding: Finding
    handlers: tuple[Code, ...]
    """Who has worked on it there, or was named in an order."""
    unit: Code | None = None
    answer_by: Deadline | None = None
    """None where no answer is owed; then ``close_by`` is given instead."""
    close_by: Deadline | None = None


FACTS: tuple[type[Fact], ...] = (
    RepeatLinked,
    RepeatUnlinked,
    MatterMerged,
    MatterJoined,
    MatterUnmerged,
    MatterParted,
    OutcomeShared,
)
