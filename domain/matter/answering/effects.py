"""What telling the complainant does, or being excused from it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.matter.answering.events import (
    AnswerExempted,
    ComplainantAnswered,
    ExemptionProposed,
    InterimReplyGiven,
)
from domain.matter.followup.state import NOTHING_YET, TO_BE_ASKED_ANEW
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter, in_hands
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.vocabulary import Duty, Ending, Party

TO_THE_COMPLAINANT = (
    Duty.ACCEPTANCE_NOTICE,
    Duty.FINAL_ANSWER,
    Duty.ANSWER,
    Duty.INTERIM_REPLY,
    Duty.REDO,
)


def _interim(_fact: InterimReplyGiven) -> Iterable[Effect]:
    yield Ends(Key(Duty.INTERIM_REPLY))


def _answered(fact: ComplainantAnswered) -> Iterable[Effect]:
    office = Owner(fact.closing_unit)
    for duty in TO_THE_COMPLAINANT:
        yield Ends(Key(duty))
    if fact.follow_up_by is not None:
        key = Key(Duty.FOLLOW_UP_CALL)
        yield Opens(key, office, Party.COMPLAINANT, fact.follow_up_by)
    if fact.close_by is not None:
        yield Opens(Key(Duty.CLOSE), office, Party.OFFICE, fact.close_by)


def _exempted(fact: AnswerExempted) -> Iterable[Effect]:
    for duty in TO_THE_COMPLAINANT:
        yield Ends(Key(duty), Ending.EXCUSED)
    if fact.close_by is not None:
        yield Opens(Key(Duty.CLOSE), Owner(fact.closing_unit), Party.OFFICE, fact.close_by)


EFFECTS: Effects = {
    InterimReplyGiven: _interim,
    ComplainantAnswered: _answered,
    AnswerExempted: _exempted,
}


def _told_in_part(matter: Matter, _fact: InterimReplyGiven, recorded: Recorded) -> dict[str, Any]:
    return {"handlers": matter.handlers | {recorded.actor.person}} if matter.orders else {}


def _told(matter: Matter, fact: ComplainantAnswered, recorded: Recorded) -> dict[str, Any]:
    at = recorded.occurred_at
    return {
        **in_hands(fact.closing_unit, None, at),
        "answered_at": at,
        "handlers": matter.handlers | {recorded.actor.person},
        "followup": TO_BE_ASKED_ANEW if matter.followup.asked else NOTHING_YET,
        "contesting": replace(matter.contesting, redoing=False)
        if matter.contesting.redoing
        else matter.contesting,
    }


def _proposed(_matter: Matter, fact: ExemptionProposed, recorded: Recorded) -> dict[str, Any]:
    return {"exemption_proposed_by": recorded.actor.person, "exemption_ground": fact.ground}


def _excused(_matter: Matter, _fact: AnswerExempted, _recorded: Recorded) -> dict[str, Any]:
    return {"exempted": True}


CHANGES: Changes = {
    InterimReplyGiven: _told_in_part,
    ComplainantAnswered: _told,
    ExemptionProposed: _proposed,
    AnswerExempted: _excused,
}
