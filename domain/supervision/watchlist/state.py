"""An entry of the watchlist as it stands: one for each unit, post or official."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.proceedings.state import Proceeding
from domain.supervision.watchlist.signs import Sign
from domain.vocabulary import WatchSubject


@dataclass(frozen=True)
class Watch(Proceeding):
    """Somebody who is or was watched.

    times         how often they were put on
    rule, count   the row that they fulfilled last, and with how many signs
    taken_off_at  when they were taken off last
    """

    subject: WatchSubject | None = None
    code: str = ""
    times: int = 0
    rule: str | None = None
    count: int = 0
    signs: tuple[Sign, ...] = ()
    reviews: int = 0
    taken_off_at: datetime | None = None
    office: str | None = None

    @property
    def facets(self) -> Mapping[str, object]:
        taken_off = self.taken_off_at.isoformat() if self.taken_off_at is not None else None
        return {
            "subject": self.subject,
            "code": self.code,
            "times": self.times,
            "rule": self.rule,
            "count": self.count,
            "taken_off_at": taken_off,
        }
