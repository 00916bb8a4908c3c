"""What an objection, a ruling and a settlement do."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.matter.disputing.events import ObjectionRuled, OrderObjected, ResponsibilitySettled
from domain.matter.part import Changes, Effects
from domain.matter.routing.effects import HANDED_TO_THE_LEAD, withdrawn
from domain.matter.state import Matter, in_hands
from domain.obligations import Effect, Ends, HandsOver, Key, Opens, Owner
from domain.vocabulary import Duty, Ending, Party


def _objected(fact: OrderObjected) -> Iterable[Effect]:
    yield Opens(Key(Duty.RULING, fact.unit), Owner(fact.office), Party.UNIT, fact.ruling_by)


def _ruled(fact: ObjectionRuled) -> Iterable[Effect]:
    yield Ends(Key(Duty.RULING, fact.unit))
    if not fact.upheld:
        return
    yield from withdrawn((fact.unit,))
    if fact.back_to is None or fact.dispatch_by is None:
        return
    again = Owner(fact.back_to)
    for key in (*(Key(duty) for duty in HANDED_TO_THE_LEAD), *fact.takes_back):
        yield HandsOver(key, again)
    yield Ends(Key(Duty.FEEDBACK_TO_LEADER), Ending.VOID)
    yield Ends(Key(Duty.DIFFICULTY_DECISION), Ending.VOID)
    yield Ends(Key(Duty.SETTLE_RESPONSIBILITY), Ending.VOID)
    yield Opens(Key(Duty.DISPATCH), again, Party.OFFICE, fact.dispatch_by)


def _settled(fact: ResponsibilitySettled) -> Iterable[Effect]:
    yield Ends(Key(Duty.SETTLE_RESPONSIBILITY))
    if fact.unit == fact.before:
        return
    lead = Owner(fact.unit, fact.person)
    handed = (*HANDED_TO_THE_LEAD, Duty.FEEDBACK_TO_LEADER, Duty.ANSWER)
    for key in (*(Key(duty) for duty in handed), *fact.takes_over):
        yield HandsOver(key, lead)
    yield Ends(Key(Duty.PARTICIPANT_REPORT, fact.unit), Ending.VOID)


EFFECTS: Effects = {
    OrderObjected: _objected,
    ObjectionRuled: _ruled,
    ResponsibilitySettled: _settled,
}


def _disputed(matter: Matter, fact: OrderObjected, _recorded: Recorded) -> dict[str, Any]:
    before = matter.disputing
    instead = {unit: other for unit, other in before.instead.items() if unit != fact.unit}
    if fact.instead is not None:
        instead[fact.unit] = fact.instead
    pending = before.pending | {fact.unit}
    return {"disputing": replace(before, pending=pending, instead=instead)}


def _clear_again(matter: Matter, fact: ObjectionRuled, recorded: Recorded) -> dict[str, Any]:
    before = matter.disputing
    disputing = replace(before, pending=before.pending - {fact.unit})
    if not fact.upheld:
        return {"disputing": replace(disputing, rejected=before.rejected | {fact.unit})}
    orders = {unit: order for unit, order in matter.orders.items() if unit != fact.unit}
    if fact.back_to is None:
        return {"disputing": disputing, "orders": orders}
    return {
        **in_hands(fact.back_to, None, recorded.occurred_at),
        "disputing": replace(disputing, returns=before.returns + 1),
        "orders": orders,
        "difficulty_leader": None,
    }


def _its_lead(matter: Matter, fact: ResponsibilitySettled, recorded: Recorded) -> dict[str, Any]:
    orders = {
        unit: replace(order, leads=unit == fact.unit, final=unit == fact.unit or order.final)
        for unit, order in matter.orders.items()
    }
    hands = in_hands(fact.unit, fact.person, recorded.occurred_at)
    held = matter.difficulty_leader is None and matter.answered_at is None
    held = held and fact.unit != fact.before
    return {"orders": orders, **(hands if held else {})}


CHANGES: Changes = {
    OrderObjected: _disputed,
    ObjectionRuled: _clear_again,
    ResponsibilitySettled: _its_lead,
}
