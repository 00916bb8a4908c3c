"""What can be asked: putting an obstruction on record."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Line, Prose


class RecordObstruction(Command):
    """Put on record that somebody obstructed supervision or an inquiry (登记干扰阻挠)."""

    ACTION: ClassVar[str] = "record-obstruction"
    OTHER: ClassVar[str] = "matter"
    PROCEEDINGS: ClassVar[tuple[str, ...]] = ("proceeding",)

    title: Line = Field(description="what was done, in one line without private names")
    unit: Code | None = Field(None, description="the unit that obstructed")
    person: Code | None = Field(None, description="the official who obstructed")
    matter: Code | None = Field(None, description="the number or id of the matter obstructed")
    proceeding: Code | None = Field(
        None, description="the inspection or other proceeding obstructed"
    )
    text: Prose
