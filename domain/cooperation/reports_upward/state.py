"""A report that is sent up, as it stands: a numbered stub."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.proceedings.state import Proceeding
from domain.vocabulary import Channel


@dataclass(frozen=True)
class ReportUpward(Proceeding):
    """That there is one, by which channel, and where it goes."""

    channel: Channel | None = None
    higher: str = ""
    confirmed: bool = False

    @property
    def facets(self) -> Mapping[str, object]:
        return {"channel": self.channel}
