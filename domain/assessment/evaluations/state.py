"""An evaluation as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.assessment.evaluations.commands import Tally
from domain.assessment.evaluations.events import Place
from domain.proceedings.state import Concerned, Proceeding


@dataclass(frozen=True)
class Evaluation(Proceeding):
    """A campaign in which people rate units.

    rated      the units, in the order in which ballots name them
    drawn      how many people are on the roster; 0 while there is none
    hashes     of the slips that count
    released   whether the ballots were counted
    """

    rated: tuple[str, ...] = ()
    voting_from: datetime | None = None
    voting_until: datetime | None = None
    minimum_sample: int = 0
    rulebook: str = ""
    supplied_by: str | None = None
    method: str | None = None
    seed: str | None = None
    frame: int = 0
    drawn: int = 0
    hashes: frozenset[str] = frozenset()
    released: bool = False
    used: int = 0
    ballots: int = 0
    tallies: tuple[Tally, ...] = ()
    places: tuple[Place, ...] = ()
    response: str | None = None

    @property
    def concerned(self) -> Concerned:
        """The units that are rated; not the one that runs it."""
        return Concerned.of(self.rated, ())

    @property
    def facets(self) -> Mapping[str, object]:
        return {
            "drawn": self.drawn,
            "issued": len(self.hashes),
            "ballots": self.ballots,
            "response": self.response,
            "points": {e.unit: str(e.points) for e in self.places if e.points is not None},
        }

    def takes_votes_at(self, moment: datetime) -> bool:
        """Whether somebody can vote at a moment."""
        if self.voting_from is None or self.voting_until is None:
            return False
        return self.voting_from <= moment < self.voting_until
