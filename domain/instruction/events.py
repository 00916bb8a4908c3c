"""What can have happened to an instruction."""

from datetime import date
from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment, Personal, Value
from domain.obligations import Deadline
from domain.vocabulary import Duty, InstructionForm


class InstructionGiven(Fact):
    """A leader's instruction is on record: who authorised it, how, and who recorded it.

    provisional  the leader did not record it, so it is theirs only once they have countersigned
    covers       steps of the matter that may be left out by it
    """

    TYPE: ClassVar[str] = "instruction.given"
    SERIES: ClassVar[str | None] = "PS"

    number: str = NUMBER_PENDING
    title: Line
    form: InstructionForm
    leader: Code
    recorder: Code
    recorder_unit: Code | None = None
    text: Personal
    authorised: Personal | None = None
    authorised_at: Moment
    lead: Code | None = None
    by: date | None = None
    deliverable: Line | None = None
    matter: str | None = None
    covers: tuple[Duty, ...] = ()
    provisional: bool
    countersign_by: Deadline | None = None
    clarify_by: Deadline | None = None
    report_by: Deadline | None = None


class InstructionCountersigned(Fact):
    """The leader signed afterwards what had been said (事后补签)."""

    TYPE: ClassVar[str] = "instruction.countersigned"

    remark: Personal | None = None


class DoneUnder(Value):
    """What was left out because an instruction covered it: a step of a matter."""

    matter: str
    duty: Duty
    of: str = ""


class InstructionDisowned(Fact):
    """The leader says that this was not instructed so.

    done_under  what was left out under it meanwhile
    lead        the lead that it opens about whoever recorded it
    """

    TYPE: ClassVar[str] = "instruction.disowned"

    reason: Personal
    done_under: tuple[DoneUnder, ...] = ()
    recorder: Code
    recorder_unit: Code | None = None
    explain_by: Deadline
    lead: str


class RecordingExplained(Fact):
    """Whoever recorded a disowned instruction explained how that came."""

    TYPE: ClassVar[str] = "instruction.recording_explained"

    text: Personal


class InstructionClarified(Fact):
    """The leader said what had been left open; with all three, it is owed from now on."""

    TYPE: ClassVar[str] = "instruction.clarified"

    lead: Code
    by: date
    deliverable: Line
    report_by: Deadline


class InstructionReported(Fact):
    """The lead reported to the leader; ``done`` says whether the deliverable is there."""

    TYPE: ClassVar[str] = "instruction.reported"

    unit: Code
    text: Personal
    done: bool


class InstructionReliedOn(Fact):
    """A matter was filed without a step because this instruction covers it (M18)."""

    TYPE: ClassVar[str] = "instruction.relied_on"

    matter: str
    duty: Duty
    of: str = ""


FACTS: tuple[type[Fact], ...] = (
    InstructionGiven,
    InstructionCountersigned,
    InstructionDisowned,
    RecordingExplained,
    InstructionClarified,
    InstructionReported,
    InstructionReliedOn,
)
