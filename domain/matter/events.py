"""What can have happened to a matter. Facts, in the past tense, never changed once recorded.

A later change of shape is a new ``TYPE_VERSION`` with an upcast in ``domain/codec.py``.
"""

from typing import ClassVar, Literal

from pydantic import Field

from domain.envelope import Code, Fact, Line, Moment, Personal, Value
from domain.obligations import Deadline, Key
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    Conduct,
    ExemptionGround,
    Finding,
    Measure,
    Nature,
)

NUMBER_PENDING = "?"
"""Stands for the human number until the log allocates it."""


class MatterReceived(Fact):
    """It came in: the clocks of the complainant start at ``received_at`` (M01, M02, M04)."""

    TYPE: ClassVar[str] = "matter.received"

    matter: str
    number: str = NUMBER_PENDING
    """The human number, filled in by the log when it takes the event: no gaps, no duplicates."""
    complainant: str
    anonymous: bool = False
    name: Personal | None = None
    contact: Personal | None = None
    subject: Personal
    body: Personal
    channel: Channel
    source_number: Code | None = None
    received_at: Moment
    place: Line | None = None
    """The area it is about, as lists and statistics name it; never a street and door."""
    address: Personal | None = None
    receiving_unit: Code
    about_units: tuple[Code, ...] = ()
    about_persons: tuple[Code, ...] = ()
    assigned_by: Code | None = None
    register_by: Deadline
    acceptance_notice_by: Deadline
    final_answer_by: Deadline
    outcome_by: Deadline
    interim_reply_by: Deadline


class MatterRegistered(Fact):
    """A clerk classified it; from now on somebody must be given the work."""

    TYPE: ClassVar[str] = "matter.registered"

    unit: Code
    nature: Nature
    conduct: tuple[Conduct, ...] = ()
    dispatch_by: Deadline
    outcome_by: Deadline | None = None
    """Given where an imported message is taken up, which owed its final answer only."""


class RegistrationCorrected(Fact):
    """A mistake of the registration was mended; what stood there before stays in history."""

    TYPE: ClassVar[str] = "matter.registration_corrected"

    reason: Personal
    channel: Channel | None = None
    nature: Nature | None = None
    conduct: tuple[Conduct, ...] | None = None
    place: Line | None = None
    address: Personal | None = None
    receiving_unit: Code | None = None
    hands_over: tuple[Key, ...] = ()
    """What the receiving unit before still owed, and ``receiving_unit`` owes from now on."""
    about_units: tuple[Code, ...] | None = None
    about_persons: tuple[Code, ...] | None = None
    assigned_by: Code | None = None
    received_at: Moment | None = None
    register_by: Deadline | None = None
    final_answer_by: Deadline | None = None
    outcome_by: Deadline | None = None
    interim_reply_by: Deadline | None = None
    acceptance_notice_by: Deadline | None = None
    feedback_to_leader_by: Deadline | None = None
    feedback_unit: Code | None = None
    """With ``feedback_person``: who owes the feedback to a leader who is named only now."""
    feedback_person: Code | None = None
    withdraws: tuple[Code, ...] = ()
    """Units whose order this withdraws, because the matter turned out to be about them (M04)."""
    back_to: Code | None = None
    """Where the lead's order is among them: the unit that has the matter again.

    What the lead had found out goes with its order: ``outcome_by`` says until when an outcome is
    owed, the very date of the first one.
    """
    dispatch_by: Deadline | None = None
    """Where ``back_to`` is given, by when that unit has to give a new order."""


class AcceptanceNotified(Fact):
    """The complainant was told that the matter has been taken on."""

    TYPE: ClassVar[str] = "matter.acceptance_notified"

    route: AnswerRoute


class Assignment(Value):
    """One unit's part: the unit, its named person (分解到个人) and its task."""

    unit: Code
    person: Code
    task: Personal | None = None


class MatterDispatched(Fact):
    """An order was given to a lead unit and participants (交办); it still has to be delivered."""

    TYPE: ClassVar[str] = "matter.dispatched"

    by_unit: Code
    lead: Assignment
    participants: tuple[Assignment, ...] = ()
    replaces: tuple[Code, ...] = ()
    """Units whose earlier order this one withdraws."""
    keeps: tuple[Code, ...] = ()
    """Units whose earlier order stands as it was, with everything done on it."""
    deliver_by: Deadline | None = None
    """None where every order is kept, so that nothing has to arrive."""


