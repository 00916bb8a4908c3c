"""A key work as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from domain.obligations import Deadline
from domain.proceedings.state import Proceeding
from domain.vocabulary import Cadence, KeyWorkStage
from domain.working_days import SHANGHAI


@dataclass(frozen=True, slots=True)
class Step:
    """One milestone as it stands. ``slipped``: its present day passed; ``slips``: how often one did."""

    code: str
    name: str
    person: str
    reach_by: Deadline
    reached_at: datetime | None = None
    slipped: bool = False
    slips: int = 0

    @property
    def awaited(self) -> bool:
        """Whether it could still slip."""
        return self.reached_at is None and not self.slipped


@dataclass(frozen=True)
class KeyWork(Proceeding):
    """A key work of a unit (``unit``).

    cadence  how often it is reported on now
    since    the day from which periods without a round count as missed
    rounds   the periods whose round was opened
    """

    office: str | None = None
    cadence: Cadence = Cadence.MONTHLY
    since: date = date.min
    rounds: frozenset[str] = frozenset()
    steps: tuple[Step, ...] = ()

    @property
    def next_step(self) -> Step | None:
        """The first milestone that has not been reached."""
        return next((each for each in self.steps if each.reached_at is None), None)

    @property
    def slips(self) -> int:
        return sum(each.slips for each in self.steps)

    @property
    def standing(self) -> KeyWorkStage:
        """The one stage it is in."""
        if self.next_step is None:
            return KeyWorkStage.REACHED
        late = any(each.slipped and each.reached_at is None for each in self.steps)
        return KeyWorkStage.SLIPPING if late else KeyWorkStage.ON_COURSE

    def next_wake(self) -> datetime:
        """When the program has something to do next: a round begins, or a milestone may slip.

        The round of the period in which the work was set up, or tightened, begins at once.
        """
        begins = datetime.combine(self.since, time.min, SHANGHAI)
        dues = (each.reach_by.at for each in self.steps if each.awaited)
        return min([begins, *dues])

    @property
    def facets(self) -> Mapping[str, object]:
        return {
            "office": self.office,
            "cadence": self.cadence,
            "milestones": len(self.steps),
            "reached": sum(each.reached_at is not None for each in self.steps),
            "slipped": self.slips,
        }
