"""A bulletin as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.proceedings.state import Concerned, Judgement, Proceeding
from domain.vocabulary import BulletinScope, BulletinStage, BulletinTone


@dataclass(frozen=True)
class Bulletin(Proceeding):
    """What was made public about units.

    named         those units
    about         the stream of the case or inspection that it tells of
    published_by  log position of its publishing
    versions      counts its texts
    """

    scope: BulletinScope | None = None
    tone: BulletinTone = BulletinTone.NOTICE
    named: tuple[str, ...] = ()
    about: str | None = None
    published_by: int = 0
    versions: int = 0

    @property
    def judgement(self) -> Judgement | None:
        """Praise of the units named, until it is withdrawn. Blame costs them nothing by itself: what it
        tells of is decided, with a hearing, in a case."""
        if self.tone is not BulletinTone.PRAISE or self.closed_at is not None:
            return None
        return Judgement(self.published_by, units=self.named)

    @property
    def concerned(self) -> Concerned:
        """The units named; whoever published it is not among them."""
        return Concerned.of(self.named, ())

    @property
    def dropped(self) -> bool:
        return self.stage is BulletinStage.WITHDRAWN

    @property
    def facets(self) -> Mapping[str, object]:
        return {"scope": self.scope, "tone": self.tone, "versions": self.versions}
