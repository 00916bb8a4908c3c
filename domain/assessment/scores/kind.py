"""Score ledgers, as the program runs them."""

from domain.assessment.scores.commands import EnterByRule, EnterScore
from domain.assessment.scores.decisions import DECISIONS
from domain.assessment.scores.effects import CHANGES, EFFECTS
from domain.assessment.scores.entries import PREFIX, ledger_of_person, ledger_of_unit
from domain.assessment.scores.events import FACTS
from domain.assessment.scores.state import ScoreLedger
from domain.proceedings.kind import Kind
from domain.vocabulary import ProceedingKind, ScoreStage


def _ledger(command: EnterScore | EnterByRule) -> str:
    ledger = (
        ledger_of_unit(command.unit or "")
        if command.person is None
        else ledger_of_person(command.person)
    )
    return ledger.removeprefix(PREFIX)


SCORE = Kind(
    name=ProceedingKind.SCORE,
    plural="scores",
    blank=ScoreLedger,
    stages=ScoreStage,
    opening=(EnterScore, EnterByRule),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    natural_key=_ledger,
    goes_on=True,
)
