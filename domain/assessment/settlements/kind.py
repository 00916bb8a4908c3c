"""Settlements, as the program runs them."""

from domain.assessment.settlements.commands import SettlePeriod
from domain.assessment.settlements.decisions import DECISIONS
from domain.assessment.settlements.effects import CHANGES, EFFECTS
from domain.assessment.settlements.events import FACTS
from domain.assessment.settlements.state import Settlement
from domain.proceedings.kind import Kind
from domain.vocabulary import ProceedingKind, SettlementStage


def _period(command: SettlePeriod) -> str:
    return command.period


SETTLEMENT = Kind(
    name=ProceedingKind.SETTLEMENT,
    plural="settlements",
    blank=Settlement,
    stages=SettlementStage,
    opening=(SettlePeriod,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    natural_key=_period,
)
