"""A settlement, which stands as it was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.assessment.settlements.commands import Grade
from domain.proceedings.state import Proceeding


@dataclass(frozen=True)
class Settlement(Proceeding):
    """The frozen scores of a period.

    as_of, known_by  the moment and the log position it was counted at
    document         canonical JSON
    """

    period: str = ""
    as_of: datetime | None = None
    known_by: int = 0
    rulebook: str = ""
    grades: tuple[Grade, ...] = ()
    document: str = ""
    sha256: str = ""

    @property
    def facets(self) -> Mapping[str, object]:
        return {"period": self.period, "sha256": self.sha256}
