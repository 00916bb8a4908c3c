"""A pledge as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.proceedings.state import Proceeding


@dataclass(frozen=True)
class Pledge(Proceeding):
    """What was promised in public.

    measure   by what anybody can tell that it was kept
    where     where it was published; None while it is not
    reported  a report waits for being verified
    kept      what was found at last; None while nothing was
    reports   how often something was reported
    """

    measure: str = ""
    due_on: date | None = None
    where: str | None = None
    reported: bool = False
    kept: bool | None = None
    reports: int = 0

    @property
    def facets(self) -> Mapping[str, object]:
        due_on = self.due_on.isoformat() if self.due_on else None
        return {
            "measure": self.measure,
            "due_on": due_on,
            "where": self.where,
            "kept": self.kept,
            "reports": self.reports,
        }
