"""How far it is disputed whose the matter is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dispute:
    """Objections and what came of them.

    pending   units whose objection awaits a ruling
    rejected  units whose objection was rejected, once and for all
    returns   how often the lead's objection was upheld
    """

    pending: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    returns: int = 0


CLEAR = Dispute()