class OrderDelivered(Fact):
    """The order reached a unit: its limits start here, never at its signing."""

    TYPE: ClassVar[str] = "matter.order_delivered"

    unit: Code
    person: Code
    leads: bool
    sign_by: Deadline
    first_feedback_by: Deadline
    participant_report_by: Deadline | None = None
    feedback_to_leader_by: Deadline | None = None


class OrderSigned(Fact):
    """A unit signed for the order; the lead's signature takes the duties over (M04)."""

    TYPE: ClassVar[str] = "matter.order_signed"

    unit: Code
    person: Code
    leads: bool


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


class InterimReplyGiven(Fact):
    """The complainant was told why it takes longer; the final answer stays owed (M11)."""

    TYPE: ClassVar[str] = "matter.interim_reply_given"

    text: Personal
    expected_by: Moment
    route: AnswerRoute


class ComplainantAnswered(Fact):
    """The complainant was told the result (件件有回音)."""

    TYPE: ClassVar[str] = "matter.complainant_answered"

    unit: Code
    text: Personal
    policy: Personal | None = None
    route: AnswerRoute
    close_by: Deadline
    closing_unit: Code


class AnswerExtended(Fact):
    """The final answer may come later, for a reason told to the complainant."""

    TYPE: ClassVar[str] = "matter.answer_extended"

    working_days: int
    reason: Personal
    told_by: AnswerRoute
    approver: Code
    unit: Code | None = None
    """With ``person``: who owes the final answer, and so an interim reply in this round."""
    person: Code | None = None
    final_answer_by: Deadline
    outcome_by: Deadline | None = None
    """None where it was overdue already: an extension makes no breach undone."""
    interim_reply_by: Deadline | None = None
    feedback_to_leader_by: Deadline | None = None


class ExemptionProposed(Fact):
    """One person proposed that no answer is owed; a second has to confirm."""

    TYPE: ClassVar[str] = "matter.exemption_proposed"

    ground: ExemptionGround
    reason: Personal


class AnswerExempted(Fact):
    """Two people decided, on a lawful ground, that no answer is owed."""

    TYPE: ClassVar[str] = "matter.answer_exempted"

    ground: ExemptionGround
    proposed_by: Code
    close_by: Deadline | None = None
    closing_unit: Code | None = None


class MatterClosed(Fact):
    """Somebody other than the handler found everything done and filed it (归档)."""

    TYPE: ClassVar[str] = "matter.closed"

    remark: Personal | None = None


Provenance = Literal["imported, source time unproven, finding unknown"]
PROVENANCE: Provenance = "imported, source time unproven, finding unknown"


class MatterImported(Fact):
    """A message taken over from another system; it opens the final answer only.

    It gets statuses and retrospective verdicts, and never escalations, leads or scores (rules.md).
    """

    TYPE: ClassVar[str] = "matter.imported"

    matter: str
    number: str = NUMBER_PENDING
    source: Code
    source_number: Code
    complainant: str
    subject: Personal
    body: Personal
    channel: Channel
    received_at: Moment
    place: Line | None = None
    unit: Code | None = None
    final_answer_by: Deadline
    provenance: Provenance = PROVENANCE
    imported: ClassVar[bool] = True


class AnswerImported(Fact):
    """The answer of an imported message, as its source has it.

    It discharges the final answer; once the message was taken up here, that still takes a finding
    and an answer of its own, for what the source found is unknown (M01).
    """

    TYPE: ClassVar[str] = "matter.answer_imported"

    text: Personal
    finding: Finding = Field(default=Finding.NOT_RECORDED)
    provenance: Provenance = PROVENANCE
    imported: ClassVar[bool] = True


FACTS: tuple[type[Fact], ...] = (
    MatterReceived,
    MatterRegistered,
    RegistrationCorrected,
    AcceptanceNotified,
    MatterDispatched,
    OrderDelivered,
    OrderSigned,
    ProgressReported,
    DifficultyReported,
    DifficultyDecided,
    ParticipantReported,
    OutcomeReported,
    LeaderInformed,
    InterimReplyGiven,
    ComplainantAnswered,
    AnswerExtended,
    ExemptionProposed,
    AnswerExempted,
    MatterClosed,
    MatterImported,
    AnswerImported,
)
