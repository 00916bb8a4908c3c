"""Cases, as the program runs them."""

from domain.accountability.cases import commands as c
from domain.accountability.cases import following_commands as f
from domain.accountability.cases.appealing import decide_appeal, decide_on_appeal
from domain.accountability.cases.changes import CHANGES
from domain.accountability.cases.deciding import decide_case, decide_not_to_hold
from domain.accountability.cases.decisions import (
    decide_defence,
    decide_findings,
    decide_join,
    decide_open,
)
from domain.accountability.cases.effects import EFFECTS
from domain.accountability.cases.events import FACTS
from domain.accountability.cases.following import (
    decide_clear,
    decide_consequence,
    decide_execute,
    decide_lift,
    decide_serve,
    decide_settle,
)
from domain.accountability.cases.recusing import decide_recuse, refuse_unfit_successor
from domain.accountability.cases.state import Case
from domain.accountability.clearings.commands import ClearName
from domain.proceedings.kind import Kind
from domain.vocabulary import CaseStage, Duty, ProceedingKind

CASE = Kind(
    name=ProceedingKind.CASE,
    plural="cases",
    blank=Case,
    stages=CaseStage,
    opening=(c.OpenCase,),
    decisions={
        c.OpenCase: decide_open,
        c.JoinLead: decide_join,
        c.RecuseInvestigator: decide_recuse,
        c.RecordFindings: decide_findings,
        c.RecordDefence: decide_defence,
        c.DecideCase: decide_case,
        c.EndWithoutHolding: decide_not_to_hold,
        f.ServeDecision: decide_serve,
        f.ExecuteMeasure: decide_execute,
        f.ExecuteConsequence: decide_consequence,
        f.LiftMeasure: decide_lift,
        f.Appeal: decide_appeal,
        f.DecideAppeal: decide_on_appeal,
        ClearName: decide_clear,
        f.SettleCase: decide_settle,
    },
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    passes_on={Duty.CASE_DECIDED: refuse_unfit_successor},
    next_actions={
        Duty.CASE_DECIDED: c.DecideCase,
        Duty.DECISION_SERVED: f.ServeDecision,
        Duty.MEASURE_EXECUTED: f.ExecuteMeasure,
        Duty.CONSEQUENCE_EXECUTED: f.ExecuteConsequence,
        Duty.LIFTING: f.LiftMeasure,
        Duty.CLEARING: ClearName,
        Duty.SUPERVISORY_APPEAL: f.DecideAppeal,
        Duty.SECOND_SUPERVISORY_APPEAL: f.DecideAppeal,
        Duty.CONCLUSION_APPEAL: f.DecideAppeal,
        Duty.OTHER_APPEAL: f.DecideAppeal,
    },
    wake=f.SettleCase,
)
