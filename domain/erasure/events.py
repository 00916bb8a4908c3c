"""What can have happened to a person's data. None of it is personal: a person is an id here."""

from typing import ClassVar

from domain.envelope import Code, Fact, Line

PREFIX = "person-"


class ErasureProposed(Fact):
    """Somebody proposed to erase it."""

    TYPE: ClassVar[str] = "person.erasure_proposed"

    reason: Line


class PersonErased(Fact):
    """A second person confirmed it. From here on the person's key is void, wherever it turns up.

    matters   how many matters it was about
    rulebook  whose retention had run out
    """

    TYPE: ClassVar[str] = "person.erased"

    reason: Line
    proposed_by: Code
    matters: int
    rulebook: str


class HoldPlaced(Fact):
    """An auditor keeps it for an audit."""

    TYPE: ClassVar[str] = "person.hold_placed"

    reason: Line


class HoldLifted(Fact):
    """An auditor lets it go."""

    TYPE: ClassVar[str] = "person.hold_lifted"

    reason: Line


FACTS: tuple[type[Fact], ...] = (ErasureProposed, PersonErased, HoldPlaced, HoldLifted)


def person_stream(person: str) -> str:
    """The stream about a person's data, by the id of the person's key."""
    return PREFIX + person


def person_of_stream(stream: str) -> str:
    """The reverse of ``person_stream``."""
    return stream.removeprefix(PREFIX)
