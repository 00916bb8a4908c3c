"""Erasing a person's data, by two people, and holding it for an audit."""

from collections.abc import Collection, Sequence

from domain.envelope import Command, Fact
from domain.erasure.commands import ConfirmErasure, LiftHold, PlaceHold, ProposeErasure
from domain.erasure.errors import (
    DataErased,
    ErasureNotProposed,
    ErasureRefused,
    HandlerCannotErase,
    SamePersonErases,
    UnknownPerson,
)
from domain.erasure.events import ErasureProposed, HoldLifted, HoldPlaced, PersonErased
from domain.erasure.obstacles import obstacles
from domain.erasure.state import PersonData
from domain.matter.state import Matter
from domain.situation import Situation


def decide(
    command: Command,
    person: PersonData,
    matters: Sequence[Matter],
    pending: Collection[str],
    situation: Situation,
) -> tuple[Fact, ...]:
    """What a command about a person's data leads to; ``pending`` as for ``obstacles``.

    Raises UnknownPerson, DataErased, ErasureRefused (which says by what and until when),
    HandlerCannotErase, ErasureNotProposed, SamePersonErases.
    """
    if person.erased_at is not None:
        if isinstance(command, ConfirmErasure | ProposeErasure):
            return ()
        raise DataErased()
    if not matters:
        raise UnknownPerson()
    match command:
        case PlaceHold(reason=reason):
            return () if person.held_by is not None else (HoldPlaced(reason=reason),)
        case LiftHold(reason=reason):
            return () if person.held_by is None else (HoldLifted(reason=reason),)
        case ProposeErasure(reason=reason):
            _refuse(person, matters, pending, situation)
            if person.proposed_by is not None and person.reason == reason:
                return ()
            return (ErasureProposed(reason=reason),)
        case ConfirmErasure():
            _refuse(person, matters, pending, situation)
            return (_confirmed(person, matters, situation),)
    raise LookupError(command.ACTION)


def _confirmed(person: PersonData, matters: Sequence[Matter], situation: Situation) -> PersonErased:
    if person.proposed_by is None:
        raise ErasureNotProposed()
    if situation.actor.person == person.proposed_by:
        raise SamePersonErases()
    return PersonErased(
        reason=person.reason,
        proposed_by=person.proposed_by,
        matters=len(matters),
        rulebook=situation.rules.rulebook.id,
    )


def _refuse(
    person: PersonData,
    matters: Sequence[Matter],
    pending: Collection[str],
    situation: Situation,
) -> None:
    if any(situation.actor.person in each.named_or_handled for each in matters):
        raise HandlerCannotErase()
    found = [*obstacles(person, matters, pending, situation.rules, situation.now)]
    if found:
        known = [each.until for each in found if each.until is not None]
        raise ErasureRefused(
            obstacle=tuple({each.what for each in found}),
            numbers=tuple({each.matter for each in found}),
            due=max(known).isoformat() if known else "-",
        )
