"""A subject's record as it stands, and what of it counts on a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.accountability.measures import Imposed, overlap
from domain.proceedings.state import Proceeding
from domain.vocabulary import ProceedingKind, SubjectKind


def record_stream(subject: SubjectKind, who: str) -> str:
    """The stream of a subject's record: one for each unit and each official."""
    return f"{ProceedingKind.RECORD.value}-{subject.value}:{who}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one case imposed on the subject.

    ended  the keys of the measures whose influence period is over
    """

    case: str
    facts: tuple[str, ...]
    complaints: tuple[str, ...]
    measures: tuple[Imposed, ...]
    decided_on: date
    ended: frozenset[str] = field(default_factory=frozenset)

    @property
    def in_influence(self) -> bool:
        return any(each.until is not None and each.key not in self.ended for each in self.measures)


@dataclass(frozen=True)
class SubjectRecord(Proceeding):
    """What a unit or an official was held to account for; what an appeal took back is left out."""

    entries: tuple[Entry, ...] = ()

    def since(self, first: date, apart_from: str) -> tuple[Entry, ...]:
        """The entries of other cases decided on or after a day."""
        return tuple(e for e in self.entries if e.case != apart_from and e.decided_on >= first)

    def imposed_for(self, facts: Iterable[str], apart_from: str) -> Iterator[Imposed]:
        """What other cases have imposed for the same facts."""
        known = tuple(facts)
        for entry in self.entries:
            if entry.case != apart_from and overlap(entry.facts, known):
                yield from entry.measures

    def months_left(self, series: str, day: date, apart_from: str) -> int:
        """The months of the influence periods of a series that other cases imposed and that last."""
        return sum(
            each.months
            for entry in self.entries
            for each in entry.measures
            if entry.case != apart_from
            and each.series == series
            and each.until is not None
            and each.until >= day
        )

    @property
    def facets(self) -> Mapping[str, object]:
        return {"entries": len(self.entries)}
