"""Which matters say the same as this one, and with which it is handled together."""

from dataclasses import dataclass
from datetime import datetime

from domain.matter.joining.events import Held
from domain.obligations import Key


@dataclass(frozen=True, slots=True)
class Joining:
    """How a matter hangs together with its repeats, by their ids.

    repeats    linked with it
    into       handled together with this earlier one
    here       handled together with it
    suspended  the duties done there meanwhile
    held       who owed what is owed to the complainant, before it was merged
    hands      in whose hands it was before: unit, person, since when
    shared     its finding is that of the other matter
    """

    repeats: frozenset[str] = frozenset()
    into: str | None = None
    here: frozenset[str] = frozenset()
    suspended: tuple[Key, ...] = ()
    held: tuple[Held, ...] = ()
    hands: tuple[str | None, str | None, datetime | None] = (None, None, None)
    shared: bool = False


BY_ITSELF = Joining()
