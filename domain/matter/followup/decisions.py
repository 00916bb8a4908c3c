"""Asking the complainant after the answer, by somebody who did not give it (M15)."""

from domain.envelope import Fact
from domain.matter.followup.commands import RateAnswer, RecordCall
from domain.matter.followup.errors import (
    AlreadyRated,
    HandlerCannotCall,
    NoCallOwed,
    NothingToRate,
    RatesOwnWork,
    TriedToday,
)
from domain.matter.followup.events import AnswerRated, CallMade
from domain.matter.outsiders import is_outsider
from domain.matter.part import Decisions
from domain.matter.state import Matter
from domain.situation import Situation
from domain.vocabulary import Duty
from domain.working_days import SHANGHAI


def decide_record_call(
    command: RecordCall, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Record a call; the asking ends with one that reached them, or after as many days of trying as
    ``times`` of the rulebook's row says.

    Raises NoCallOwed, HandlerCannotCall, TriedToday (a second attempt of one day that reached nobody).
    """
    owed = matter.obligation(Duty.FOLLOW_UP_CALL)
    if owed is None or not owed.is_open:
        raise NoCallOwed()
    if not is_outsider(matter, situation):
        raise HandlerCannotCall()
    today = situation.now.astimezone(SHANGHAI).date()
    if not command.reached and matter.followup.last_attempt == today:
        raise TriedToday()
    tries = situation.rules_of(owed.deadline).rulebook.limits["follow_up_call"].times
    over = command.reached or (tries is not None and matter.followup.attempts + 1 >= tries)
    ending = (
        {
            "close_by": situation.rules.deadline("close", situation.now),
            "closing_unit": matter.receiving_unit,
        }
        if over
        else {}
    )
    return (CallMade(**command.model_dump(), **ending),)


def decide_rate(command: RateAnswer, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Record the complainant's own rating, once for each answer: they do it by the receipt code, or
    somebody does who has no part in what is rated.

    Raises NothingToRate, RatesOwnWork, AlreadyRated.
    """
    if matter.answered_at is None:
        raise NothingToRate()
    if not is_outsider(matter, situation):
        raise RatesOwnWork()
    if matter.followup.rated:
        raise AlreadyRated()
    return (AnswerRated(**command.model_dump()),)


DECISIONS: Decisions = {RecordCall: decide_record_call, RateAnswer: decide_rate}
