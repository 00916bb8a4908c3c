"""What can have happened: what units do: progress, difficulty, parts, outcome, word to the leader."""

from typing import ClassVar

from domain.envelope import Code, Fact, Personal
from domain.obligations import Deadline
from domain.vocabulary import Finding, Measure


class ProgressReported(Fact):
    """A unit reported how far it is."""

    TYPE: ClassVar[str] = "matter.progress_reported"

    unit: Code
    text: Personal


class DifficultyReported(Fact):
    """The lead unit said it is stuck; a named leader now owes a decision (M12, M13).

    Once more while a decision is pending: it is now another leader's, due when it was before.
    """

    TYPE: ClassVar[str] = "matter.difficulty_reported"

    unit: Code
    leader: Code
    text: Personal
    decision_by: Deadline


class DifficultyDecided(Fact):
    """The leader decided how the difficulty is to be met."""

    TYPE: ClassVar[str] = "matter.difficulty_decided"

    leader: Code
    decision: Personal


class ParticipantReported(Fact):
    """A participating unit delivered its part to the lead."""

    TYPE: ClassVar[str] = "matter.participant_reported"

    unit: Code
    text: Personal


class OutcomeReported(Fact):
    """The lead unit reported what was found and done (办结), with evidence."""

    TYPE: ClassVar[str] = "matter.outcome_reported"

    unit: Code
    person: Code
    """The unit's named person (分解到个人), who owes the answer next."""
    finding: Finding
    measures: tuple[Measure, ...]
    text: Personal
    evidence: tuple[Personal, ...]
    answer_by: Deadline | None = None
    """None where the answer has been exempted; then ``close_by`` is given instead."""
    feedback_to_leader_by: Deadline | None = None
    """Where the leader was told an earlier finding, which this one replaces."""
    close_by: Deadline | None = None
    closing_unit: Code | None = None


class LeaderInformed(Fact):
    """The leader who assigned the matter was told (事事有反馈)."""

    TYPE: ClassVar[str] = "matter.leader_informed"

    unit: Code
    leader: Code
    text: Personal


FACTS: tuple[type[Fact], ...] = (
    ProgressReported,
    DifficultyReported,
    DifficultyDecided,
    ParticipantReported,
    OutcomeReported,
    LeaderInformed,
)
