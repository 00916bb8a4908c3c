"""What each event of a matter opens, moves, hands over or ends in the obligation ledger.

The one place that knows. Everything a row needs stands in the event itself, so this needs no state.
"""

from collections.abc import Iterable

from domain.envelope import Fact
from domain.matter.events import (
    AcceptanceNotified,
    AnswerExempted,
    AnswerExtended,
    AnswerImported,
    ComplainantAnswered,
    DifficultyDecided,
    DifficultyReported,
    InterimReplyGiven,
    LeaderInformed,
    MatterClosed,
    MatterDispatched,
    MatterImported,
    MatterReceived,
    MatterRegistered,
    OrderDelivered,
    OrderSigned,
    OutcomeReported,
    ParticipantReported,
    ProgressReported,
    RegistrationCorrected,
)
from domain.obligations import Effect, Ends, HandsOver, Key, Moves, Opens, Owner
from domain.vocabulary import Duty, Ending, Party

TO_THE_COMPLAINANT = (Duty.ACCEPTANCE_NOTICE, Duty.FINAL_ANSWER, Duty.ANSWER, Duty.INTERIM_REPLY)
HANDED_TO_THE_LEAD = (Duty.OUTCOME, Duty.FINAL_ANSWER, Duty.INTERIM_REPLY)


def effects(fact: Fact) -> Iterable[Effect]:
    """The effects of one event; empty for events that touch no obligation."""
    match fact:
        case MatterReceived():
            yield from _received(fact)
        case MatterRegistered(unit=unit):
            yield Ends(Key(Duty.REGISTER))
            yield HandsOver(Key(Duty.FINAL_ANSWER), Owner(unit))
            yield Opens(Key(Duty.DISPATCH), Owner(unit), Party.OFFICE, fact.dispatch_by)
            if fact.outcome_by is not None:
                yield Opens(Key(Duty.OUTCOME), Owner(unit), Party.OFFICE, fact.outcome_by)
        case RegistrationCorrected():
            yield from _corrected(fact)
        case AcceptanceNotified():
            yield Ends(Key(Duty.ACCEPTANCE_NOTICE))
        case MatterDispatched():
            yield from _dispatched(fact)
        case OrderDelivered():
            yield from _delivered(fact)
        case OrderSigned(unit=unit, person=person, leads=leads):
            signer = Owner(unit, person)
            yield Ends(Key(Duty.SIGN, unit))
            yield HandsOver(Key(Duty.FIRST_FEEDBACK, unit), signer)
            yield HandsOver(Key(Duty.PARTICIPANT_REPORT, unit), signer)
            for duty in (*HANDED_TO_THE_LEAD, Duty.FEEDBACK_TO_LEADER) if leads else ():
                yield HandsOver(Key(duty), signer)
        case ProgressReported(unit=unit):
            yield Ends(Key(Duty.FIRST_FEEDBACK, unit))
        case DifficultyReported(unit=unit, leader=leader):
            key, owner = Key(Duty.DIFFICULTY_DECISION), Owner(None, leader)
            yield Ends(Key(Duty.FIRST_FEEDBACK, unit))
            yield Opens(key, owner, Party.LEAD_UNIT, fact.decision_by)
            yield HandsOver(key, owner)
        case DifficultyDecided():
            yield Ends(Key(Duty.DIFFICULTY_DECISION))
        case ParticipantReported(unit=unit):
            yield Ends(Key(Duty.FIRST_FEEDBACK, unit))
            yield Ends(Key(Duty.PARTICIPANT_REPORT, unit))
        case OutcomeReported():
            yield from _outcome(fact)
        case LeaderInformed():
            yield Ends(Key(Duty.FEEDBACK_TO_LEADER))
        case InterimReplyGiven():
            yield Ends(Key(Duty.INTERIM_REPLY))
        case ComplainantAnswered():
            for duty in TO_THE_COMPLAINANT:
                yield Ends(Key(duty))
            yield Opens(Key(Duty.CLOSE), Owner(fact.closing_unit), Party.OFFICE, fact.close_by)
        case AnswerExtended():
            yield from _moved(fact)
            if fact.interim_reply_by is not None:
                key, owner = Key(Duty.INTERIM_REPLY), Owner(fact.unit, fact.person)
                yield Opens(key, owner, Party.COMPLAINANT, fact.interim_reply_by)
        case AnswerExempted():
            for duty in TO_THE_COMPLAINANT:
                yield Ends(Key(duty), Ending.EXCUSED)
            if fact.close_by is not None:
                yield Opens(Key(Duty.CLOSE), Owner(fact.closing_unit), Party.OFFICE, fact.close_by)
        case MatterClosed():
            yield Ends(Key(Duty.CLOSE))
        case MatterImported(unit=unit):
            yield Opens(
                Key(Duty.FINAL_ANSWER), Owner(unit), Party.COMPLAINANT, fact.final_answer_by
            )
        case AnswerImported():
            yield Ends(Key(Duty.FINAL_ANSWER))


