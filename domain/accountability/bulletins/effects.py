"""What happens to a bulletin; nothing is owed by it."""

from typing import Any

from domain.accountability.bulletins.events import (
    BulletinCorrected,
    BulletinPublished,
    BulletinWithdrawn,
)
from domain.accountability.bulletins.state import Bulletin
from domain.envelope import Recorded
from domain.proceedings.kind import Changes
from domain.vocabulary import BulletinStage


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
