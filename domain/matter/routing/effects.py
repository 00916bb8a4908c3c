"""What orders to units do: who has to deliver, sign, report, and whose the matter is."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.matter.part import Changes, Effects
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
from domain.matter.state import Matter, Order, in_hands, on_order
from domain.obligations import Effect, Ends, HandsOver, Key, Opens, Owner
from domain.vocabulary import Duty, Ending, Party

HANDED_TO_THE_LEAD = (Duty.OUTCOME, Duty.FINAL_ANSWER, Duty.INTERIM_REPLY, Duty.REDO)

ON_AN_ORDER = (
    Duty.DELIVERY,
    Duty.SIGN,
    Duty.FIRST_FEEDBACK,
    Duty.PARTICIPANT_REPORT,
    Duty.SLIP_REPORT,
    Duty.RULING,
)


def _dispatched(fact: MatterDispatched) -> Iterable[Effect]:
    yield Ends(Key(Duty.DISPATCH))
    yield from withdrawn(fact.replaces)
    if fact.lead.unit not in fact.keeps:
        yield Ends(Key(Duty.FEEDBACK_TO_LEADER), Ending.VOID)
    by = Owner(fact.by_unit)
    if fact.settle_by is not None:
        yield Opens(Key(Duty.SETTLE_RESPONSIBILITY), by, Party.OFFICE, fact.settle_by)
    elif fact.final:
        yield Ends(Key(Duty.SETTLE_RESPONSIBILITY), Ending.VOID)
    if fact.deliver_by is None:
        return
    for unit in (each.unit for each in (fact.lead, *fact.participants)):
        if unit not in fact.keeps:
            yield Opens(Key(Duty.DELIVERY, unit), by, Party.OFFICE, fact.deliver_by)


def withdrawn(units: Iterable[str]) -> Iterable[Effect]:
    """What units owed on an order ends with the order."""
    for unit in units:
        for duty in ON_AN_ORDER:
            yield Ends(Key(duty, unit), Ending.VOID)


def _delivered(fact: OrderDelivered) -> Iterable[Effect]:
    unit, owner = fact.unit, Owner(fact.unit, fact.person)
    yield Ends(Key(Duty.DELIVERY, unit))
    yield Opens(Key(Duty.SIGN, unit), owner, Party.OFFICE, fact.sign_by)
    yield Opens(Key(Duty.FIRST_FEEDBACK, unit), owner, Party.OFFICE, fact.first_feedback_by)
    if fact.participant_report_by is not None:
        key = Key(Duty.PARTICIPANT_REPORT, unit)
        yield Opens(key, owner, Party.LEAD_UNIT, fact.participant_report_by)
    if fact.feedback_to_leader_by is not None:
        key = Key(Duty.FEEDBACK_TO_LEADER)
        yield Opens(key, owner, Party.LEADER, fact.feedback_to_leader_by)


def _signed(fact: OrderSigned) -> Iterable[Effect]:
    unit, signer = fact.unit, Owner(fact.unit, fact.person)
    yield Ends(Key(Duty.SIGN, unit))
    yield HandsOver(Key(Duty.FIRST_FEEDBACK, unit), signer)
    yield HandsOver(Key(Duty.PARTICIPANT_REPORT, unit), signer)
    for duty in (*HANDED_TO_THE_LEAD, Duty.FEEDBACK_TO_LEADER) if fact.leads else ():
        yield HandsOver(Key(duty), signer)
    for key in fact.takes_over:
        yield HandsOver(key, signer)


def _handed_over(fact: OrderHandedOver) -> Iterable[Effect]:
    owner = Owner(fact.unit, fact.person)
    yield from (HandsOver(key, owner) for key in fact.owed)


def _added(fact: ParticipantAdded) -> Iterable[Effect]:
    key, by = Key(Duty.DELIVERY, fact.order.unit), Owner(fact.by_unit)
    yield Opens(key, by, Party.OFFICE, fact.deliver_by)


def _withdrawn(fact: ParticipantWithdrawn) -> Iterable[Effect]:
    yield from withdrawn((fact.unit,))


EFFECTS: Effects = {
    OrderHandedOver: _handed_over,
    ParticipantAdded: _added,
    ParticipantWithdrawn: _withdrawn,
    MatterDispatched: _dispatched,
    OrderDelivered: _delivered,
    OrderSigned: _signed,
}


def _ordered(matter: Matter, fact: MatterDispatched, _recorded: Recorded) -> dict[str, Any]:
    """The orders given, those that are kept with everything done on them."""

    def order(assignment: Assignment, *, leads: bool) -> Order:
        kept = matter.orders.get(assignment.unit) if assignment.unit in fact.keeps else None
        final = leads and fact.final
        return kept or Order(assignment.unit, assignment.person, leads, final=final)

    orders = {fact.lead.unit: order(fact.lead, leads=True)}
    orders |= {each.unit: order(each, leads=False) for each in fact.participants}
    pending = matter.disputing.pending.intersection(fact.keeps)
    return {"orders": orders, "disputing": replace(matter.disputing, pending=pending)}


def _arrived(matter: Matter, fact: OrderDelivered, recorded: Recorded) -> dict[str, Any]:
    return {"orders": on_order(matter, fact.unit, delivered_at=recorded.occurred_at)}


def _taken_over(matter: Matter, fact: OrderSigned, recorded: Recorded) -> dict[str, Any]:
    at, unit, person = recorded.occurred_at, fact.unit, fact.person
    return {
        **(in_hands(unit, person, at) if fact.leads else {}),
        "orders": on_order(matter, unit, signed_at=at, person=person),
        "handlers": matter.handlers | {person, recorded.actor.person},
    }


def _opened(matter: Matter, fact: OrderOpened, recorded: Recorded) -> dict[str, Any]:
    return {
        "orders": on_order(
            matter, fact.unit, opened_at=recorded.occurred_at, opened_by=recorded.actor.person
        )
    }


def _in_other_hands(matter: Matter, fact: OrderHandedOver, recorded: Recorded) -> dict[str, Any]:
    at, had_it = recorded.occurred_at, (matter.custodian_unit, matter.custodian_person)
    hands = in_hands(fact.unit, fact.person, at) if had_it == (fact.unit, fact.before) else {}
    return {**hands, "orders": on_order(matter, fact.unit, person=fact.person)}


def _one_more(matter: Matter, fact: ParticipantAdded, _recorded: Recorded) -> dict[str, Any]:
    order = Order(fact.order.unit, fact.order.person, leads=False)
    return {"orders": {**matter.orders, order.unit: order}}


def _one_less(matter: Matter, fact: ParticipantWithdrawn, _recorded: Recorded) -> dict[str, Any]:
    pending = matter.disputing.pending - {fact.unit}
    return {
        "orders": {unit: order for unit, order in matter.orders.items() if unit != fact.unit},
        "disputing": replace(matter.disputing, pending=pending),
    }


CHANGES: Changes = {
    OrderOpened: _opened,
    OrderHandedOver: _in_other_hands,
    ParticipantAdded: _one_more,
    ParticipantWithdrawn: _one_less,
    MatterDispatched: _ordered,
    OrderDelivered: _arrived,
    OrderSigned: _taken_over,
}
