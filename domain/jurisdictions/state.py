"""A jurisdiction's own word on the tree: who is above it, who is below it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from domain.envelope import Recorded
from domain.jurisdictions.events import HigherNamed, LowerRegistered, TieWithdrawn

STREAM = "jurisdictions"


@dataclass(frozen=True, slots=True)
class Tie:
    """A neighbour in the tree; ``desk`` is the own unit that deals with it."""

    jurisdiction: str
    name: str
    desk: str


@dataclass(frozen=True, slots=True)
class Ties:
    """What one jurisdiction says of its neighbours. A tie counts where both say it."""

    version: int = 0
    higher: Tie | None = None
    lower: Mapping[str, Tie] = field(default_factory=dict)

    def to(self, jurisdiction: str) -> Tie | None:
        """The tie to a neighbour, above or below; None where there is none."""
        if self.higher is not None and self.higher.jurisdiction == jurisdiction:
            return self.higher
        return self.lower.get(jurisdiction)


def fold(history: Iterable[Recorded]) -> Ties:
    """The ties after these events, given in log order."""
    ties = Ties()
    for recorded in history:
        ties = evolve(ties, recorded)
    return ties


def evolve(ties: Ties, recorded: Recorded) -> Ties:
    """The ties after one more event."""
    ties = replace(ties, version=recorded.version)
    match recorded.fact:
        case HigherNamed(jurisdiction=other, name=name, desk=desk):
            return replace(ties, higher=Tie(other, name, desk))
        case LowerRegistered(jurisdiction=other, name=name, desk=desk):
            return replace(ties, lower={**ties.lower, other: Tie(other, name, desk)})
        case TieWithdrawn(jurisdiction=other):
            kept = ties.higher if ties.higher and ties.higher.jurisdiction != other else None
            lower = {code: tie for code, tie in ties.lower.items() if code != other}
            return replace(ties, higher=kept, lower=lower)
    return ties
