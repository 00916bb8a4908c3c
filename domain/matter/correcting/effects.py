"""What a corrected registration does: deadlines move, duties change hands, orders are withdrawn."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.envelope import Recorded
from domain.matter.correcting.events import RegistrationCorrected
from domain.matter.part import Changes, Effects
from domain.matter.routing.effects import HANDED_TO_THE_LEAD, withdrawn
from domain.matter.state import Matter, in_hands
from domain.obligations import Effect, Ends, HandsOver, Key, Moves, Opens, Owner
from domain.vocabulary import Duty, Ending, Party

CORRECTED = (
    "channel", "nature", "conduct", "place", "address", "receiving_unit", "about_units",
    "about_persons", "assigned_by", "received_at", "urgency",
)  # fmt: skip
"""What a correction may change of a matter, by the names both have for it."""


def _corrected(fact: RegistrationCorrected) -> Iterable[Effect]:
    moved = {
        Duty.FINAL_ANSWER: fact.final_answer_by,
        Duty.OUTCOME: fact.outcome_by,
        Duty.INTERIM_REPLY: fact.interim_reply_by,
        Duty.FEEDBACK_TO_LEADER: fact.feedback_to_leader_by,
        Duty.REGISTER: fact.register_by,
        Duty.ACCEPTANCE_NOTICE: fact.acceptance_notice_by,
        Duty.DISPATCH: fact.dispatch_by,
    }
    yield from (Moves(Key(duty), deadline) for duty, deadline in moved.items() if deadline)
    yield from (Moves(each.key, each.by) for each in fact.moves)
    for key in fact.hands_over:
        yield HandsOver(key, Owner(fact.receiving_unit))
    if fact.feedback_unit is not None and fact.feedback_to_leader_by is not None:
        key, owner = Key(Duty.FEEDBACK_TO_LEADER), Owner(fact.feedback_unit, fact.feedback_person)
        yield Opens(key, owner, Party.LEADER, fact.feedback_to_leader_by)
    yield from withdrawn(fact.withdraws)
    if fact.back_to is not None and fact.dispatch_by is not None:
        again = Owner(fact.back_to)
        yield Ends(Key(Duty.ANSWER), Ending.VOID)
        yield Ends(Key(Duty.CLOSE), Ending.VOID)
        if fact.outcome_by is not None:
            yield Opens(Key(Duty.OUTCOME), again, Party.OFFICE, fact.outcome_by)
        for duty in HANDED_TO_THE_LEAD:
            yield HandsOver(Key(duty), again)
        for key in fact.takes_back:
            yield HandsOver(key, again)
        yield Ends(Key(Duty.FEEDBACK_TO_LEADER), Ending.VOID)
        yield Ends(Key(Duty.DIFFICULTY_DECISION), Ending.VOID)
        yield Ends(Key(Duty.SETTLE_RESPONSIBILITY), Ending.VOID)
        yield Opens(Key(Duty.DISPATCH), again, Party.OFFICE, fact.dispatch_by)


EFFECTS: Effects = {RegistrationCorrected: _corrected}


def _mended(matter: Matter, fact: RegistrationCorrected, recorded: Recorded) -> dict[str, Any]:
    given = {name: getattr(fact, name) for name in CORRECTED}
    return {
        **{name: value for name, value in given.items() if value is not None},
        **_received_by_another(matter, fact, recorded.occurred_at),
        **_without_orders(matter, fact, recorded.occurred_at),
    }


def _received_by_another(
    matter: Matter, fact: RegistrationCorrected, at: datetime
) -> dict[str, Any]:
    """Custody goes to the new receiving unit, where the one before still had it."""
    in_whose = (matter.custodian_unit, matter.custodian_person)
    if fact.receiving_unit is None or in_whose != (matter.receiving_unit, None):
        return {}
    return in_hands(fact.receiving_unit, None, at)


def _without_orders(matter: Matter, fact: RegistrationCorrected, at: datetime) -> dict[str, Any]:
    """What is left of the orders; without a lead, the matter is in its first hands again.

    The lead's finding goes with its order.
    """
    if not fact.withdraws:
        return {}
    orders = {unit: order for unit, order in matter.orders.items() if unit not in fact.withdraws}
    pending = matter.disputing.pending.difference(fact.withdraws)
    clear = {"orders": orders, "disputing": replace(matter.disputing, pending=pending)}
    if fact.back_to is None:
        return clear
    hands = in_hands(fact.back_to, None, at)
    return {**hands, **clear, "difficulty_leader": None, "finding": None}


CHANGES: Changes = {RegistrationCorrected: _mended}
