"""How somebody has been pressed for what a matter still owes."""

from dataclasses import dataclass
from datetime import datetime

from domain.envelope import Sealed
from domain.obligations import Key
from domain.vocabulary import Rung


@dataclass(frozen=True, slots=True)
class LastUrging:
    """The last step: what it was, when, by whom, for what, and what was said."""

    at: datetime
    by: str
    rung: Rung
    key: Key
    text: str | Sealed | None


Climbed = tuple[Key, int, datetime, Rung]
"""One step of the program: for which round of which duty, by its due date then, which rung."""


@dataclass(frozen=True, slots=True)
class Urging:
    """The last urging or supervision slip, and the steps that the program has taken so far."""

    last: LastUrging | None = None
    climbed: frozenset[Climbed] = frozenset()


NEVER_URGED = Urging()
