"""What taking in and registering do to a matter and to what is owed."""

from collections.abc import Iterable
from typing import Any

from domain.envelope import Recorded
from domain.matter.intake.events import AcceptanceNotified, MatterReceived, MatterRegistered
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter, in_hands
from domain.obligations import Effect, Ends, HandsOver, Key, Moves, Opens, Owner
from domain.vocabulary import Duty, Party


def _received(fact: MatterReceived) -> Iterable[Effect]:
    """Whoever receives first owes everything until another unit has signed (首问责任, M04)."""
    first = Owner(fact.receiving_unit)
    yield Opens(Key(Duty.REGISTER), first, Party.OFFICE, fact.register_by)
    yield Opens(Key(Duty.ACCEPTANCE_NOTICE), first, Party.COMPLAINANT, fact.acceptance_notice_by)
    yield Opens(Key(Duty.OUTCOME), first, Party.OFFICE, fact.outcome_by)
    yield Opens(Key(Duty.FINAL_ANSWER), first, Party.COMPLAINANT, fact.final_answer_by)
    yield Opens(Key(Duty.INTERIM_REPLY), first, Party.COMPLAINANT, fact.interim_reply_by)


def _registered(fact: MatterRegistered) -> Iterable[Effect]:
    owner = Owner(fact.unit)
    yield Ends(Key(Duty.REGISTER))
    yield HandsOver(Key(Duty.FINAL_ANSWER), owner)
    yield HandsOver(Key(Duty.REDO), owner)
    yield Opens(Key(Duty.DISPATCH), owner, Party.OFFICE, fact.dispatch_by)
    graded = {
        Duty.FINAL_ANSWER: fact.final_answer_by,
        Duty.OUTCOME: fact.outcome_by,
        Duty.INTERIM_REPLY: fact.interim_reply_by,
        Duty.ACCEPTANCE_NOTICE: fact.acceptance_notice_by,
    }
    yield from (Moves(Key(duty), deadline) for duty, deadline in graded.items() if deadline)
    if fact.outcome_by is not None:
        yield Opens(Key(Duty.OUTCOME), owner, Party.OFFICE, fact.outcome_by)


def _notified(_fact: AcceptanceNotified) -> Iterable[Effect]:
    yield Ends(Key(Duty.ACCEPTANCE_NOTICE))


EFFECTS: Effects = {
    MatterReceived: _received,
    MatterRegistered: _registered,
    AcceptanceNotified: _notified,
}


def _taken_in(_matter: Matter, fact: MatterReceived, recorded: Recorded) -> dict[str, Any]:
    return {
        **in_hands(fact.receiving_unit, None, recorded.occurred_at),
        "number": fact.number,
        "complainant": fact.complainant,
        "anonymous": fact.anonymous,
        "has_contact": fact.contact is not None,
        "subject": fact.subject,
        "channel": fact.channel,
        "source_number": fact.source_number,
        "received_at": fact.received_at,
        "place": fact.place,
        "address": fact.address,
        "receiving_unit": fact.receiving_unit,
        "about_units": fact.about_units,
        "about_persons": fact.about_persons,
        "assigned_by": fact.assigned_by,
        "service_item": fact.service_item,
        "urgency": fact.urgency,
    }


def _classified(matter: Matter, fact: MatterRegistered, recorded: Recorded) -> dict[str, Any]:
    at = recorded.occurred_at
    return {
        "registered_at": at,
        "nature": fact.nature,
        "conduct": fact.conduct,
        "urgency": fact.urgency or matter.urgency,
        "receiving_unit": matter.receiving_unit or fact.unit,
        **(in_hands(fact.unit, None, at) if matter.receiving_unit is None else {}),
    }


CHANGES: Changes = {MatterReceived: _taken_in, MatterRegistered: _classified}
