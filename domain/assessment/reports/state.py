"""A periodic report as it stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.proceedings.state import Proceeding


@dataclass(frozen=True)
class PeriodicReport(Proceeding):
    """The frozen figures of a month or a quarter; ``where`` it was published: from then on those may know
    of it, too, whose figures it has."""

    period: str = ""
    as_of: datetime | None = None
    known_by: int = 0
    document: str = ""
    sha256: str = ""
    where: str | None = None

    @property
    def told_of(self) -> frozenset[str]:
        """The units that have figures of their own in it."""
        by_unit = (
            json.loads(self.document).get("rates", {}).get("unit", ()) if self.document else ()
        )
        return frozenset(each["group"] for each in by_unit if each["group"])

    @property
    def facets(self) -> Mapping[str, object]:
        return {"period": self.period, "sha256": self.sha256, "where": self.where}
