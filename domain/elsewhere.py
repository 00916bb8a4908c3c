"""A fact about another stream than the one a command was for, recorded together with it or not at all."""

from dataclasses import dataclass

from domain.envelope import Fact


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A fact about another matter, by its id.

    The only personal text it may hold is its own complainant's, who is the same as the command's.
    """

    matter: str
    fact: Fact


Led = tuple[Fact | Elsewhere, ...]
"""What a command leads to: facts about its own matter, in order, and about others."""
