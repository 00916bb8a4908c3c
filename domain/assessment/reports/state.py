"""A periodic report as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.proceedings.state import Proceeding


@dataclass(frozen=True)
class PeriodicReport(Proceeding):
    """The frozen figures of a month or a quarter; ``where`` it was published."""

    period: str = ""
    as_of: datetime | None = None
    known_by: int = 0
    document: str = ""
    sha256: str = ""
    where: str | None = None

    @property
    def facets(self) -> Mapping[str, object]:
        return {"period": self.period, "sha256": self.sha256, "where": self.where}
