"""What the organisation answers to a command: events, none (already so), or a broken rule."""

from domain.envelope import Command, Fact
from domain.errors import (
    AlreadyThere,
    PostNotHeld,
    PostTaken,
    UnitInsideItself,
    UnknownPost,
    UnknownUnit,
)
from domain.organisation.commands import (
    AppointPerson,
    AssignPortfolio,
    ChangeUnit,
    EndTerm,
    EstablishPost,
    EstablishUnit,
)
from domain.organisation.events import (
    PersonAppointed,
    PortfolioAssigned,
    PostEstablished,
    TermEnded,
    UnitChanged,
    UnitEstablished,
)
from domain.organisation.state import Organisation, Portfolio, Post, Unit


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
    if Portfolio(command.post, command.units, command.since, command.until) in (
        organisation.portfolios
    ):
        return ()
    return (PortfolioAssigned(**command.model_dump()),)


def _appoint(command: AppointPerson, organisation: Organisation) -> tuple[Fact, ...]:
    _post(organisation, command.post)
    for term in organisation.terms:
        if term.post == command.post and (term.until is None or term.until >= command.since):
            if (term.person, term.since) == (command.person, command.since):
                return ()
            raise PostTaken(post=command.post, on=command.since, person=term.person)
    return (PersonAppointed(**command.model_dump()),)


def _end_term(command: EndTerm, organisation: Organisation) -> tuple[Fact, ...]:
    _post(organisation, command.post)
    holder = organisation.holder(command.post, command.until)
    if holder is None or holder.person != command.person:
        raise PostNotHeld(person=command.person, post=command.post, on=command.until)
    if holder.until == command.until:
        return ()
    return (TermEnded(**command.model_dump()),)


def _unit(organisation: Organisation, code: str) -> Unit:
    if code not in organisation.units:
        raise UnknownUnit(unit=code)
    return organisation.units[code]


def _post(organisation: Organisation, code: str) -> Post:
    if code not in organisation.posts:
        raise UnknownPost(post=code)
    return organisation.posts[code]
