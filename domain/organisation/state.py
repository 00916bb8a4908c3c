"""The organisation after some of its events, and the responsibility chain on a date."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain.envelope import Recorded
from domain.organisation.events import (
    AbsenceRecorded,
    CommitmentPublished,
    PersonAppointed,
    PortfolioAssigned,
    PostEstablished,
    TermEnded,
    UnitChanged,
    UnitEstablished,
)
from domain.vocabulary import AbsenceReason, PostRank, UnitKind
from domain.working_days import shanghai_day

STREAM = "organisation"

LEADING = frozenset({PostRank.CHIEF, PostRank.LEADER_IN_CHARGE})
"""Ranks whose holders decide for a unit and for those below it."""


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    name: str
    kind: UnitKind
    parent: str | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Post:
    code: str
    unit: str
    title: str
    rank: PostRank


@dataclass(frozen=True, slots=True)
class Term:
    """One official's time in one post; ``until`` is the last day, None while it lasts."""

    person: str
    name: str
    post: str
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: "Term") -> bool:
        """Whether the two have a day in common."""
        return self.covers(other.since) or other.covers(self.since)


@dataclass(frozen=True, slots=True)
class Absence:
    """One official away from ``since`` to the last day ``until``, None while that is not known."""

    person: str
    since: date
    until: date | None
    reason: AbsenceReason
    stands_in: str | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: "Absence") -> bool:
        """Whether the two have a day in common."""
        return self.covers(other.since) or other.covers(self.since)


@dataclass(frozen=True, slots=True)
class Portfolio:
    post: str
    units: tuple[str, ...]
    since: date
    until: date | None

    def covers(self, unit: str, day: date) -> bool:
        return unit in self.units and self.since <= day and (not self.until or day <= self.until)

    def begins_as(self, other: "Portfolio") -> bool:
        """Whether both are the same post's charge of the same units from the same day."""
        same_units = set(self.units) == set(other.units)
        return same_units and (self.post, self.since) == (other.post, other.since)


@dataclass(frozen=True, slots=True)
class Link:
    """One place in a responsibility chain; ``person`` is None where the post is vacant."""

    rank: PostRank
    unit: str
    post: str
    title: str
    person: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A unit's published promise for a service item, in working days from receipt (M16)."""

    unit: str
    item: str
    title: str
    working_days: int
    since: date
    until: date | None = None

    def __str__(self) -> str:
        return f"{self.unit}/{self.item}/{self.working_days}"


