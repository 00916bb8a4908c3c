"""A bulletin as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.proceedings.state import Proceeding
from domain.vocabulary import BulletinScope


@dataclass(frozen=True)
class Bulletin(Proceeding):
    """What was made public about units. ``named`` are those; ``versions`` counts its texts."""

    scope: BulletinScope | None = None
    named: tuple[str, ...] = ()
    versions: int = 0

    @property
    def facets(self) -> Mapping[str, object]:
        return {"scope": self.scope, "versions": self.versions}
