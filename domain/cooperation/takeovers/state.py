"""A matter that another jurisdiction has handed over, as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.proceedings.state import Proceeding
from domain.vocabulary import Conduct, Nature, TransferGround


@dataclass(frozen=True)
class Takeover(Proceeding):
    """What came from ``sender``; ``unit`` is the desk that deals with it, ``matter`` the matter here."""

    sender: str = ""
    their_number: str = ""
    matter: str = ""
    ground: TransferGround | None = None
    nature: Nature | None = None
    conduct: tuple[Conduct, ...] = ()
    first_received_at: datetime | None = None

    @property
    def facets(self) -> Mapping[str, object]:
        first = self.first_received_at
        return {
            "sender": self.sender,
            "their_number": self.their_number,
            "ground": self.ground,
            "first_received_at": first.isoformat() if first is not None else None,
        }