@dataclass(frozen=True, slots=True)
class Organisation:
    """``position`` is where in the log its last event stands."""

    version: int = 0
    position: int = 0
    units: Mapping[str, Unit] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    absences: tuple[Absence, ...] = ()

    def above(self, unit: str) -> Iterator[str]:
        """The unit itself, its parent, and so on up to the root."""
        seen: set[str] = set()
        current: str | None = unit
        while current is not None and current in self.units and current not in seen:
            seen.add(current)
            yield current
            current = self.units[current].parent

    def body_of(self, unit: str) -> Iterator[str]:
        """The unit itself and, while it is a section (科室站所), what that is a part of."""
        for each in self.above(unit):
            yield each
            if self.units[each].kind is not UnitKind.SECTION:
                return

    def same_body(self, one: str, other: str) -> bool:
        """Whether two units are one, or parts of one: a department and its sections."""
        return not {one, *self.body_of(one)}.isdisjoint({other, *self.body_of(other)})

    def holder(self, post: str, day: date) -> Term | None:
        return next((t for t in self.terms if t.post == post and t.covers(day)), None)

    def away_on(self, day: date) -> tuple[Absence, ...]:
        """Who is away on a day, each once, in the order of their codes."""
        away = {each.person: each for each in self.absences if each.covers(day)}
        return tuple(away[person] for person in sorted(away))

    def is_away(self, person: str, day: date) -> bool:
        """Whether somebody is on record as away on a day."""
        return any(each.person == person and each.covers(day) for each in self.absences)

    def terms_of(self, post: str) -> Iterator[Term]:
        """Every term in a post, in the order of recording."""
        return (term for term in self.terms if term.post == post)

    def term_begun(self, person: str, post: str, day: date) -> Term | None:
        """The person's latest term in a post that had begun by a day, ended or not."""
        begun = (t for t in self.terms_of(post) if t.person == person and t.since <= day)
        return max(begun, key=lambda term: term.since, default=None)

    def commitment(self, item: str | None, at: datetime) -> Commitment | None:
        """What was promised for a service item on the day of a moment, as last published."""
        day = shanghai_day(at)
        return next(
            (
                each
                for each in reversed(self.commitments)
                if each.item == item and each.since <= day and (each.until or day) >= day
            ),
            None,
        )

    def units_with_chief(self, day: date) -> frozenset[str]:
        """Codes of the units in which a chief's post is held on a day."""
        held = (self.posts.get(term.post) for term in self.terms if term.covers(day))
        return frozenset(post.unit for post in held if post and post.rank is PostRank.CHIEF)

    def answers_for(self, person: str, unit: str, day: date) -> bool:
        """Whether an official leads a unit on a day, and so can decide what it cannot.

        That is a chief or leader in charge of the unit or of one above it, or whoever has the
        portfolio of one of these.
        """
        line = set(self.above(unit))
        in_charge = {p.post for p in self.portfolios for each in line if p.covers(each, day)}
        held = (self.posts.get(t.post) for t in self.terms if t.person == person and t.covers(day))
        return any(
            post.code in in_charge or (post.rank in LEADING and post.unit in line)
            for post in held
            if post is not None
        )

    def may_be_of(self, person: str, unit: str, day: date) -> bool:
        """Whether somebody can be one of a unit's people on a day, as far as it is on record.

        Whoever holds a post in the unit, or in its body, is. Whoever holds one elsewhere is not; and
        somebody who holds none can be only where nobody below its leaders is on record.
        """
        held = [t for t in self.terms if t.covers(day) and t.post in self.posts]
        here = [t for t in held if self.same_body(self.posts[t.post].unit, unit)]
        if any(term.person == person for term in here):
            return True
        elsewhere = any(term.person == person for term in held)
        return not elsewhere and all(self.posts[t.post].rank in LEADING for t in here)

    def units_of(self, person: str, day: date) -> frozenset[str]:
        """Codes of the units in which somebody holds a post on a day."""
        held = (self.posts.get(t.post) for t in self.terms if t.person == person and t.covers(day))
        return frozenset(post.unit for post in held if post is not None)

    def has_left(self, person: str, unit: str | None, day: date) -> bool:
        """Whether somebody, as far as it is on record, is not of the unit on a day for which they
        owe something; for a leader, who owes it for none, not in any post any more."""
        if unit is not None:
            return not self.may_be_of(person, unit, day)
        terms = [term for term in self.terms if term.person == person and term.since <= day]
        return bool(terms) and not any(term.covers(day) for term in terms)

    def is_leading(self, person: str, day: date) -> bool:
        """Whether an official holds a leading post, of whatever unit, on a day."""
        held = (self.posts.get(t.post) for t in self.terms if t.person == person and t.covers(day))
        return any(post.rank in LEADING for post in held if post is not None)

    def chain(self, unit: str, day: date) -> tuple[Link, ...]:
        """Who answers for a unit on a day, first the leader in charge, then chiefs upwards (M09).

        "分管同志首先要负责": the leader in charge of the unit or of the nearest unit above it comes
        first, then the unit's own chief, then the chiefs of the units above.
        """
        line = tuple(self.above(unit))
        in_charge = next(
            (
                tuple(p.post for p in self.portfolios if p.covers(each, day))
                for each in line
                if any(p.covers(each, day) for p in self.portfolios)
            ),
            (),
        )
        chiefs = (
            post.code
            for each in line
            for post in self.posts.values()
            if post.unit == each and post.rank is PostRank.CHIEF
        )
        return tuple(self._link(code, day) for code in dict.fromkeys((*in_charge, *chiefs)))

    def _link(self, code: str, day: date) -> Link:
        post, term = self.posts[code], self.holder(code, day)
        person, name = (term.person, term.name) if term else (None, None)
        return Link(post.rank, post.unit, code, post.title, person, name)


def fold(history: Iterable[Recorded]) -> Organisation:
    """The organisation after these events, given in log order."""
    state = Organisation()
    for recorded in history:
        state = evolve(state, recorded)
    return state


def evolve(organisation: Organisation, recorded: Recorded) -> Organisation:
    """The organisation after one more event."""
    state = replace(organisation, version=recorded.version, position=recorded.position)
    match recorded.fact:
        case UnitEstablished(unit=code, name=name, kind=kind, parent=parent, since=since):
            return replace(
                state, units={**state.units, code: Unit(code, name, kind, parent, since)}
            )
        case UnitChanged(unit=code, name=name, parent=parent) if code in state.units:
            unit = replace(state.units[code], name=name, parent=parent)
            return replace(state, units={**state.units, code: unit})
        case PostEstablished(post=code, unit=unit_code, title=title, rank=rank):
            post = Post(code, unit_code, title, rank)
            return replace(state, posts={**state.posts, code: post})
        case PortfolioAssigned(post=code, units=units, since=since, until=until):
            given = Portfolio(code, units, since, until)
            others = (p for p in state.portfolios if not p.begins_as(given))
            return replace(state, portfolios=(*others, given))
        case PersonAppointed(person=person, name=name, post=code, since=since, until=until):
            return replace(state, terms=(*state.terms, Term(person, name, code, since, until)))
        case AbsenceRecorded(person=person, since=since) as fact:
            away = Absence(**fact.model_dump())
            kept = (e for e in state.absences if (e.person, e.since) != (person, since))
            return replace(state, absences=(*kept, away))
        case CommitmentPublished() as fact:
            promised = Commitment(**fact.model_dump())
            return replace(state, commitments=(*state.commitments, promised))
        case TermEnded(person=person, post=code, until=until):
            ended = state.term_begun(person, code, until)
            terms = (replace(t, until=until) if t is ended else t for t in state.terms)
            return replace(state, terms=tuple(terms))
    return state
