"""What happens to a settlement: it is made, and stands."""

from typing import Any

from domain.assessment.settlements.events import ScoresSettled
from domain.assessment.settlements.state import Settlement
from domain.envelope import Recorded
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import SettlementStage

EFFECTS: Effects = {}


def _settled(_settlement: Settlement, fact: ScoresSettled, recorded: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": SettlementStage.FROZEN,
        "closed_at": recorded.occurred_at,
        "period": fact.period,
        "as_of": fact.as_of,
        "known_by": fact.known_by,
        "rulebook": fact.rulebook,
        "grades": fact.grades,
        "document": fact.document,
        "sha256": fact.sha256,
    }


CHANGES: Changes = {ScoresSettled: _settled}
