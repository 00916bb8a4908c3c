"""The duty of a period as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.proceedings.state import Proceeding
from domain.vocabulary import Duty


@dataclass(frozen=True)
class PeriodDuty(Proceeding):
    """What an office (``unit``) owes for a period; ``done_by`` is what it was done by."""

    duty: Duty | None = None
    period: str = ""
    done_by: str | None = None

    @property
    def facets(self) -> Mapping[str, object]:
        return {"duty": self.duty, "period": self.period}
