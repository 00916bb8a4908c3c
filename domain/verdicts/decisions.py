"""Finding that something was missed, and what is known better afterwards (M29; rules.md).

"Which time counts": what staff did counts from its recording; an earlier time counts only with
evidence of delivery that someone outside the unit confirmed.
"""

from collections.abc import Callable, Mapping
from typing import Any

from domain.accountability.leads.opening import lead_of_breach, put_up_for_review
from domain.elsewhere import Elsewhere, Led
from domain.envelope import Command
from domain.matter.state import Matter
from domain.obligations import Key, Obligation
from domain.proceedings.state import Proceeding
from domain.situation import Situation
from domain.verdicts.commands import ConfirmEarlierAct, FindBreach
from domain.verdicts.errors import NotEarlier, NothingDone, OwnLine
from domain.verdicts.events import BreachFound, EarlierActConfirmed, VerdictCorrected
from domain.vocabulary import CorrectionReason, Duty
from domain.working_days import shanghai_day

Life = Matter | Proceeding


def decide_find(command: FindBreach, life: Life, situation: Situation) -> Led:
    """Put a breach on record, once for each round of a duty; by rule it opens a lead.

    It is held against who owed it when it fell due: handing it over afterwards moves no blame.
    Nothing where it was done in time, is not due yet, or is on record already. What was due before
    an imported message was taken up here is judged in retrospect, and opens none.
    """
    owed = _round(life, command.duty, command.of, command.nth)
    if owed is None or owed.verdict_by is not None or not owed.breached(situation.now):
        return ()
    owed = owed._replace(owner=owed.missed_by or owed.owner)
    retrospective = is_retrospective(life, owed)
    unit, day = owed.owner.unit, shanghai_day(owed.deadline.at)
    chain = situation.organisation.chain(unit, day) if unit is not None else ()
    answerable = tuple(dict.fromkeys(each.person for each in chain if each.person is not None))
    lead = None if retrospective else lead_of_breach(life.id, owed, answerable, situation)
    verdict = BreachFound(
        duty=owed.key.duty,
        of=owed.key.of,
        nth=owed.nth,
        unit=unit,
        person=owed.owner.person,
        deadline=owed.deadline,
        opened_by=owed.opened_by,
        answerable=answerable,
        done_at=owed.ended_at,
        retrospective=retrospective,
        lead=lead.stream if lead is not None else None,
    )
    return (verdict,) if lead is None else (verdict, lead)


def is_retrospective(life: Life, owed: Obligation) -> bool:
    """Whether it fell due before an imported message was taken up here, if ever it was."""
    if not isinstance(life, Matter) or not life.imported:
        return False
    return life.registered_at is None or owed.deadline.at <= life.registered_at


def decide_confirm(command: ConfirmEarlierAct, life: Life, situation: Situation) -> Led:
    """Count an earlier act, and where a verdict falls by it, correct that and have its lead looked
    at again.

    Raises NothingDone, NotEarlier, OwnLine.
    """
    owed = _round(life, command.duty, command.of, command.nth)
    if owed is None or owed.ended_at is None:
        raise NothingDone(duty=command.duty)
    if command.done_at == owed.ended_at:
        return ()
    if not owed.deadline.since <= command.done_at < owed.ended_at:
        raise NotEarlier(given=owed.ended_at.isoformat())
    _refuse_own_line(owed, situation)
    said = {"duty": owed.key.duty, "of": owed.key.of, "nth": owed.nth, "done_at": command.done_at}
    confirmed = EarlierActConfirmed(**said, evidence=command.evidence)
    if owed.verdict_by is None or command.done_at >= owed.deadline.at:
        return (confirmed,)
    corrected = VerdictCorrected(
        **said, reason=CorrectionReason.EARLIER_ACT, deadline=owed.deadline
    )
    return (confirmed, corrected, *_lead_again(life, owed, situation))


def _lead_again(life: Life, owed: Obligation, situation: Situation) -> tuple[Elsewhere, ...]:
    found = put_up_for_review(life.id, owed, situation)
    return () if found is None else (found,)


def _refuse_own_line(owed: Obligation, situation: Situation) -> None:
    actor, owner = situation.actor, owed.owner
    same = actor.unit and owner.unit and situation.organisation.same_body(actor.unit, owner.unit)
    if same or actor.person == owner.person:
        raise OwnLine()


def _round(life: Life, duty: Duty, of: str | None, nth: int) -> Obligation | None:
    latest = life.obligations.get(Key(duty, of or ""))
    return None if latest is None else latest.in_round(nth)


DECISIONS: Mapping[type[Command], Callable[[Any, Life, Situation], Led]] = {
    FindBreach: decide_find,
    ConfirmEarlierAct: decide_confirm,
}
"""What is decided alike for a matter and for every kind of proceeding, also once it is over."""
