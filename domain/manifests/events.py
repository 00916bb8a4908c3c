"""What can have happened: a channel's count of a day was put on record, or corrected."""

from datetime import date
from typing import ClassVar

from domain.envelope import Code, Fact, Line
from domain.vocabulary import Channel


class _Manifest(Fact):
    """What the channel says: whole, also in a correction."""

    channel: Channel
    day: date
    count: int
    source_numbers: tuple[Code, ...] | None = None
    counted_by: Line


class ManifestRecorded(_Manifest):
    """A channel's own count of a day was put on record."""

    TYPE: ClassVar[str] = "manifest.recorded"


class ManifestCorrected(_Manifest):
    """The channel's count is another one than was said before; that stays on record."""

    TYPE: ClassVar[str] = "manifest.corrected"

    reason: Line


FACTS: tuple[type[Fact], ...] = (ManifestRecorded, ManifestCorrected)
