"""What can be asked: putting a channel's own count of a day on record."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from domain.envelope import Code, Command, Line
from domain.vocabulary import Channel

MOST_NUMBERS = 10_000

SourceNumbers = Annotated[tuple[Code, ...], Field(max_length=MOST_NUMBERS)]


class RecordManifest(Command):
    """Record what a channel says it received on a day (来件清单); said otherwise later, correct it."""

    ACTION: ClassVar[str] = "record-manifest"

    channel: Channel
    day: date = Field(description="the day of receipt, Asia/Shanghai; it must be over")
    count: int = Field(ge=0, le=1_000_000, description="how many came in; 0 is a count, too")
    source_numbers: SourceNumbers | None = Field(
        None, description="the channel's own number of each, where it gives them: all or none"
    )
    counted_by: Line = Field(
        description="whose count it is: an office or a report, no private name"
    )
    reason: Line | None = Field(None, description="why it is corrected; needed for that alone")

    @model_validator(mode="after")
    def numbers_are_all_of_them(self) -> Self:
        numbers = self.source_numbers
        if numbers is not None and len(numbers) != self.count:
            raise ValueError("source_numbers must be as many as count")
        if numbers is not None and len(set(numbers)) != len(numbers):
            raise ValueError("source_numbers must not repeat")
        return self
