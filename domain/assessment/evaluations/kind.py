"""Evaluations, as the program runs them."""

from domain.assessment.evaluations.commands import CloseVoting, DeclareResult, OpenEvaluation
from domain.assessment.evaluations.decisions import DECISIONS
from domain.assessment.evaluations.effects import CHANGES, EFFECTS
from domain.assessment.evaluations.events import FACTS
from domain.assessment.evaluations.state import Evaluation
from domain.proceedings.kind import Kind
from domain.vocabulary import Duty, EvaluationStage, ProceedingKind

EVALUATION = Kind(
    name=ProceedingKind.EVALUATION,
    plural="evaluations",
    blank=Evaluation,
    stages=EvaluationStage,
    opening=(OpenEvaluation,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={Duty.EVALUATION_RESULT: DeclareResult},
    wake=CloseVoting,
)
