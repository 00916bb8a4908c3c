"""A talk as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.proceedings.state import Proceeding
from domain.vocabulary import Cause


@dataclass(frozen=True)
class Talk(Proceeding):
    """With whom was talked about what. ``at_fault``: the unit to which the cause is attributed, None
    for an enterprise; ``early``: before anything was missed."""

    cause: Cause | None = None
    at_fault: str | None = None
    pursuer: str | None = None
    early: bool = False

    @property
    def facets(self) -> Mapping[str, object]:
        return {"cause": self.cause, "form": "early" if self.early else "three_party"}
