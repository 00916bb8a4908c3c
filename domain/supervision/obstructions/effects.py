"""What an obstruction does: it owes nothing itself, its lead does."""

from typing import Any

from domain.envelope import Recorded
from domain.proceedings.kind import Changes, Effects
from domain.supervision.obstructions.events import ObstructionRecorded
from domain.supervision.obstructions.state import Obstruction
from domain.vocabulary import ObstructionStage

EFFECTS: Effects = {}


def _taken_in(
    _before: Obstruction, fact: ObstructionRecorded, recorded: Recorded
) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": ObstructionStage.RECORDED,
        "unit": fact.unit,
        "person": fact.person,
        "about_units": tuple(filter(None, (fact.unit,))),
        "about_persons": tuple(filter(None, (fact.person,))),
        "links": (fact.against, fact.lead, *fact.aggravates),
        "against": fact.against,
        "lead": fact.lead,
        "closed_at": recorded.occurred_at,
    }


CHANGES: Changes = {ObstructionRecorded: _taken_in}
