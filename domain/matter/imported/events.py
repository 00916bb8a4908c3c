"""What can have happened: messages taken over from another system."""

from typing import ClassVar, Literal

from pydantic import Field

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment, Personal
from domain.obligations import Deadline
from domain.vocabulary import Channel, Finding

Provenance = Literal["imported, source time unproven, finding unknown"]


PROVENANCE: Provenance = "imported, source time unproven, finding unknown"


class MatterImported(Fact):
    """A message taken over from another system; it opens the final answer only.

    It gets statuses and retrospective verdicts, and never escalations, leads or scores (rules.md).
    """

    TYPE: ClassVar[str] = "matter.imported"
    SERIES: ClassVar[str | None] = "I"

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


FACTS: tuple[type[Fact], ...] = (MatterImported, AnswerImported)
