"""What happens to a rectification: owed by the unit, then its verification by the office."""

from collections.abc import Iterable
from typing import Any

from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.supervision.rectifications.events import (
    RectificationFailed,
    RectificationOrdered,
    RectificationReported,
    RectificationVerified,
    RectificationWithdrawn,
)
from domain.supervision.rectifications.state import Rectification
from domain.vocabulary import Duty, Ending, Party, RectificationStage

RECTIFICATION = Key(Duty.RECTIFICATION)
VERIFICATION = Key(Duty.VERIFICATION)


def _ordered(fact: RectificationOrdered) -> Iterable[Effect]:
    yield Opens(RECTIFICATION, Owner(fact.unit), Party.OFFICE, fact.rectify_by)


def _reported(fact: RectificationReported) -> Iterable[Effect]:
    yield Ends(RECTIFICATION)
    yield Opens(VERIFICATION, Owner(fact.office), Party.SUPERVISED_UNIT, fact.verify_by)


def _verified(_fact: RectificationVerified) -> Iterable[Effect]:
    yield Ends(VERIFICATION)


def _failed(fact: RectificationFailed) -> Iterable[Effect]:
    yield Ends(VERIFICATION)
    yield Opens(RECTIFICATION, Owner(fact.unit), Party.OFFICE, fact.rectify_by)


def _withdrawn(_fact: RectificationWithdrawn) -> Iterable[Effect]:
    yield Ends(RECTIFICATION, Ending.VOID)


EFFECTS: Effects = {
    RectificationOrdered: _ordered,
    RectificationReported: _reported,
    RectificationVerified: _verified,
    RectificationFailed: _failed,
    RectificationWithdrawn: _withdrawn,
}


def _taken_in(_before: Rectification, fact: RectificationOrdered, _r: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": RectificationStage.ORDERED,
        "unit": fact.unit,
        "units": frozenset(filter(None, (fact.unit, fact.office))),
        "links": tuple(filter(None, (fact.source,))),
        "office": fact.office,
    }


def _told(_before: Rectification, _f: RectificationReported, recorded: Recorded) -> dict[str, Any]:
    return {"stage": RectificationStage.REPORTED, "reporter": recorded.actor.person}


def _done(_before: Rectification, _f: RectificationVerified, recorded: Recorded) -> dict[str, Any]:
    return {"stage": RectificationStage.VERIFIED, "closed_at": recorded.occurred_at}


def _again(_before: Rectification, fact: RectificationFailed, _r: Recorded) -> dict[str, Any]:
    return {"stage": RectificationStage.FAILED, "failures": fact.failures}


def _void(_before: Rectification, _f: RectificationWithdrawn, recorded: Recorded) -> dict[str, Any]:
    return {"stage": RectificationStage.WITHDRAWN, "closed_at": recorded.occurred_at}


CHANGES: Changes = {
    RectificationOrdered: _taken_in,
    RectificationReported: _told,
    RectificationVerified: _done,
    RectificationFailed: _again,
    RectificationWithdrawn: _void,
}
