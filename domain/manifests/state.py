"""One channel's manifest of one day as it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.envelope import Recorded
from domain.manifests.events import ManifestCorrected, ManifestRecorded
from domain.vocabulary import Channel

PREFIX = "manifest-"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was said last.

    source_numbers  the channel's own numbers; None where it gives none
    by              who put it on record
    """

    count: int
    source_numbers: frozenset[str] | None
    counted_by: str
    by: str


def manifest_stream(channel: Channel, day: date) -> str:
    """The stream of a channel's manifest of a day (Asia/Shanghai)."""
    return f"{PREFIX}{channel.value}-{day.isoformat()}"


def fold(history: Iterable[Recorded]) -> Manifest | None:
    """The manifest after these events, in log order; None for none."""
    state = None
    for recorded in history:
        fact = recorded.fact
        if isinstance(fact, ManifestRecorded | ManifestCorrected):
            numbers = None if fact.source_numbers is None else frozenset(fact.source_numbers)
            state = Manifest(fact.count, numbers, fact.counted_by, recorded.actor.person)
    return state
