"""Giving a matter to units: dispatch, delivery, signature."""

from domain.envelope import Fact
from domain.errors import UnknownUnit
from domain.matter.about import refuse_person, refuse_unit
from domain.matter.carried import carried
from domain.matter.disputing.errors import DesignationNeeded, ObjectionPending
from domain.matter.errors import AlreadyAnswered, NotDelivered, NotDispatched, NotRegistered
from domain.matter.part import Decisions
from domain.matter.routing.commands import (
    AddParticipant,
    DeliverOrder,
    DispatchMatter,
    HandOver,
    OpenOrder,
    SignOrder,
    Task,
    WithdrawParticipant,
)
from domain.matter.routing.errors import (
    AlreadyOrdered,
    AlreadySigned,
    AlreadyUnderWay,
    LeadStays,
    NotOfTheUnit,
    OwnHandOver,
    SuccessorIsAway,
)
from domain.matter.routing.events import (
    Assignment,
    MatterDispatched,
    OrderDelivered,
    OrderHandedOver,
    OrderOpened,
    OrderSigned,
    ParticipantAdded,
    ParticipantWithdrawn,
)
from domain.matter.state import Matter, Order
from domain.obligations import Deadline, Owner
from domain.situation import Situation
from domain.vocabulary import Duty
from domain.working_days import shanghai_day


