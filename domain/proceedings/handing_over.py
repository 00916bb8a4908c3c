"""Handing over what somebody owes in a proceeding, when they are absent or have changed post (M07)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from domain.elsewhere import Led
from domain.envelope import Code, Command, Fact, Moment, Personal, Prose, Value
from domain.errors import ForbiddenError, UnfitError
from domain.labels import Action
from domain.matter.routing.decisions import refuse_away
from domain.matter.routing.errors import NotOfTheUnit, OwnHandOver
from domain.obligations import Effect, HandsOver, Key, Obligation, Owner
from domain.proceedings.kind import Kind
from domain.proceedings.state import Proceeding
from domain.situation import Situation
from domain.vocabulary import Duty, Role
from domain.working_days import shanghai_day


class HandOverDuties(Command):
    """Give what somebody owes in a proceeding to a successor (移交责任事项), with the due dates as they
    are."""

    ACTION: ClassVar[str] = "hand-over-duties"

    person: Code
    successor: Code
    reason: Prose


class Passed(Value):
    """One duty that is owed by the successor from now on."""

    unit: Code | None
    duty: Duty
    of: str = ""
    due_at: Moment


class DutiesHandedOver(Fact):
    """What somebody owed is owed by a successor, by when it was."""

    TYPE: ClassVar[str] = "proceeding.duties_handed_over"

    before: Code
    successor: Code
    reason: Personal
    owed: tuple[Passed, ...]


class NothingToHandOver(UnfitError):
    code = "nothing-to-hand-over"
    zh = "{person} 在该事务中没有您可以移交的责任事项。请核对人员与编号。"
    en = "{person} owes nothing here that you could hand over. Check the person and the number."


class BoundToThePerson(ForbiddenError):
    code = "bound-to-the-person"
    zh = "“{duty}”只能由 {person} 本人履行，离岗、调任后也由其本人补办（{action}），不能移交他人。"
    en = (
        "'{duty}' can be done by {person} alone, also after a change of post, and goes to nobody"
        " else. Have them do it: {action}."
    )
    source = "M17 事后补签: who is said to have given an instruction owns it or disowns it"


def decide_hand_over(
    kind: Kind, command: HandOverDuties, proceeding: Proceeding, situation: Situation
) -> Led:
    """Hand over each duty of the person that may pass to another; nothing where all have passed.

    A unit's head does it for the own unit. Raises OwnHandOver, NothingToHandOver, BoundToThePerson
    (where all that is owed is), SuccessorIsAway, and what the kind refuses a successor for.
    """
    actor = situation.actor
    if actor.person == command.person:
        raise OwnHandOver()
    owed = [each for each in proceeding.open_obligations() if _reaches(each, command, situation)]
    if not owed:
        raise NothingToHandOver(person=command.person)
    passing = [each for each in owed if each.key.duty in kind.passes_on]
    if not passing:
        raise BoundToThePerson(**done_how(kind, owed[0].key.duty), person=command.person)
    refuse_away(command.successor, situation)
    for each in passing:
        kind.passes_on[each.key.duty](command.successor, proceeding, each, situation)
    return (
        DutiesHandedOver(
            before=command.person,
            successor=command.successor,
            reason=command.reason,
            owed=tuple(
                Passed(unit=e.owner.unit, duty=e.key.duty, of=e.key.of, due_at=e.deadline.at)
                for e in passing
            ),
        ),
    )


def done_how(kind: Kind, duty: Duty) -> dict[str, object]:
    """A duty, and by which command it is done, as a refusal names them."""
    does = kind.next_actions.get(duty)
    return {"duty": duty, "action": Action(does.ACTION) if does is not None else duty}


def _reaches(owed: Obligation, command: HandOverDuties, situation: Situation) -> bool:
    actor = situation.actor
    mine = actor.role is not Role.UNIT_HEAD or owed.owner.unit == actor.unit
    return mine and owed.owner.person == command.person


def refuse_stranger(
    successor: str, _proceeding: Proceeding, owed: Obligation, situation: Situation
) -> None:
    """Another of the unit's people takes it over. Raises NotOfTheUnit."""
    unit, today = owed.owner.unit or "", shanghai_day(situation.now)
    if not situation.organisation.may_be_of(successor, unit, today):
        raise NotOfTheUnit(person=successor, unit=unit)


def _handed_over(fact: DutiesHandedOver) -> Iterable[Effect]:
    for each in fact.owed:
        yield HandsOver(Key(each.duty, each.of), Owner(each.unit, fact.successor))


FACTS: tuple[type[Fact], ...] = (DutiesHandedOver,)
EFFECTS: Mapping[type[Fact], Callable[[Any], Iterable[Effect]]] = {DutiesHandedOver: _handed_over}
