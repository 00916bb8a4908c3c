"""An obstruction as it stands: recorded, the rest is its lead's."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.proceedings.state import Proceeding


@dataclass(frozen=True)
class Obstruction(Proceeding):
    """``against``: the stream of what was obstructed; ``lead``: the lead about it."""

    against: str = ""
    lead: str = ""

    @property
    def facets(self) -> Mapping[str, object]:
        return {"against": self.against}
