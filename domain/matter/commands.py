"""What people can ask of a matter. Imperative; the same words in the API and the command line."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from domain.envelope import Code, Command, Gist, Line, Moment, Prose, Value
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    Conduct,
    ExemptionGround,
    Finding,
    Measure,
    Nature,
)

Codes = tuple[Code, ...]
PLACE = "the area it is about, without street and door: it is stored readable"
ADDRESS = "where exactly: street and door; kept sealed"


class ReceiveMatter(Command):
    """Take in a matter (收件). With ``nature`` given it is registered in the same step."""

    ACTION: ClassVar[str] = "receive"

    channel: Channel
    subject: Gist = Field(description="the gist, in one line; kept sealed")
    body: Prose
    received_at: Moment | None = Field(None, description="when it came in; now if left out")
    anonymous: bool = False
    name: Prose | None = Field(None, description="the complainant's name; kept sealed")
    contact: Prose | None = Field(None, description="how to reach the complainant; kept sealed")
    place: Line | None = Field(None, description=PLACE)
    address: Prose | None = Field(None, description=ADDRESS)
    receiving_unit: Code | None = Field(None, description="your own unit if left out")
    about_units: Codes = Field((), description="units complained about; they can never handle it")
    about_persons: Codes = ()
    assigned_by: Code | None = Field(None, description="the leader who assigned it (交办领导)")
    source_number: Code | None = None
    nature: Nature | None = None
    conduct: tuple[Conduct, ...] = ()


class RegisterMatter(Command):
    """Register and classify a matter that was taken in (登记)."""

    ACTION: ClassVar[str] = "register"

    nature: Nature
    conduct: tuple[Conduct, ...] = ()


class CorrectRegistration(Command):
    """Mend a mistaken registration (更正登记); only what is given changes."""

    ACTION: ClassVar[str] = "correct"

    reason: Prose
    channel: Channel | None = None
    nature: Nature | None = None
    conduct: tuple[Conduct, ...] | None = None
    place: Line | None = Field(None, description=PLACE)
    address: Prose | None = Field(None, description=ADDRESS)
    receiving_unit: Code | None = Field(
        None, description="another unit to receive it, where it is about the one that did"
    )
    about_units: Codes | None = None
    about_persons: Codes | None = None
    assigned_by: Code | None = Field(None, description="the leader who assigned it (交办领导)")
    received_at: Moment | None = None


class NotifyAcceptance(Command):
    """Tell the complainant that the matter has been taken on (受理告知)."""

    ACTION: ClassVar[str] = "notify-acceptance"

    route: AnswerRoute


class Task(Value):
    """One unit's part in an order: the unit, the named person, what to do."""

    unit: Code
    person: Code
    task: Prose | None = None


class DispatchMatter(Command):
    """Give the matter to a lead unit and participants, each with a named person (交办)."""

    ACTION: ClassVar[str] = "dispatch"

    lead: Task
    participants: tuple[Task, ...] = ()

    @model_validator(mode="after")
    def each_unit_once(self) -> Self:
        units = [task.unit for task in (self.lead, *self.participants)]
        if len(set(units)) != len(units):
            raise ValueError("each unit may appear once, as lead or as participant")
        return self


class DeliverOrder(Command):
    """Record that the order reached a unit (送达); its limits start now."""

    ACTION: ClassVar[str] = "deliver"

    unit: Code


class SignOrder(Command):
    """Sign for the order (签收)."""

    ACTION: ClassVar[str] = "sign"

    unit: Code | None = Field(None, description="your own unit if left out")
    person: Code | None = Field(None, description="who takes it over; the named person if left out")


class ReportProgress(Command):
    """Report how far the unit is: first feedback and progress (反馈)."""

    ACTION: ClassVar[str] = "report-progress"

    unit: Code | None = None
    text: Prose


class ReportDifficulty(Command):
    """Say that the unit is stuck, to a named leader who then owes a decision (报告困难)."""

    ACTION: ClassVar[str] = "report-difficulty"

    unit: Code | None = None
    leader: Code
    text: Prose


class DecideDifficulty(Command):
    """Decide a reported difficulty."""

    ACTION: ClassVar[str] = "decide-difficulty"

    decision: Prose


class ReportParticipation(Command):
    """Deliver a participating unit's part."""

    ACTION: ClassVar[str] = "report-participation"

    unit: Code | None = None
    text: Prose


class ReportOutcome(Command):
    """Report what was found and done, with evidence (办结)."""

    ACTION: ClassVar[str] = "report-outcome"

    unit: Code | None = None
    finding: Finding
    measures: tuple[Measure, ...] = Field(min_length=1)
    text: Prose
    evidence: tuple[Prose, ...] = Field(
        min_length=1, description="file numbers or names of the evidence; kept sealed"
    )


class InformLeader(Command):
    """Report back to the leader who assigned the matter (事事有反馈)."""

    ACTION: ClassVar[str] = "inform-leader"

    unit: Code | None = None
    text: Prose


class GiveInterimReply(Command):
    """Tell the complainant why it takes longer (阶段性答复); the final answer stays owed."""

    ACTION: ClassVar[str] = "reply-interim"

    text: Prose
    expected_by: Moment
    route: AnswerRoute


class AnswerComplainant(Command):
    """Tell the complainant the result (件件有回音)."""

    ACTION: ClassVar[str] = "answer"

    unit: Code | None = None
    text: Prose
    policy: Prose | None = Field(None, description="needed where the finding is outside policy")
    route: AnswerRoute


class ExtendAnswer(Command):
    """Extend the final answer once, before it is due, telling the complainant why (延期)."""

    ACTION: ClassVar[str] = "extend"

    working_days: int = Field(ge=1, le=366)
    reason: Prose
    told_by: AnswerRoute = Field(description="how the complainant was told the reason")


class ProposeExemption(Command):
    """Propose that no answer is owed, on a lawful ground."""

    ACTION: ClassVar[str] = "propose-exemption"

    ground: ExemptionGround
    reason: Prose


class ConfirmExemption(Command):
    """Confirm, as a second person, that no answer is owed."""

    ACTION: ClassVar[str] = "confirm-exemption"


class CloseMatter(Command):
    """File a matter in which everything owed has been done (归档)."""

    ACTION: ClassVar[str] = "close"

    remark: Prose | None = None


COMMANDS: tuple[type[Command], ...] = (
    RegisterMatter,
    CorrectRegistration,
    NotifyAcceptance,
    DispatchMatter,
    DeliverOrder,
    SignOrder,
    ReportProgress,
    ReportDifficulty,
    DecideDifficulty,
    ReportParticipation,
    ReportOutcome,
    InformLeader,
    GiveInterimReply,
    AnswerComplainant,
    ExtendAnswer,
    ProposeExemption,
    ConfirmExemption,
    CloseMatter,
)
"""Every command on an existing matter; ``ReceiveMatter`` makes one."""
