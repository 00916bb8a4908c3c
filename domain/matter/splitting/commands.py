"""What can be asked: splitting one filing over several units, and calling a part off."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Gist, Prose, Value
from domain.vocabulary import Nature


class PartOfMatter(Value):
    """What one unit is to look into; it is dispatched, reported on and filed on its own."""

    subject: Gist = Field(description="the gist, in one line; kept sealed")
    body: Prose
    nature: Nature | None = Field(None, description="the whole's if left out")


class SplitMatter(Command):
    """Split a matter into parts for several units, answered together (分解)."""

    ACTION: ClassVar[str] = "split"

    parts: Annotated[tuple[PartOfMatter, ...], Field(min_length=1, max_length=20)]


class CallOffPart(Command):
    """Call off a part that is not needed any more, as somebody who does not handle it (撤销分办)."""

    ACTION: ClassVar[str] = "call-off-part"
    OTHER: ClassVar[str] = "part"

    part: Code = Field(description="the part's number or id")
    reason: Prose
