"""What happens to a pledge, and who owes what about it."""

from collections.abc import Iterable
from typing import Any

from domain.assessment.pledges.events import (
    PledgePublished,
    PledgeRegistered,
    PledgeReported,
    PledgeVerified,
)
from domain.assessment.pledges.state import Pledge
from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.handing_over import DutiesHandedOver
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import Duty, Party, PledgeStage

PUBLISHED, KEPT = Key(Duty.PLEDGE_PUBLISHED), Key(Duty.PLEDGE_KEPT)
VERIFIED = Key(Duty.PLEDGE_VERIFIED)


def _registered(fact: PledgeRegistered) -> Iterable[Effect]:
    yield Opens(PUBLISHED, Owner(fact.published_by), Party.PUBLIC, fact.publish_by)
    yield Opens(KEPT, Owner(fact.unit, fact.person), Party.PUBLIC, fact.keep_by)


def _published(_fact: PledgePublished) -> Iterable[Effect]:
    yield Ends(PUBLISHED)


def _reported(fact: PledgeReported) -> Iterable[Effect]:
    yield Ends(KEPT)
    yield Opens(VERIFIED, Owner(fact.verified_by), Party.PUBLIC, fact.verify_by)


def _verified(fact: PledgeVerified) -> Iterable[Effect]:
    yield Ends(VERIFIED)
    if fact.keep_by is not None:
        yield Opens(KEPT, Owner(fact.unit, fact.person), Party.PUBLIC, fact.keep_by)


EFFECTS: Effects = {
    PledgeRegistered: _registered,
    PledgePublished: _published,
    PledgeReported: _reported,
    PledgeVerified: _verified,
}


def _taken_in(_pledge: Pledge, fact: PledgeRegistered, _recorded: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": PledgeStage.REGISTERED,
        "unit": fact.unit,
        "person": fact.person,
        "units": frozenset(filter(None, (fact.unit, fact.published_by))),
        "persons": frozenset((fact.person,)),
        "measure": fact.measure,
        "due_on": fact.due_on,
    }


def _made_public(_pledge: Pledge, fact: PledgePublished, _recorded: Recorded) -> dict[str, Any]:
    return {"stage": PledgeStage.PUBLISHED, "where": fact.where}


def _told(pledge: Pledge, _fact: PledgeReported, _recorded: Recorded) -> dict[str, Any]:
    return {"stage": PledgeStage.REPORTED, "reported": True, "reports": pledge.reports + 1}


def _found(_pledge: Pledge, fact: PledgeVerified, recorded: Recorded) -> dict[str, Any]:
    closed_at = recorded.occurred_at if fact.kept else None
    stage = PledgeStage.KEPT if fact.kept else PledgeStage.NOT_KEPT
    return {"stage": stage, "reported": False, "kept": fact.kept, "closed_at": closed_at}


def _taken_on(pledge: Pledge, fact: DutiesHandedOver, _recorded: Recorded) -> dict[str, Any]:
    return {"person": fact.successor, "persons": pledge.persons | {fact.successor}}


CHANGES: Changes = {
    PledgeRegistered: _taken_in,
    PledgePublished: _made_public,
    PledgeReported: _told,
    PledgeVerified: _found,
    DutiesHandedOver: _taken_on,
}
