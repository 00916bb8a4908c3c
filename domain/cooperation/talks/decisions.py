"""Holding a talk, and having its cause pursued (M28, M30)."""

from domain.accountability.leads.state import Lead
from domain.cooperation.referrals.state import Referral
from domain.cooperation.talks.commands import HoldEarlyTalk, HoldThreePartyTalk, RouteTalk
from domain.cooperation.talks.errors import (
    NotEarly,
    NothingOwedThere,
    NotPursuedThere,
    PartyHoldsTalk,
    PursuerUnfit,
)
from domain.cooperation.talks.events import EarlyTalkHeld, TalkRouted, ThreePartyTalkHeld
from domain.cooperation.talks.state import Talk
from domain.elsewhere import Led
from domain.errors import UnknownUnit
from domain.obligations import Key
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.vocabulary import Cause


def decide_three_party(command: HoldThreePartyTalk, _talk: Talk, situation: Situation) -> Led:
    """Put a talk of three parties on record; its cause has to be routed within the limit.

    Raises UnknownUnit, PartyHoldsTalk, PursuerUnfit.
    """
    organisation, actor = situation.organisation, situation.actor
    parties = (command.owner, command.helper)
    for unit in filter(None, (*parties, command.pursuer)):
        if unit not in organisation.units:
            raise UnknownUnit(unit=unit)
    if actor.unit is not None and _among(actor.unit, parties, situation):
        raise PartyHoldsTalk()
    outside = command.cause is Cause.OUTSIDE
    if outside != (command.pursuer is None):
        raise PursuerUnfit()
    if command.pursuer is not None and _among(command.pursuer, parties, situation):
        raise PursuerUnfit()
    return (
        ThreePartyTalkHeld(
            **command.model_dump(exclude={"matter"}),
            matter=command.matter,
            owed_by=None if outside else actor.unit,
            route_by=None if outside else situation.rules.deadline("cause_routed", situation.now),
        ),
    )


def decide_route(command: RouteTalk, talk: Talk, situation: Situation) -> Led:
    """The cause is pursued: referred to the pursuing body, or a lead about the unit at fault.

    Raises NotPursuedThere.
    """
    if command.referral is not None:
        referral = situation.proceeding(command.referral)
        if isinstance(referral, Referral) and referral.exists and referral.unit == talk.pursuer:
            return (TalkRouted(to=referral.id),)
    if command.lead is not None:
        lead = situation.proceeding(command.lead)
        about = isinstance(lead, Lead) and lead.exists and lead.unit == talk.at_fault
        if about and talk.at_fault is not None:
            return (TalkRouted(to=lead.id),)
    raise NotPursuedThere(unit=talk.pursuer)


def decide_early(command: HoldEarlyTalk, _talk: Talk, situation: Situation) -> Led:
    """Remind whoever owes something before it is missed.

    Raises NothingOwedThere, NotEarly, PartyHoldsTalk.
    """
    owed = situation.other(command.matter).obligations.get(Key(command.duty, command.of or ""))
    if owed is None or not owed.is_open:
        raise NothingOwedThere(duty=command.duty)
    if owed.breached(situation.now):
        raise NotEarly(duty=command.duty, due=owed.deadline.at.isoformat())
    actor, owner = situation.actor, owed.owner
    own = actor.unit and owner.unit and situation.organisation.same_body(actor.unit, owner.unit)
    if own or actor.person == owner.person:
        raise PartyHoldsTalk()
    return (
        EarlyTalkHeld(
            title=f"事前提醒：{owed.key.duty.zh}",
            matter=command.matter,
            duty=owed.key.duty,
            of=owed.key.of,
            nth=owed.nth,
            unit=owner.unit,
            person=owner.person,
            due_at=owed.deadline.at,
            office=actor.unit,
            text=command.text,
        ),
    )


def _among(unit: str, parties: tuple[str, ...], situation: Situation) -> bool:
    return any(situation.organisation.same_body(unit, each) for each in parties)


DECISIONS: Decisions = {
    HoldThreePartyTalk: decide_three_party,
    HoldEarlyTalk: decide_early,
    RouteTalk: decide_route,
}
