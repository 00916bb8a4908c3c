"""Handing over everything that somebody has in hand, matter by matter, to a successor (M07).

Each matter is a step of its own, with its own event. What could not be handed over is said with the
reason, and what no hand-over moves is listed. Done again, it does what is left.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from domain.envelope import Actor, Recorded
from domain.errors import HuiyinError, UnfitError
from domain.kinds import fold as fold_life
from domain.kinds import stream_of
from domain.matter.routing.commands import HandOver, HandOverAll
from domain.matter.state import Matter
from domain.obligations import Obligation
from domain.vocabulary import Duty, Role
from projections.hand_overs import Named, named
from service.access import permissions
from service.handler import Handler
from service.queries import Asked, Queries

Report = Callable[[int, int], None]


class SuccessorIsSame(UnfitError):
    code = "successor-is-same"
    zh = "{person} 不能移交给本人。请指定本单位另一名人员接手。"
    en = "{person} cannot take over from themselves. Name somebody else of the unit."
    source = "M07 分解到个人"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One unit's part of a matter that the successor has now; ``duties`` went along, open ones."""

    matter: str
    number: str
    unit: str
    duties: int


@dataclass(frozen=True, slots=True)
class NotHandedOver:
    """One unit's part of a matter that stays where it was, and the rule that kept it there."""

    matter: str
    number: str
    unit: str
    refusal: HuiyinError


@dataclass(frozen=True, slots=True)
class StillOwed:
    """What the person still owes: with a part that could not be handed over, or by a decision or a
    proceeding of their own, which go on by commands of their own."""

    subject: str
    number: str
    duty: Duty
    of: str
    unit: str | None
    due_at: datetime


@dataclass(slots=True)
class Handing:
    """What became of everything that somebody had in hand.

    position  where the log stood after the last step
    """

    handed_over: list[HandedOver] = field(default_factory=list)
    not_handed_over: list[NotHandedOver] = field(default_factory=list)
    still_owed: list[StillOwed] = field(default_factory=list)
    position: int = 0


class HandingOver:
    """Hands over all that somebody has in hand, within what the actor may know of."""

    def __init__(self, handler: Handler, queries: Queries) -> None:
        self._handler = handler
        self._queries = queries

    def hand_over_all(
        self, command: HandOverAll, actor: Actor, report: Report = lambda *_: None
    ) -> Handing:
        """Hand over each order that the person has, and say what stays; as the lists know it, so
        they are to be brought up to the log before. ``report`` is told how many of how many.

        A unit head does it for the own unit. Raises NotPermitted, NotYourUnit, SuccessorIsSame,
        DatabaseUnavailable (what was done by then is done).
        """
        permissions.scope(actor, "matter", HandOver.ACTION)
        if command.person == command.successor:
            raise SuccessorIsSame(person=command.person)
        unit = command.unit
        if actor.role is Role.UNIT_HEAD:
            unit = unit or actor.unit
            if unit != actor.unit:
                raise permissions.NotYourUnit(own=actor.unit or "-", unit=unit)
        found = Handing()
        subjects = self._queries.within(
            actor, Asked(), lambda connection, question: named(connection, question, command.person)
        )
        for done, subject in enumerate(subjects, start=1):
            self._one(command, actor, subject, unit, found)
            report(done, len(subjects))
        return found

    def _one(
        self, command: HandOverAll, actor: Actor, subject: Named, unit: str | None, found: Handing
    ) -> None:
        history: list[Recorded] = self._queries.history(actor, subject.subject)
        life = fold_life(stream_of(subject.subject), history)
        owed = [
            each
            for each in life.open_obligations()
            if each.owner.person == command.person and unit in (None, each.owner.unit)
        ]
        gone: set[str] = set()
        if isinstance(life, Matter) and life.closed_at is None:
            version = life.version
            for order in life.orders.values():
                if order.person != command.person or unit not in (None, order.unit):
                    continue
                wish = HandOver(unit=order.unit, person=command.successor, reason=command.reason)
                try:
                    done = self._handler.matter(wish, actor, life.id, if_match=version)
                except HuiyinError as refusal:
                    found.not_handed_over.append(
                        NotHandedOver(life.id, subject.number, order.unit, refusal)
                    )
                    continue
                version = done.version
                found.position = max(found.position, done.position)
                gone.add(order.unit)
                duties = sum(each.owner.unit == order.unit for each in owed)
                found.handed_over.append(HandedOver(life.id, subject.number, order.unit, duties))
        found.still_owed += [_still(subject, each) for each in owed if each.owner.unit not in gone]


def _still(subject: Named, obligation: Obligation) -> StillOwed:
    key, owner = obligation.key, obligation.owner
    return StillOwed(
        subject.subject, subject.number, key.duty, key.of, owner.unit, obligation.deadline.at
    )
