"""A score ledger as it stands."""

from dataclasses import dataclass

from domain.assessment.scores.entries import Entry
from domain.proceedings.state import Proceeding


@dataclass(frozen=True)
class ScoreLedger(Proceeding):
    """The points of one unit, or of one official.

    entries  everything entered, in log order; a score is their sum
    carried  of an official's entries: which unit's ledger carries a share, by the entry
    """

    entries: tuple[Entry, ...] = ()
    carried: tuple[tuple[int, str], ...] = ()

    def entry(self, position: int) -> Entry | None:
        return next((each for each in self.entries if each.position == position), None)

    def standing_on(
        self, row: str, source: str, event: int | None, share_of: str | None = None
    ) -> Entry | None:
        """What was entered by a row on one ground; ``event`` narrows it to that event."""
        return next(
            (
                each
                for each in self.entries
                if (each.row, each.source, each.share_of) == (row, source, share_of)
                and each.reverses is None
                and (event is None or each.event == event)
            ),
            None,
        )

    def has(self, row: str, source: str, event: int) -> bool:
        """Whether a row was entered on an event, or stands on its ground all the same."""
        return any(
            (each.row, each.source) == (row, source)
            and each.reverses is None
            and (each.event == event or not self.is_reversed(each.position))
            for each in self.entries
            if each.share_of is None
        )

    def is_reversed(self, position: int) -> bool:
        return any(each.reverses == position for each in self.entries)

    def carrier(self, position: int) -> str | None:
        """The unit whose ledger carries a share of an entry."""
        return dict(self.carried).get(position)
