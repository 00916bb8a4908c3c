"""Obstructions, as the program runs them."""

from domain.proceedings.kind import Kind
from domain.supervision.obstructions.commands import RecordObstruction
from domain.supervision.obstructions.decisions import DECISIONS
from domain.supervision.obstructions.effects import CHANGES, EFFECTS
from domain.supervision.obstructions.events import FACTS
from domain.supervision.obstructions.state import Obstruction
from domain.vocabulary import ObstructionStage, ProceedingKind

OBSTRUCTION = Kind(
    name=ProceedingKind.OBSTRUCTION,
    plural="obstructions",
    blank=Obstruction,
    stages=ObstructionStage,
    opening=(RecordObstruction,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
)
