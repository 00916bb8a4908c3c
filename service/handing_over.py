"""Handing over everything that somebody owes to a successor, subject by subject (M07).

Orders in matters, a leader's decision on a difficulty, duties of persons in proceedings: each is a
step of its own, with its own event. What could not be handed over is said with the reason and what
to do. Done again, it does what is left.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from domain.envelope import Actor
from domain.errors import ConflictError, HuiyinError, UnfitError
from domain.kinds import Life, kind_of, stream_of
from domain.kinds import fold as fold_life
from domain.matter.handling.commands import ReportDifficulty
from domain.matter.routing.commands import HandOver, HandOverAll
from domain.matter.routing.errors import OwnHandOver
from domain.matter.state import Matter
from domain.obligations import Key, Obligation
from domain.proceedings.handing_over import BoundToThePerson, HandOverDuties, done_how
from domain.vocabulary import Duty, Role
from projections.hand_overs import Named, named
from service.access import permissions
from service.asking import Asked
from service.executing import Done
from service.handler import Handler
from service.queries import Queries

Report = Callable[[int, int], None]


class SuccessorIsSame(UnfitError):
    code = "successor-is-same"
    zh = "{person} 不能移交给本人。请指定本单位另一名人员接手。"
    en = "{person} cannot take over from themselves. Name somebody else of the unit."
    source = "M07 分解到个人"


class CarriedByNoOrder(ConflictError):
    code = "carried-by-no-order"
    zh = "“{duty}”不随 {person} 的交办单移交。请由其本人办结，或由效能办重新交办。"
    en = (
        "'{duty}' goes along with no order of {person}. Have them do it, or have the office"
        " dispatch the matter anew."
    )
    source = "M07 分解到个人"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What the successor has now: a unit's part of a matter, a leader's decision, duties in a
    proceeding. ``unit`` is None where it is owed for none; ``duties`` open ones went along."""

    subject: str
    number: str
    unit: str | None
    duties: int


@dataclass(frozen=True, slots=True)
class NotHandedOver:
    """What stays where it was, and the rule that kept it there."""

    subject: str
    number: str
    unit: str | None
    refusal: HuiyinError


@dataclass(frozen=True, slots=True)
class StillOwed:
    """One duty that the person still owes, and why it was not handed over."""

    subject: str
    number: str
    duty: Duty
    of: str
    unit: str | None
    due_at: datetime
    refusal: HuiyinError


@dataclass(slots=True)
class Handing:
    """What became of everything that somebody owed.

    position  where the log stood after the last step
    """

    handed_over: list[HandedOver] = field(default_factory=list)
    not_handed_over: list[NotHandedOver] = field(default_factory=list)
    still_owed: list[StillOwed] = field(default_factory=list)
    position: int = 0


@dataclass(frozen=True, slots=True)
class _Step:
    """One act of handing over: for which unit, which duties go along, and how it is done (``if_match``:
    at which version of the stream)."""

    unit: str | None
    keys: tuple[Key, ...]
    take: Callable[..., Done]


class HandingOver:
    """Hands over all that somebody owes, within what the actor may know of."""

    def __init__(self, handler: Handler, queries: Queries) -> None:
        self._handler = handler
        self._queries = queries

    def hand_over_all(
        self, command: HandOverAll, actor: Actor, report: Report = lambda *_: None
    ) -> Handing:
        """Hand over what the person has and owes, and say what stays; as the lists know it, so they
        are to be brought up to the log before. ``report`` is told how many of how many.

        A unit head does it for the own unit, nobody for themselves. Raises NotPermitted,
        NotYourUnit, OwnHandOver, SuccessorIsSame, DatabaseUnavailable (what was done by then is
        done).
        """
        permissions.scope(actor, "matter", HandOver.ACTION)
        if command.person == actor.person:
            raise OwnHandOver()
        if command.person == command.successor:
            raise SuccessorIsSame(person=command.person)
        if actor.role is Role.UNIT_HEAD:
            command = command.model_copy(update={"unit": command.unit or actor.unit})
            if command.unit != actor.unit:
                raise permissions.NotYourUnit(own=actor.unit or "-", unit=command.unit)
        found = Handing()
        subjects = self._queries.ask(
            actor, Asked(), lambda connection, question: named(connection, question, command.person)
        )
        for done, subject in enumerate(subjects, start=1):
            self._one(command, actor, subject, found)
            report(done, len(subjects))
        return found

    def _one(self, command: HandOverAll, actor: Actor, subject: Named, found: Handing) -> None:
        life = fold_life(stream_of(subject.subject), self._queries.history(actor, subject.subject))
        owed = [each for each in life.open_obligations() if _concerns(command, each)]
        version, number = life.version, subject.number
        gone: set[Key] = set()
        kept: dict[Key, HuiyinError] = {}
        for step in self._steps(command, actor, life, owed):
            try:
                done = step.take(if_match=version)
            except HuiyinError as refusal:
                found.not_handed_over.append(NotHandedOver(life.id, number, step.unit, refusal))
                kept.update(dict.fromkeys(step.keys, refusal))
                continue
            version = done.version
            found.position = max(found.position, done.position)
            gone.update(step.keys)
            found.handed_over.append(HandedOver(life.id, number, step.unit, len(step.keys)))
        found.still_owed += [
            StillOwed(
                life.id,
                number,
                each.key.duty,
                each.key.of,
                each.owner.unit,
                each.deadline.at,
                kept.get(each.key) or _why(command.person, life, each),
            )
            for each in owed
            if each.key not in gone
        ]

    def _steps(
        self, command: HandOverAll, actor: Actor, life: Life, owed: list[Obligation]
    ) -> Iterator[_Step]:
        person, successor, reason = command.person, command.successor, command.reason
        if not isinstance(life, Matter):
            kind = kind_of(life.id)
            keys = tuple(e.key for e in owed if kind is not None and e.key.duty in kind.passes_on)
            if keys:
                unit = next(each.owner.unit for each in owed if each.key in keys)
                passing = HandOverDuties(person=person, successor=successor, reason=reason)
                yield _Step(unit, keys, partial(self._handler.proceeding, passing, actor, life.id))
            return
        matter = self._handler.matter
        for order in life.orders.values() if life.closed_at is None else ():
            if order.person == person and command.unit in (None, order.unit):
                wish = HandOver(unit=order.unit, person=successor, reason=reason)
                keys = tuple(each.key for each in owed if each.owner.unit == order.unit)
                yield _Step(order.unit, keys, partial(matter, wish, actor, life.id))
        if life.difficulty_leader == person and command.unit is None:
            again = ReportDifficulty(unit=life.lead, leader=successor, text=reason)
            yield _Step(
                None, (Key(Duty.DIFFICULTY_DECISION),), partial(matter, again, actor, life.id)
            )


def _concerns(command: HandOverAll, owed: Obligation) -> bool:
    mine = owed.owner.person == command.person
    return mine and command.unit in (None, owed.owner.unit)


def _why(person: str, life: Life, owed: Obligation) -> HuiyinError:
    """Why no step takes a duty along."""
    kind = kind_of(life.id)
    if kind is not None:
        return BoundToThePerson(**done_how(kind, owed.key.duty), person=person)
    return CarriedByNoOrder(duty=owed.key.duty, person=person)
