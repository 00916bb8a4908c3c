"""What an entry does to its ledger."""

from typing import Any

from domain.assessment.scores.entries import entries
from domain.assessment.scores.events import ScoreEntered, ScoreReversed
from domain.assessment.scores.state import ScoreLedger
from domain.envelope import Recorded
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import ScoreStage

EFFECTS: Effects = {}


def _entered(ledger: ScoreLedger, fact: ScoreEntered, recorded: Recorded) -> dict[str, Any]:
    carried = ((recorded.position, fact.carried_by),) if fact.carried_by else ()
    return {
        "title": f"计分台账 {fact.unit or fact.person}",
        "stage": ScoreStage.KEPT,
        "unit": fact.unit,
        "person": fact.person,
        "units": frozenset(filter(None, (fact.unit or fact.carried_by,))) or ledger.units,
        "persons": frozenset(filter(None, (fact.person,))),
        "links": tuple(dict.fromkeys((*ledger.links, fact.source))),
        "entries": (*ledger.entries, *entries(recorded)),
        "carried": (*ledger.carried, *carried),
    }


def _reversed(ledger: ScoreLedger, _fact: ScoreReversed, recorded: Recorded) -> dict[str, Any]:
    return {"entries": (*ledger.entries, *entries(recorded))}


CHANGES: Changes = {ScoreEntered: _entered, ScoreReversed: _reversed}