def _received(fact: MatterReceived) -> Iterable[Effect]:
    """Whoever receives first owes everything until another unit has signed (首问责任, M04)."""
    first = Owner(fact.receiving_unit)
    yield Opens(Key(Duty.REGISTER), first, Party.OFFICE, fact.register_by)
    yield Opens(Key(Duty.ACCEPTANCE_NOTICE), first, Party.COMPLAINANT, fact.acceptance_notice_by)
    yield Opens(Key(Duty.OUTCOME), first, Party.OFFICE, fact.outcome_by)
    yield Opens(Key(Duty.FINAL_ANSWER), first, Party.COMPLAINANT, fact.final_answer_by)
    yield Opens(Key(Duty.INTERIM_REPLY), first, Party.COMPLAINANT, fact.interim_reply_by)


def _moved(fact: AnswerExtended | RegistrationCorrected) -> Iterable[Effect]:
    moved = {
        Duty.FINAL_ANSWER: fact.final_answer_by,
        Duty.OUTCOME: fact.outcome_by,
        Duty.INTERIM_REPLY: fact.interim_reply_by,
        Duty.FEEDBACK_TO_LEADER: fact.feedback_to_leader_by,
    }
    return (Moves(Key(duty), deadline) for duty, deadline in moved.items() if deadline)


def _corrected(fact: RegistrationCorrected) -> Iterable[Effect]:
    yield from _moved(fact)
    also = {
        Duty.REGISTER: fact.register_by,
        Duty.ACCEPTANCE_NOTICE: fact.acceptance_notice_by,
        Duty.DISPATCH: fact.dispatch_by,
    }
    yield from (Moves(Key(duty), deadline) for duty, deadline in also.items() if deadline)
    for key in fact.hands_over:
        yield HandsOver(key, Owner(fact.receiving_unit))
    if fact.feedback_unit is not None and fact.feedback_to_leader_by is not None:
        key, owner = Key(Duty.FEEDBACK_TO_LEADER), Owner(fact.feedback_unit, fact.feedback_person)
        yield Opens(key, owner, Party.LEADER, fact.feedback_to_leader_by)
    yield from _withdrawn(fact.withdraws)
    if fact.back_to is not None and fact.dispatch_by is not None:
        again = Owner(fact.back_to)
        yield Ends(Key(Duty.ANSWER), Ending.VOID)
        yield Ends(Key(Duty.CLOSE), Ending.VOID)
        if fact.outcome_by is not None:
            yield Opens(Key(Duty.OUTCOME), again, Party.OFFICE, fact.outcome_by)
        for duty in HANDED_TO_THE_LEAD:
            yield HandsOver(Key(duty), again)
        yield Ends(Key(Duty.FEEDBACK_TO_LEADER), Ending.VOID)
        yield Ends(Key(Duty.DIFFICULTY_DECISION), Ending.VOID)
        yield Opens(Key(Duty.DISPATCH), again, Party.OFFICE, fact.dispatch_by)


def _withdrawn(units: Iterable[str]) -> Iterable[Effect]:
    for unit in units:
        for duty in (Duty.DELIVERY, Duty.SIGN, Duty.FIRST_FEEDBACK, Duty.PARTICIPANT_REPORT):
            yield Ends(Key(duty, unit), Ending.VOID)


def _dispatched(fact: MatterDispatched) -> Iterable[Effect]:
    yield Ends(Key(Duty.DISPATCH))
    yield from _withdrawn(fact.replaces)
    if fact.lead.unit not in fact.keeps:
        yield Ends(Key(Duty.FEEDBACK_TO_LEADER), Ending.VOID)
    if fact.deliver_by is None:
        return
    by = Owner(fact.by_unit)
    for unit in (each.unit for each in (fact.lead, *fact.participants)):
        if unit not in fact.keeps:
            yield Opens(Key(Duty.DELIVERY, unit), by, Party.OFFICE, fact.deliver_by)


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


def _outcome(fact: OutcomeReported) -> Iterable[Effect]:
    owner = Owner(fact.unit, fact.person)
    yield Ends(Key(Duty.FIRST_FEEDBACK, fact.unit))
    yield Ends(Key(Duty.OUTCOME))
    if fact.answer_by is not None:
        yield Opens(Key(Duty.ANSWER), owner, Party.COMPLAINANT, fact.answer_by)
    if fact.feedback_to_leader_by is not None:
        key = Key(Duty.FEEDBACK_TO_LEADER)
        yield Opens(key, owner, Party.LEADER, fact.feedback_to_leader_by)
    if fact.close_by is not None:
        yield Opens(Key(Duty.CLOSE), Owner(fact.closing_unit), Party.OFFICE, fact.close_by)
