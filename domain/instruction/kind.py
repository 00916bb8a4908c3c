"""Instructions, as the program runs them."""

from domain.instruction.commands import (
    ClarifyInstruction,
    Countersign,
    ExplainRecording,
    GiveInstruction,
    ReportOnInstruction,
)
from domain.instruction.decisions import DECISIONS
from domain.instruction.effects import CHANGES, EFFECTS
from domain.instruction.events import FACTS
from domain.instruction.state import Instruction
from domain.proceedings.kind import Kind
from domain.vocabulary import Duty, InstructionStage, ProceedingKind

INSTRUCTION = Kind(
    name=ProceedingKind.INSTRUCTION,
    plural="instructions",
    blank=Instruction,
    stages=InstructionStage,
    opening=(GiveInstruction,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={
        Duty.COUNTERSIGNATURE: Countersign,
        Duty.CLARIFICATION: ClarifyInstruction,
        Duty.INSTRUCTION_REPORT: ReportOnInstruction,
        Duty.EXPLANATION: ExplainRecording,
    },
)
