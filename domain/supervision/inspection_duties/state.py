"""The duty of a month as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.proceedings.state import Proceeding


@dataclass(frozen=True)
class InspectionDuty(Proceeding):
    """What an office (``unit``) owes in a month; ``done_by`` is the inspection that it was done by."""

    month: str = ""
    done_by: str | None = None

    @property
    def facets(self) -> Mapping[str, object]:
        return {"month": self.month}
