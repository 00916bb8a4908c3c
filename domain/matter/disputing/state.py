"""How far it is disputed whose the matter is."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Dispute:
    """Objections and what came of them.

    pending   units whose objection awaits a ruling
    instead   by the unit that objected, the one that it holds responsible instead
    rejected  units whose objection was rejected, once and for all
    returns   how often the lead's objection was upheld
    """

    pending: frozenset[str] = frozenset()
    instead: Mapping[str, str] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    returns: int = 0


CLEAR = Dispute()
