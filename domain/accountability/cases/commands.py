"""What can be asked of a case up to its decision."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line, Prose, Value
from domain.vocabulary import (
    AppealBasis,
    Authority,
    DefenceForm,
    Finding,
    Form,
    Gravity,
    Hook,
    LawfulGround,
    RecusalGround,
    SubjectKind,
)


class OpenCase(Command):
    """Open a case on a lead (立案), with a named investigator; the lead ends by it."""

    ACTION: ClassVar[str] = "open-case"
    PROCEEDINGS: ClassVar[tuple[str, ...]] = ("lead",)

    lead: Code = Field(description="the lead's number or id")
    title: Line = Field(description="what it is about, in one line without private names")
    investigator: Code = Field(description="who looks into it")
    unit: Code | None = Field(None, description="the unit it is about, where not the lead's")
    person: Code | None = Field(None, description="the official it is about, where not the lead's")


class JoinLead(Command):
    """Have a further lead about the same subject decided in this case (并案)."""

    ACTION: ClassVar[str] = "join-lead"
    PROCEEDINGS: ClassVar[tuple[str, ...]] = ("lead",)

    lead: Code = Field(description="the lead's number or id")


class RecuseInvestigator(Command):
    """Replace the investigator who must not look into it (回避): declared by themselves, or ordered
    by somebody else."""

    ACTION: ClassVar[str] = "recuse-investigator"

    ground: RecusalGround
    successor: Code
    reason: Prose


class RecordFindings(Command):
    """Put on record what the investigation found; the investigator does it."""

    ACTION: ClassVar[str] = "record-findings"

    finding: Finding
    gravity: Gravity | None = Field(None, description="how grave; where anything was substantiated")
    text: Prose
    evidence: tuple[Line, ...] = Field(min_length=1)


class RecordDefence(Command):
    """Put on record that the subject was heard on the findings (听取陈述申辩), with a second official
    present, and what was made of it."""

    ACTION: ClassVar[str] = "record-defence"

    form: DefenceForm
    witness: Code = Field(description="the second official present")
    text: Prose = Field(description="what the subject said, or the written waiver")
    response: Prose = Field(description="what was made of it")


class Imposing(Value):
    """One form of accountability for one of the case's subjects."""

    form: Form
    subject: SubjectKind
    months: int = Field(0, ge=0, le=48, description="the warning or influence period")


class Consequence(Value):
    """What else follows from the decision (三挂钩), and which unit sees to it."""

    hook: Hook
    unit: Code
    what: Line = Field(description="what is done, in one line without private names")


class DecideCase(Command):
    """Hold somebody to account (问责决定): forms that the rulebook allows, by the competent authority."""

    ACTION: ClassVar[str] = "decide-case"

    measures: tuple[Imposing, ...] = Field(min_length=1, max_length=8)
    authority: Authority
    document: Line | None = Field(
        None, description="its document, where a supervisory organ decided (监察机关决定文号)"
    )
    basis: AppealBasis = Field(description="on which legal basis it can be appealed against")
    reason: Prose
    consequences: tuple[Consequence, ...] = Field((), max_length=8)
    departure: Prose | None = Field(
        None, description="why it is lighter than what the ladder of repeats proposes"
    )


class EndWithoutHolding(Command):
    """End a case with nobody held to account, on a lawful ground, as somebody outside the line."""

    ACTION: ClassVar[str] = "end-without-holding"

    ground: LawfulGround
    provision: Line | None = Field(None, description="the provision that exempts, where one does")
    reason: Prose
