"""A referral as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.proceedings.state import Proceeding
from domain.vocabulary import PursuingBody


@dataclass(frozen=True)
class Referral(Proceeding):
    """What was handed over to another body, ``unit``, by ``sender``.

    matter    the matter referred, by its id
    progress  how often the receiver said how far it is
    """

    body: PursuingBody | None = None
    sender: str | None = None
    matter: str | None = None
    beyond_authority: bool = False
    signed: bool = False
    progress: int = 0

    @property
    def facets(self) -> Mapping[str, object]:
        return {"body": self.body, "beyond_authority": "yes" if self.beyond_authority else "no"}
