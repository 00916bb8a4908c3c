"""What happens to a talk, and who owes that its cause is pursued (M28)."""

from collections.abc import Iterable
from typing import Any

from domain.cooperation.talks.events import EarlyTalkHeld, TalkRouted, ThreePartyTalkHeld
from domain.cooperation.talks.state import Talk
from domain.envelope import Recorded
from domain.matter.stream import matter_stream
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import Cause, Duty, Party, TalkStage

ROUTED = Key(Duty.CAUSE_ROUTED)


def _held(fact: ThreePartyTalkHeld) -> Iterable[Effect]:
    if fact.route_by is not None:
        yield Opens(ROUTED, Owner(fact.owed_by), Party.SUPERVISORY_BODY, fact.route_by)


def _routed(_fact: TalkRouted) -> Iterable[Effect]:
    yield Ends(ROUTED)


EFFECTS: Effects = {ThreePartyTalkHeld: _held, TalkRouted: _routed}


def _three(_talk: Talk, fact: ThreePartyTalkHeld, recorded: Recorded) -> dict[str, Any]:
    over = fact.route_by is None
    at_fault = {Cause.OWNER: fact.owner, Cause.HELPER: fact.helper}.get(fact.cause)
    return {
        "title": fact.title,
        "stage": TalkStage.OVER if over else TalkStage.CAUSE_OPEN,
        "unit": at_fault,
        "units": frozenset(filter(None, (fact.owed_by,))),
        "about_units": tuple(filter(None, (at_fault,))),
        "links": (matter_stream(fact.matter),) if fact.matter is not None else (),
        "cause": fact.cause,
        "at_fault": at_fault,
        "pursuer": fact.pursuer,
        "closed_at": recorded.occurred_at if over else None,
    }


def _onward(talk: Talk, fact: TalkRouted, recorded: Recorded) -> dict[str, Any]:
    links = (*talk.links, fact.to)
    return {"stage": TalkStage.OVER, "closed_at": recorded.occurred_at, "links": links}


def _early(_talk: Talk, fact: EarlyTalkHeld, recorded: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": TalkStage.OVER,
        "unit": fact.unit,
        "person": fact.person,
        "units": frozenset(filter(None, (fact.office, fact.unit))),
        "persons": frozenset(filter(None, (fact.person,))),
        "links": (matter_stream(fact.matter),),
        "early": True,
        "closed_at": recorded.occurred_at,
    }


CHANGES: Changes = {ThreePartyTalkHeld: _three, TalkRouted: _onward, EarlyTalkHeld: _early}
