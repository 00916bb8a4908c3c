"""What can have happened: supervision was obstructed."""

from typing import ClassVar

from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Personal


class ObstructionRecorded(Fact):
    """Somebody obstructed supervision or an inquiry.

    against    the stream of the matter or proceeding obstructed
    lead       the lead that it opens, on the ground of obstruction
    aggravates the open leads about the same, against whose subjects it weighs
    """

    TYPE: ClassVar[str] = "obstruction.recorded"
    SERIES: ClassVar[str | None] = "ZR"

    number: str = NUMBER_PENDING
    title: Line
    unit: Code | None = None
    person: Code | None = None
    against: str
    text: Personal
    lead: str
    aggravates: tuple[str, ...] = ()


FACTS: tuple[type[Fact], ...] = (ObstructionRecorded,)
