"""A fact about another stream than the one a command was for, recorded together with it or not at all."""

from dataclasses import dataclass

from domain.envelope import Fact
from domain.matter.stream import matter_stream


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A fact about another stream.

    person  whose key seals its personal text; None: the same as that of the command's own facts
    """

    stream: str
    fact: Fact
    person: str | None = None


def in_matter(matter: str, fact: Fact, person: str | None = None) -> Elsewhere:
    """A fact about another matter, by its id."""
    return Elsewhere(matter_stream(matter), fact, person)


Led = tuple[Fact | Elsewhere, ...]
"""What a command leads to: facts about its own stream, in order, and about others."""
