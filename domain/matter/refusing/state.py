"""Whether a matter was refused."""

from dataclasses import dataclass

from domain.vocabulary import RefusalGround


@dataclass(frozen=True, slots=True)
class Refusal:
    """What two people have to decide together.

    proposed_by  who proposed it
    ground       the lawful reason
    refused      a second person confirmed it and the complainant was told
    """

    proposed_by: str | None = None
    ground: RefusalGround | None = None
    refused: bool = False


TAKEN_ON = Refusal()
