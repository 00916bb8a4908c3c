"""Whether a matter is under supervision, and which rounds there were."""

from dataclasses import dataclass
from datetime import date

from domain.vocabulary import Cadence


@dataclass(frozen=True, slots=True)
class Rounds:
    """Supervision of a matter.

    cadence  how often it is reported on; None while it is not under supervision
    since    the day from which rounds are looked for: it was put under supervision, or the day
             after the last round opened
    opened   the names of the periods opened so far
    """

    cadence: Cadence | None = None
    since: date = date.min
    opened: frozenset[str] = frozenset()


NONE_YET = Rounds()