def decide_dispatch(
    command: DispatchMatter, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Give the matter to a lead unit and participants. Raises as ``dispatched``, DesignationNeeded
    once it came back as often as the rulebook's row ``objection`` says."""
    returns = matter.disputing.returns
    most = situation.rules.rulebook.limits["objection"].times
    if most is not None and returns >= most:
        raise DesignationNeeded(times=returns)
    return dispatched(command, matter, situation)


def dispatched(
    command: DispatchMatter,
    matter: Matter,
    situation: Situation,
    *,
    final: bool = False,
    settle_by: Deadline | None = None,
) -> tuple[Fact, ...]:
    """Give the matter to a lead unit and participants, each with a named person (M06, M07).

    Orders may be given anew until the lead has signed. One that stays the same (unit, person,
    leading or not) is kept with everything done on it, the others are withdrawn. The same orders
    once more change nothing, or only the wording where a task is given with them. An exempted
    answer is no obstacle: the inquiry goes on (M01).
    Raises NotRegistered, AlreadyUnderWay, AlreadyAnswered, UnknownUnit, NotOfTheUnit,
    ComplainedAboutCannotHandle.
    """
    if not matter.registered:
        raise NotRegistered()
    if matter.answered_at is not None or matter.finding is not None:
        raise AlreadyAnswered()
    if matter.lead in matter.disputing.pending:
        raise ObjectionPending(unit=matter.lead)
    tasks = (command.lead, *command.participants)
    keeps = () if settle_by else _kept(command, matter, final=final)
    for task in tasks:
        _may_handle(task, matter, situation, kept=task.unit in keeps)
    replaces = sorted(set(matter.orders) - set(keeps))
    all_kept = len(keeps) == len(tasks)
    if all_kept and not replaces:
        if all(task.task is None for task in tasks):
            return ()
    elif (lead := matter.orders.get(matter.lead or "")) and lead.signed_at is not None:
        raise AlreadyUnderWay(unit=lead.unit)
    return (
        MatterDispatched(
            by_unit=matter.receiving_unit or situation.actor.unit or "",
            lead=Assignment(**command.lead.model_dump()),
            participants=tuple(Assignment(**each.model_dump()) for each in command.participants),
            replaces=tuple(replaces),
            keeps=keeps,
            deliver_by=None if all_kept else _deliver_by(matter, situation),
            final=final,
            settle_by=settle_by,
        ),
    )


def _deliver_by(matter: Matter, situation: Situation) -> Deadline:
    """Within the two days of the decision, which an order that never arrived does not renew."""
    still = {each.key.duty: each.deadline for each in matter.open_obligations()}
    decided = still.get(Duty.DISPATCH) or still.get(Duty.DELIVERY)
    dispatch = decided or situation.rules.graded("dispatch", situation.now, matter.urgency)
    return situation.rules.deadline("delivery", dispatch)


def _may_handle(task: Task, matter: Matter, situation: Situation, *, kept: bool = False) -> None:
    """Raises UnknownUnit, ComplainedAboutCannotHandle, NotOfTheUnit; the last not for an order that
    is ``kept``: who has left since is listed, and hands over."""
    if task.unit not in situation.organisation.units:
        raise UnknownUnit(unit=task.unit)
    refuse_unit(task.unit, matter, situation)
    refuse_person(task.person, matter)
    if not kept:
        _refuse_stranger(task.person, task.unit, situation)


def _refuse_stranger(person: str, unit: str, situation: Situation) -> None:
    """Raises NotOfTheUnit where somebody is not one of the unit's people today, as far as it is on
    record who is."""
    if not situation.organisation.may_be_of(person, unit, shanghai_day(situation.now)):
        raise NotOfTheUnit(person=person, unit=unit)


def _kept(command: DispatchMatter, matter: Matter, *, final: bool) -> tuple[str, ...]:
    """Units that the command orders to do what they have been ordered already."""
    wanted = {(command.lead.unit, command.lead.person, True)}
    wanted |= {(each.unit, each.person, False) for each in command.participants}
    same = (each for each in matter.orders.values() if _as_ordered(each) in wanted)
    return tuple(sorted(each.unit for each in same if each.final or not (final and each.leads)))


def _as_ordered(order: Order) -> tuple[str, str, bool]:
    return order.unit, order.person, order.leads


def decide_deliver(command: DeliverOrder, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Record that an order reached a unit: its limits start now, never at its signing.

    Raises NotDispatched.
    """
    order = _order(matter, command.unit)
    if order.delivered_at is not None:
        return ()
    rules, now = situation.rules, situation.now
    outcome = matter.obligation(Duty.OUTCOME) or matter.obligation(Duty.FINAL_ANSWER)
    to_leader = order.leads and matter.assigned_by is not None and outcome is not None
    return (
        OrderDelivered(
            unit=order.unit,
            person=order.person,
            leads=order.leads,
            sign_by=rules.graded("sign", now, matter.urgency),
            first_feedback_by=rules.graded("first_feedback", now, matter.urgency),
            participant_report_by=None
            if order.leads
            else rules.graded("participant_report", now, matter.urgency),
            feedback_to_leader_by=rules.deadline("feedback_to_leader", outcome.deadline)
            if to_leader and outcome is not None
            else None,
        ),
    )


def decide_sign(command: SignOrder, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Sign for the order; the lead's signature takes the duties over from the receiver (M04).

    Raises NotDispatched, NotDelivered, ComplainedAboutCannotHandle, NotOfTheUnit (whoever takes it
    over is of the unit that day), AlreadySigned where another person was named at the signature.
    """
    order = _order(matter, command.unit or situation.actor.unit)
    if order.delivered_at is None:
        raise NotDelivered(unit=order.unit)
    if order.signed_at is not None:
        if command.person in (None, order.person):
            return ()
        raise AlreadySigned(unit=order.unit, person=order.person)
    person = command.person or order.person
    refuse_person(person, matter)
    _refuse_stranger(person, order.unit, situation)
    takes_over = carried(matter) if order.leads else ()
    return (OrderSigned(unit=order.unit, person=person, leads=order.leads, takes_over=takes_over),)


def decide_open(command: OpenOrder, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Record the first opening of an order. Raises NotDispatched, NotDelivered."""
    order = _order(matter, command.unit or situation.actor.unit)
    if order.delivered_at is None:
        raise NotDelivered(unit=order.unit)
    return () if order.opened_at is not None else (OrderOpened(unit=order.unit),)


def decide_hand_over(command: HandOver, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Give a unit's part to another of its people; what the one before owed for it goes along.

    Raises NotDispatched, OwnHandOver, ComplainedAboutCannotHandle, NotOfTheUnit (on that day, as far
    as it is on record who is), SuccessorIsAway.
    """
    order = _order(matter, command.unit or situation.actor.unit)
    if order.person == situation.actor.person:
        raise OwnHandOver()
    refuse_person(command.person, matter)
    if command.person == order.person:
        return ()
    _refuse_stranger(command.person, order.unit, situation)
    refuse_away(command.person, situation)
    before = Owner(order.unit, order.person)
    return (
        OrderHandedOver(
            unit=order.unit,
            before=order.person,
            person=command.person,
            reason=command.reason,
            owed=tuple(each.key for each in matter.open_obligations() if each.owner == before),
        ),
    )


def refuse_away(successor: str, situation: Situation) -> None:
    """Nothing is put down with somebody who is not there. Raises SuccessorIsAway."""
    if situation.organisation.is_away(successor, shanghai_day(situation.now)):
        raise SuccessorIsAway(person=successor)


def decide_add(command: AddParticipant, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Order one more unit to take part.

    Raises NotDispatched (there is no lead yet), AlreadyAnswered, AlreadyOrdered, UnknownUnit,
    NotOfTheUnit, ComplainedAboutCannotHandle.
    """
    if matter.lead is None:
        raise NotDispatched(unit=command.order.unit)
    if matter.answered_at is not None or matter.finding is not None:
        raise AlreadyAnswered()
    _may_handle(command.order, matter, situation)
    if command.order.unit in matter.orders:
        raise AlreadyOrdered(unit=command.order.unit)
    dispatch = situation.rules.graded("dispatch", situation.now, matter.urgency)
    return (
        ParticipantAdded(
            by_unit=matter.receiving_unit or situation.actor.unit or "",
            order=Assignment(**command.order.model_dump()),
            deliver_by=situation.rules.deadline("delivery", dispatch),
        ),
    )


def decide_withdraw(
    command: WithdrawParticipant, matter: Matter, _situation: Situation
) -> tuple[Fact, ...]:
    """Withdraw a participant's order. Raises NotDispatched, LeadStays."""
    order = _order(matter, command.unit)
    if order.leads:
        raise LeadStays(unit=order.unit)
    return (ParticipantWithdrawn(unit=order.unit, reason=command.reason),)


def _order(matter: Matter, unit: str | None) -> Order:
    if unit is None or unit not in matter.orders:
        raise NotDispatched(unit=unit or "-")
    return matter.orders[unit]


DECISIONS: Decisions = {
    DispatchMatter: decide_dispatch,
    DeliverOrder: decide_deliver,
    SignOrder: decide_sign,
    OpenOrder: decide_open,
    HandOver: decide_hand_over,
    AddParticipant: decide_add,
    WithdrawParticipant: decide_withdraw,
}
