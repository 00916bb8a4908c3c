"""A proceeding as it stands after some of its events: what every kind of them has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from domain.obligations import Key, Obligation
from domain.vocabulary import Duty, Term

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a proceeding says of somebody for as long as it stands: a decision served, praise published.

    event           log position of the event by which it came to stand
    units, persons  of whom
    """

    event: int
    units: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom something concerns: units and officials, by their codes."""

    units: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()

    @classmethod
    def of(cls, units: Iterable[str | None], persons: Iterable[str | None]) -> "Concerned":
        """Those that are named; None is left out."""
        return cls(frozenset(filter(None, units)), frozenset(filter(None, persons)))


@dataclass(frozen=True)
class Proceeding:
    """What has a life of its own in the log and is not a matter; each kind adds what it needs.

    id             its stream: the kind, a hyphen, and a time-ordered id or a natural key
    title          one line that names no private person
    stage          where it stands, a term of its kind
    unit, person   whose it is: the unit, or the official, that it is put to
    units          every unit that has to do with it, and so may know of it
    persons        every official who has to do with it
    about_units, about_persons  whom it is about: they are kept from it (M04)
    links          the streams it hangs together with: a matter, an inspection, a case
    wakes_at       when the program has a step of its own to take; None for never
    opened_by      who opened it
    """

    id: str
    version: int = 0
    last_occurred_at: datetime = LONG_AGO
    number: str | None = None
    title: str = ""
    stage: Term | None = None
    unit: str | None = None
    person: str | None = None
    units: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    about_units: tuple[str, ...] = ()
    about_persons: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    opened_at: datetime | None = None
    opened_by: str | None = None
    closed_at: datetime | None = None
    wakes_at: datetime | None = None
    obligations: Mapping[Key, Obligation] = field(default_factory=dict)

    @property
    def facets(self) -> Mapping[str, object]:
        """What is its kind's own and lists show or are narrowed by: plain JSON, no private text."""
        return {}

    @property
    def judgement(self) -> Judgement | None:
        """What points can be given on by rule (M34); None while nothing stands."""
        return None

    @property
    def concerned(self) -> Concerned:
        """Who can be given points on it (M34): those whose it is, who have to do with it, whom it is
        about."""
        return Concerned.of(
            (self.unit, *self.units, *self.about_units),
            (self.person, *self.persons, *self.about_persons),
        )

    @property
    def dropped(self) -> bool:
        """Whether it was decided that nobody answers for it: then no points stand on it (M34)."""
        return False

    @property
    def exists(self) -> bool:
        return self.version > 0

    def obligation(self, duty: Duty, of: str = "") -> Obligation | None:
        return self.obligations.get(Key(duty, of))

    def open_obligations(self) -> tuple[Obligation, ...]:
        """What is still owed, by due date."""
        still = (each for each in self.obligations.values() if each.is_open)
        return tuple(sorted(still, key=_by_due))

    def next_obligation(self) -> Obligation | None:
        """What is owed next: the first of ``open_obligations``."""
        return next(iter(self.open_obligations()), None)


def _by_due(obligation: Obligation) -> tuple[datetime, str, str]:
    return (obligation.deadline.at, obligation.key.duty, obligation.key.of)
