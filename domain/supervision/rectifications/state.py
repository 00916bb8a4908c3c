"""A rectification as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.proceedings.state import Proceeding
from domain.vocabulary import RectificationStage


@dataclass(frozen=True)
class Rectification(Proceeding):
    """What a unit (``unit``) is to put right.

    office    the efficiency office that sees to it
    failures  how often an outsider found it not put right
    reporter  who reported it last
    """

    office: str | None = None
    failures: int = 0
    reporter: str | None = None

    @property
    def dropped(self) -> bool:
        return self.stage is RectificationStage.WITHDRAWN

    @property
    def facets(self) -> Mapping[str, object]:
        return {"office": self.office, "failures": self.failures}
