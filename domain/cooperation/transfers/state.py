"""A matter's hand-over to another jurisdiction as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.proceedings.state import Proceeding
from domain.vocabulary import TransferGround


@dataclass(frozen=True)
class Transfer(Proceeding):
    """A matter handed over to another jurisdiction; ``unit`` is the desk that deals with it here.

    matter  the matter, by its id
    by      who handed it over
    """

    to: str = ""
    matter: str = ""
    ground: TransferGround | None = None
    by: str = ""

    @property
    def facets(self) -> Mapping[str, object]:
        return {"to": self.to, "ground": self.ground}
