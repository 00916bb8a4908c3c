"""What the organisation answers to a command: events, none (already so), or a broken rule."""

from dataclasses import replace

from domain.envelope import Command, Fact
from domain.errors import AlreadyThere, UnknownUnit
from domain.organisation.commands import (
    AppointPerson,
    AssignPortfolio,
    ChangeUnit,
    EndTerm,
    EstablishPost,
    EstablishUnit,
    PublishCommitment,
    RecordAbsence,
)
from domain.organisation.errors import (
    PostNotHeld,
    PostTaken,
    StandInIsAway,
    UnitInsideItself,
    UnknownPost,
)
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
from domain.organisation.state import Absence, Commitment, Organisation, Portfolio, Post, Term, Unit


def decide(command: Command, organisation: Organisation) -> tuple[Fact, ...]:
    """The events a command leads to; empty when what it asks is already so.

    Raises a ``HuiyinError`` naming the broken rule.
    """
    match command:
        case EstablishUnit():
            return _establish_unit(command, organisation)
        case ChangeUnit():
            return _change_unit(command, organisation)
        case EstablishPost():
            return _establish_post(command, organisation)
        case AssignPortfolio():
            return _assign_portfolio(command, organisation)
        case AppointPerson():
            return _appoint(command, organisation)
        case EndTerm():
            return _end_term(command, organisation)
        case PublishCommitment():
            return _publish(command, organisation)
        case RecordAbsence():
            return _record_absence(command, organisation)
    raise TypeError(f"no decision for {type(command).__name__}")


def _establish_unit(command: EstablishUnit, organisation: Organisation) -> tuple[Fact, ...]:
    known = organisation.units.get(command.unit)
    wanted = Unit(command.unit, command.name, command.kind, command.parent, command.since)
    if known == wanted:
        return ()
    if known is not None:
        raise AlreadyThere(what=command.unit)
    if command.parent is not None:
        _unit(organisation, command.parent)
    return (UnitEstablished(**command.model_dump()),)


def _change_unit(command: ChangeUnit, organisation: Organisation) -> tuple[Fact, ...]:
    unit = _unit(organisation, command.unit)
    if command.parent is not None:
        _unit(organisation, command.parent)
        if command.unit in organisation.above(command.parent):
            raise UnitInsideItself(unit=command.unit)
    if (unit.name, unit.parent) == (command.name, command.parent):
        return ()
    return (UnitChanged(**command.model_dump()),)


def _establish_post(command: EstablishPost, organisation: Organisation) -> tuple[Fact, ...]:
    _unit(organisation, command.unit)
    known = organisation.posts.get(command.post)
    if known == Post(command.post, command.unit, command.title, command.rank):
        return ()
    if known is not None:
        raise AlreadyThere(what=command.post)
    return (PostEstablished(**command.model_dump()),)


def _assign_portfolio(command: AssignPortfolio, organisation: Organisation) -> tuple[Fact, ...]:
    _post(organisation, command.post)
    for unit in command.units:
        _unit(organisation, unit)
    wanted = Portfolio(command.post, command.units, command.since, command.until)
    known = next((p for p in organisation.portfolios if p.begins_as(wanted)), None)
    if known is not None and known.until == wanted.until:
        return ()
    return (PortfolioAssigned(**command.model_dump()),)


def _appoint(command: AppointPerson, organisation: Organisation) -> tuple[Fact, ...]:
    _post(organisation, command.post)
    wanted = Term(command.person, command.name, command.post, command.since, command.until)
    for term in organisation.terms_of(command.post):
        if wanted in (term, replace(term, until=None)):
            return ()
    _must_be_free(wanted, organisation)
    return (PersonAppointed(**command.model_dump()),)


def _end_term(command: EndTerm, organisation: Organisation) -> tuple[Fact, ...]:
    _post(organisation, command.post)
    term = organisation.term_begun(command.person, command.post, command.until)
    if term is None:
        raise PostNotHeld(person=command.person, post=command.post, on=command.until)
    if term.until == command.until:
        return ()
    _must_be_free(replace(term, until=command.until), organisation, besides=term)
    return (TermEnded(**command.model_dump()),)


def _publish(command: PublishCommitment, organisation: Organisation) -> tuple[Fact, ...]:
    _unit(organisation, command.unit)
    wanted = Commitment(**command.model_dump())
    said = (each for each in reversed(organisation.commitments) if each.item == command.item)
    if next(said, None) == wanted:
        return ()
    return (CommitmentPublished(**command.model_dump()),)


def _record_absence(command: RecordAbsence, organisation: Organisation) -> tuple[Fact, ...]:
    """Raises StandInIsAway, for whoever is away themselves."""
    wanted = Absence(**command.model_dump())
    if wanted in organisation.absences:
        return ()
    away = (e for e in organisation.absences if e.person == wanted.stands_in)
    if wanted.stands_in == wanted.person or any(each.overlaps(wanted) for each in away):
        raise StandInIsAway(who=wanted.stands_in, person=wanted.person)
    return (AbsenceRecorded(**command.model_dump()),)


def _must_be_free(wanted: Term, organisation: Organisation, besides: Term | None = None) -> None:
    """Raises PostTaken where somebody, in a term other than ``besides``, holds the post then."""
    for term in organisation.terms_of(wanted.post):
        if term != besides and term.overlaps(wanted):
            on = max(term.since, wanted.since)
            raise PostTaken(post=wanted.post, on=on, person=term.person)


def _unit(organisation: Organisation, code: str) -> Unit:
    if code not in organisation.units:
        raise UnknownUnit(unit=code)
    return organisation.units[code]


def _post(organisation: Organisation, code: str) -> Post:
    if code not in organisation.posts:
        raise UnknownPost(post=code)
    return organisation.posts[code]
