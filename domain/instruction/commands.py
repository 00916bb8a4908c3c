"""What can be asked: recording an instruction, owning or disowning it, making it clear, reporting."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line, Moment, Prose
from domain.vocabulary import Duty, InstructionForm


class GiveInstruction(Command):
    """Put a leader's instruction on record (登记批示): signed by the leader here, or authorised
    otherwise and to be signed afterwards."""

    ACTION: ClassVar[str] = "instruct"
    OTHER: ClassVar[str] = "matter"

    title: Line = Field(description="what it is about, in one line without private names")
    form: InstructionForm
    leader: Code = Field(description="the leader whose instruction it is")
    text: Prose = Field(description="what was said")
    authorised: Prose | None = Field(
        None, description="how it was authorised: which call, who was there; not for a signed one"
    )
    authorised_at: Moment | None = Field(None, description="when it was said; now if left out")
    lead: Code | None = Field(None, description="the unit that is to do it (牵头单位)")
    by: date | None = Field(None, description="by the end of which day (时限)")
    deliverable: Line | None = Field(None, description="what is to be there then (交付成果)")
    matter: Code | None = Field(None, description="the number or id of the matter it is about")
    covers: tuple[Duty, ...] = Field(
        (), description="steps of the matter that may be left out by it (先批示后入程序)"
    )


class Countersign(Command):
    """Sign, as the named leader, what was said by phone or word of mouth (事后补签)."""

    ACTION: ClassVar[str] = "countersign"

    remark: Prose | None = None


class DisownInstruction(Command):
    """Say, as the named leader, that this was not instructed so (不予认可)."""

    ACTION: ClassVar[str] = "disown-instruction"

    reason: Prose


class ExplainRecording(Command):
    """Explain, as its recorder, how a disowned instruction came on record (登记人说明)."""

    ACTION: ClassVar[str] = "explain-recording"

    text: Prose


class ClarifyInstruction(Command):
    """Say, as the leader, what an unclear instruction left open (明确指令)."""

    ACTION: ClassVar[str] = "clarify-instruction"

    lead: Code | None = Field(None, description="the unit that is to do it, where it was left open")
    by: date | None = Field(None, description="by the end of which day, where it was left open")
    deliverable: Line | None = Field(
        None, description="what is to be there, where it was left open"
    )


class ReportOnInstruction(Command):
    """Report to the leader on an instruction (事事有反馈). Word that work goes on ends nothing."""

    ACTION: ClassVar[str] = "report-on-instruction"

    text: Prose
    done: bool = Field(description="whether the deliverable is there")
