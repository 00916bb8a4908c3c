"""One example of every fact of cases and records, with every field given."""

from datetime import date

from domain.accountability.cases import events as c
from domain.accountability.clearings import events as k
from domain.accountability.leads.events import LeadCaseOpened
from domain.accountability.measures import Imposed
from domain.accountability.records import events as r
from domain.envelope import Fact
from domain.vocabulary import (
    AnswerRoute,
    AppealBasis,
    AppealOutcome,
    Authority,
    DefenceForm,
    Duty,
    Finding,
    Form,
    Gravity,
    Ground,
    Hook,
    LawfulGround,
    RecusalGround,
    SubjectKind,
)
from tests.domain.examples_of_proceedings import day, due

MEASURE = Imposed(
    form=Form.WRITTEN_WARNING,
    subject=SubjectKind.OFFICIAL,
    who="handler-wang",
    series="efficiency",
    rank=4,
    months=3,
    until=date(2026, 6, 2),
    row="efficiency-office/1 forms.6",
)
KEY = "written_warning:official"

EXAMPLES: tuple[Fact, ...] = (
    LeadCaseOpened(case="case-c1"),
    c.CaseOpened(
        number="2026-WZ-000001",
        title="窗口推诿案",
        lead="lead-l1",
        ground=Ground.INACTION,
        unit="housing",
        person="handler-wang",
        answerable=("leader-sun", "head-zhou"),
        facts=("m1",),
        complaints=("m1",),
        in_process=True,
        investigator="inspector-gao",
        owed_by="office",
        decide_by=due("case_decided", 28),
    ),
    c.CaseLeadJoined(
        lead="lead-l2", ground=Ground.WEAK_EXECUTION, facts=("m2",), complaints=("m2",)
    ),
    c.InvestigatorRecused(
        investigator="inspector-gao",
        ground=RecusalGround.NEAR_RELATIVE,
        self_declared=True,
        successor="inspector-he",
        owed_by="office",
        reason="系其表弟",
    ),
    c.CaseFindingsRecorded(
        finding=Finding.SUBSTANTIATED,
        gravity=Gravity.ORDINARY,
        text="已查实",
        evidence=("谈话笔录",),
    ),
    c.CaseDefenceHeard(
        form=DefenceForm.ORAL, witness="inspector-he", text="人手不足", response="不成立"
    ),
    c.CaseDecided(
        measures=(MEASURE,),
        authority=Authority.EFFICIENCY_OFFICE,
        document="效办决字 7 号",
        basis=AppealBasis.OTHER,
        reason="事实清楚",
        proposals=(
            c.Proposal(row="efficiency-office/1 ladders.1", count=3, forms=(Form.TRANSFER,)),
        ),
        departure="设备故障",
        consequences=(
            c.OrderedConsequence(
                hook=Hook.BONUS,
                unit="water",
                what="扣减半年奖金",
                by=due("consequence_executed", 30),
            ),
        ),
        owed_by="office",
        serve_by=due("decision_served", 9),
    ),
    c.CaseNotHeld(
        ground=LawfulGround.NOT_SUBSTANTIATED,
        provision="容错纠错办法第八条",
        reason="不实",
        owed_by="office",
        clear_by=due("clearing", 16),
    ),
    c.CaseDecisionServed(
        evidence="送达回证",
        owed_by="office",
        owed=(
            c.OwedMeasure(
                key=KEY, execute_by=due("measure_executed", 16), lift_by=due("lifting", 17)
            ),
        ),
        appeal_by=due("other_appeal_application", 31),
    ),
    c.MeasureExecuted(key=KEY, evidence="存档 12 号"),
    c.ConsequenceExecuted(hook=Hook.BONUS, evidence="发放表"),
    c.CaseInfluenceEnded(key=KEY, last_day=date(2026, 6, 2)),
    c.MeasureLifted(key=KEY, evidence="通知书 5 号"),
    c.CaseAppealLapsed(until=day(31)),
    c.CaseAppealed(
        duty=Duty.OTHER_APPEAL, text="过重", owed_by="county", decide_by=due("other_appeal", 30)
    ),
    c.CaseAppealDecided(
        duty=Duty.OTHER_APPEAL,
        outcome=AppealOutcome.CHANGED,
        text="变更",
        measures=(MEASURE,),
        void=((Duty.LIFTING, KEY),),
        owed_by="office",
        serve_by=due("decision_served", 9),
        again_by=due("second_supervisory_appeal_application", 30),
        clear_by=due("clearing", 16),
    ),
    c.CaseToldOf(bulletin="bulletin-b1"),
    c.NameCleared(route=AnswerRoute.PUBLISHED, where=("单位公示栏",), text="经查不实"),
    k.ClearingOwed(
        number="2026-CQ-000001",
        source="matter-m1",
        persons=("handler-wang",),
        units=("housing",),
        office="office",
        clear_by=due("clearing", 16),
    ),
    k.AccusationFoundFalse(reason="捏造事实"),
    k.AccusedCleared(route=AnswerRoute.PUBLISHED, where=("单位公示栏",), text="经查不实"),
    c.CaseClosed(since=day(31)),
    r.RecordEntered(
        subject=SubjectKind.OFFICIAL,
        who="handler-wang",
        case="case-c1",
        ground=Ground.INACTION,
        facts=("m1",),
        complaints=("m1",),
        measures=(MEASURE,),
        decided_on=date(2026, 3, 2),
    ),
    r.RecordReversed(case="case-c1"),
    r.RecordInfluenceEnded(case="case-c1", key=KEY),
)

APPEALS: tuple[Fact, ...] = tuple(
    c.CaseAppealed(duty=duty, text="不服", owed_by="county", decide_by=due(duty, 30))
    for duty in (
        Duty.SUPERVISORY_APPEAL,
        Duty.SECOND_SUPERVISORY_APPEAL,
        Duty.CONCLUSION_APPEAL,
    )
)
"""The one fact of cases whose kind alone does not say which duty it opens."""
