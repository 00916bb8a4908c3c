"""Whose the matter is: objections with the clock running, joint handling first, settlement after."""

from typing import Any

from domain.envelope import Fact
from domain.errors import UnknownUnit
from domain.matter.carried import carried
from domain.matter.disputing.commands import (
    DesignateLead,
    ObjectToOrder,
    OrderJointHandling,
    RuleObjection,
    SettleResponsibility,
)
from domain.matter.disputing.errors import (
    DesignationIsFinal,
    JointAlready,
    NoObjectionPending,
    NothingToSettle,
    ObjectionNamesItself,
    ObjectionRejected,
    ObjectionTooLate,
    RulingInOwnCase,
)
from domain.matter.disputing.events import ObjectionRuled, OrderObjected, ResponsibilitySettled
from domain.matter.errors import AlreadyAnswered, NotDelivered, NotDispatched, NotSigned
from domain.matter.outsiders import is_outsider
from domain.matter.part import Decisions
from domain.matter.routing.decisions import dispatched
from domain.matter.state import Matter
from domain.situation import Situation
from domain.vocabulary import Duty


def decide_object(command: ObjectToOrder, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Object to an order, within the limit from its delivery, once.

    Raises NotDispatched, NotDelivered, AlreadyAnswered (also once the outcome is there),
    DesignationIsFinal, ObjectionRejected, UnknownUnit, ObjectionNamesItself, ObjectionTooLate.
    """
    unit = command.unit or situation.actor.unit or "-"
    order = matter.orders.get(unit)
    if order is None:
        raise NotDispatched(unit=unit)
    if order.delivered_at is None:
        raise NotDelivered(unit=unit)
    if matter.finding is not None or matter.answered_at is not None:
        raise AlreadyAnswered()
    if unit in matter.disputing.pending:
        return ()
    if order.final:
        raise DesignationIsFinal(unit=unit)
    if unit in matter.disputing.rejected:
        raise ObjectionRejected(unit=unit)
    instead = command.instead
    if instead is not None and instead not in situation.organisation.units:
        raise UnknownUnit(unit=instead)
    if instead is not None and situation.organisation.same_body(instead, unit):
        raise ObjectionNamesItself(unit=unit)
    until = situation.rules.deadline("objection", order.delivered_at)
    if until.at <= situation.now:
        raise ObjectionTooLate(due=until.at.isoformat())
    return (
        OrderObjected(
            unit=unit,
            instead=command.instead,
            text=command.text,
            ruling_by=situation.rules.deadline("ruling", situation.now),
            office=matter.receiving_unit,
        ),
    )


def decide_rule(command: RuleObjection, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Rule on an objection, as somebody who would not have the work either way.

    Raises NoObjectionPending, RulingInOwnCase (also for the unit that is held responsible instead).
    """
    if command.unit not in matter.disputing.pending:
        raise NoObjectionPending(unit=command.unit)
    _impartial(matter, situation)
    parties = {command.unit, matter.disputing.instead.get(command.unit, command.unit)}
    own, same_body = situation.actor.unit or "", situation.organisation.same_body
    if any(same_body(own, party) for party in parties):
        raise RulingInOwnCase()
    follows: dict[str, Any] = {}
    if command.upheld and command.unit == matter.lead:
        follows = {
            "back_to": matter.receiving_unit,
            "takes_back": carried(matter),
            "dispatch_by": situation.rules.graded("dispatch", situation.now, matter.urgency),
        }
    return (ObjectionRuled(**command.model_dump(), **follows),)


def decide_designate(
    command: DesignateLead, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Order a lead to which there is no objection. Raises as a dispatch does, RulingInOwnCase."""
    _impartial(matter, situation)
    return dispatched(command, matter, situation, final=True)


def decide_joint(
    command: OrderJointHandling, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Order several units to handle it together; whose it is, is owed within the limit.

    Raises as a dispatch does, RulingInOwnCase, JointAlready.
    """
    _impartial(matter, situation)
    owed = matter.obligation(Duty.SETTLE_RESPONSIBILITY)
    if owed is not None and owed.is_open:
        raise JointAlready()
    settle_by = situation.rules.deadline("settle_responsibility", situation.now)
    most = situation.rules.rulebook.limits["objection"].times
    final = most is not None and matter.disputing.returns >= most
    return dispatched(command, matter, situation, final=final, settle_by=settle_by)


def decide_settle(
    command: SettleResponsibility, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Settle which of the units is responsible; another than the lead takes over from it.

    Raises NothingToSettle, RulingInOwnCase, NotDispatched, NotSigned (the unit has to have it).
    """
    owed = matter.obligation(Duty.SETTLE_RESPONSIBILITY)
    if owed is None or not owed.is_open:
        raise NothingToSettle()
    _impartial(matter, situation)
    order = matter.orders.get(command.unit)
    if order is None:
        raise NotDispatched(unit=command.unit)
    if order.signed_at is None:
        raise NotSigned(unit=command.unit)
    return (
        ResponsibilitySettled(
            unit=order.unit,
            person=order.person,
            before=matter.lead or order.unit,
            text=command.text,
            takes_over=carried(matter),
        ),
    )


def _impartial(matter: Matter, situation: Situation) -> None:
    if not is_outsider(matter, situation):
        raise RulingInOwnCase()


DECISIONS: Decisions = {
    ObjectToOrder: decide_object,
    RuleObjection: decide_rule,
    DesignateLead: decide_designate,
    OrderJointHandling: decide_joint,
    SettleResponsibility: decide_settle,
}
