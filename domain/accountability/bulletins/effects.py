"""What happens to a bulletin, and who owes its correction once its case was decided otherwise."""

from collections.abc import Iterable
from typing import Any

from domain.accountability.bulletins.events import (
    BulletinCorrected,
    BulletinOverturned,
    BulletinPublished,
    BulletinWithdrawn,
)
from domain.accountability.bulletins.state import Bulletin
from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import BulletinStage, Duty, Party

AMENDED = Key(Duty.BULLETIN_AMENDED)


def _overturned(fact: BulletinOverturned) -> Iterable[Effect]:
    yield Opens(AMENDED, Owner(fact.office), Party.SUBJECT, fact.amend_by)


def _amended(_fact: BulletinCorrected | BulletinWithdrawn) -> Iterable[Effect]:
    yield Ends(AMENDED)


EFFECTS: Effects = {
    BulletinOverturned: _overturned,
    BulletinCorrected: _amended,
    BulletinWithdrawn: _amended,
}


def _published(_b: Bulletin, fact: BulletinPublished, recorded: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": BulletinStage.PUBLISHED,
        "unit": fact.office,
        "units": frozenset(filter(None, (fact.office, *fact.units))),
        "links": tuple(filter(None, (fact.about,))),
        "scope": fact.scope,
        "tone": fact.tone,
        "about": fact.about,
        "published_by": recorded.position,
        "named": fact.units,
        "versions": 1,
    }


def _corrected(bulletin: Bulletin, _f: BulletinCorrected, _recorded: Recorded) -> dict[str, Any]:
    return {"stage": BulletinStage.CORRECTED, "versions": bulletin.versions + 1}


def _withdrawn(_b: Bulletin, _fact: BulletinWithdrawn, recorded: Recorded) -> dict[str, Any]:
    return {"stage": BulletinStage.WITHDRAWN, "closed_at": recorded.occurred_at}


CHANGES: Changes = {
    BulletinPublished: _published,
    BulletinCorrected: _corrected,
    BulletinWithdrawn: _withdrawn,
}
