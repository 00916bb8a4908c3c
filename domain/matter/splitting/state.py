"""How a matter hangs together with the parts it was split into."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.vocabulary import Finding


@dataclass(frozen=True, slots=True)
class Part:
    """What the whole knows of a part.

    inquiry  it says that somebody behaved wrongly
    finding  what was found out, if anything yet
    """

    inquiry: bool = False
    finding: Finding | None = None
    called_off: bool = False

    @property
    def unfinished(self) -> bool:
        return self.finding is None and not self.called_off


@dataclass(frozen=True, slots=True)
class Splitting:
    """Of what it is a part, or which parts it has, by their ids."""

    whole: str | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The parts that have neither an outcome nor been called off."""
        return tuple(part for part, known in self.parts.items() if known.unfinished)


IN_ONE_PIECE = Splitting()
