"""Clearings, as the program runs them."""

from domain.accountability.clearings.commands import ClearName, FindFalseAccusation
from domain.accountability.clearings.decisions import DECISIONS
from domain.accountability.clearings.effects import CHANGES, EFFECTS
from domain.accountability.clearings.events import FACTS
from domain.accountability.clearings.state import Clearing
from domain.matter.stream import matter_stream
from domain.proceedings.kind import Kind
from domain.vocabulary import ClearingStage, Duty, ProceedingKind


def _key(command: FindFalseAccusation) -> str:
    return matter_stream(command.matter)


CLEARING = Kind(
    name=ProceedingKind.CLEARING,
    plural="clearings",
    blank=Clearing,
    stages=ClearingStage,
    opening=(FindFalseAccusation,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    after_closing=frozenset({FindFalseAccusation}),
    next_actions={Duty.CLEARING: ClearName},
    natural_key=_key,
    goes_on=True,
)
