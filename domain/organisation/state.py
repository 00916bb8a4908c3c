"""The organisation after some of its events, and the responsibility chain on a date."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from domain.envelope import Recorded
from domain.organisation.events import (
    PersonAppointed,
    PortfolioAssigned,
    PostEstablished,
    TermEnded,
    UnitChanged,
    UnitEstablished,
)
from domain.vocabulary import PostRank, UnitKind

STREAM = "organisation"


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


@dataclass(frozen=True, slots=True)
class Portfolio:
    post: str
    units: tuple[str, ...]
    since: date
    until: date | None

    def covers(self, unit: str, day: date) -> bool:
        return unit in self.units and self.since <= day and (not self.until or day <= self.until)


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
class Organisation:
    version: int = 0
    units: Mapping[str, Unit] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()

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

    def holder(self, post: str, day: date) -> Term | None:
        return next((t for t in self.terms if t.post == post and t.covers(day)), None)

    def is_head_of(self, person: str, unit: str, day: date) -> bool:
        """Whether this official is the unit's chief on this day."""
        chiefs = (p for p in self.posts.values() if p.unit == unit and p.rank is PostRank.CHIEF)
        terms = (self.holder(post.code, day) for post in chiefs)
        return any(term is not None and term.person == person for term in terms)

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
    state = replace(organisation, version=recorded.version)
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
            begun = (code, units, since)
            others = (p for p in state.portfolios if (p.post, p.units, p.since) != begun)
            return replace(state, portfolios=(*others, Portfolio(code, units, since, until)))
        case PersonAppointed(person=person, name=name, post=code, since=since):
            return replace(state, terms=(*state.terms, Term(person, name, code, since)))
        case TermEnded(person=person, post=code, until=until):
            ended = (
                replace(t, until=until)
                if t.person == person and t.post == code and t.covers(until)
                else t
                for t in state.terms
            )
            return replace(state, terms=tuple(ended))
    return state
