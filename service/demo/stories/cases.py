"""Cases from their leads to their ends: held, appealed against, not held, under way (M30-M32, M37)."""

from collections.abc import Iterable, Iterator

from domain.accountability.cases.commands import (
    Consequence,
    DecideCase,
    EndWithoutHolding,
    Imposing,
    JoinLead,
    OpenCase,
    RecordDefence,
    RecordFindings,
    RecuseInvestigator,
)
from domain.accountability.cases.following_commands import (
    Appeal,
    DecideAppeal,
    ExecuteConsequence,
    ExecuteMeasure,
    LiftMeasure,
    ServeDecision,
)
from domain.accountability.clearings.commands import ClearName
from domain.accountability.leads.commands import OpenLead
from domain.vocabulary import (
    AnswerRoute,
    AppealBasis,
    AppealOutcome,
    Authority,
    DefenceForm,
    Finding,
    Form,
    Gravity,
    Ground,
    Hook,
    LawfulGround,
    RecusalGround,
    SubjectKind,
)
from service.demo.days import SETTLED_AFTER, Days
from service.demo.people import (
    CHIEFS,
    DISCIPLINE,
    DISCIPLINE_LEADER,
    HANDLERS,
    HEADS,
    INSPECTOR,
    OFFICE,
    PERSONNEL_LEADER,
    SECOND_INSPECTOR,
    SUPERVISOR,
)
from service.demo.steps import Step, Story

OFFICIAL, UNIT = SubjectKind.OFFICIAL, SubjectKind.UNIT
HELD, REVOKED, REVOKED_LATE, NOT_HELD, GRAVE, UNDER_WAY = (
    "case-held",
    "case-revoked",
    "case-revoked-late",
    "case-not-held",
    "case-grave",
    "case-under-way",
)
DEFENCE = RecordDefence(
    form=DefenceForm.ORAL,
    witness=CHIEFS[DISCIPLINE][1],
    text="承认拖延，称人手不足。",
    response="人手不足未上报，不能免责。",
)


def stories(days: Days) -> Iterator[Story]:
    yield from _held(days)
    yield from _revoked(days)
    yield from _revoked_late(days)
    yield from _not_held(days)
    yield from _grave(days)
    yield from _under_way()


def _case(
    name: str,
    days_ago: int,
    unit: str,
    title: str,
    steps: Iterable[Step],
    ground: Ground = Ground.INACTION,
) -> Iterator[Story]:
    """The lead, the case opened on it the day after, and its further steps."""
    person = HANDLERS[unit].person
    lead = OpenLead(title=title, ground=ground, unit=unit, person=person, reason="督查发现。")
    yield Story(f"{name}-lead", (Step(days_ago, 9, SUPERVISOR, lead),))
    opened = OpenCase(lead=f"{name}-lead", title=f"{title}案", investigator=INSPECTOR.person)
    yield Story(name, (Step(days_ago - 1, 9, SUPERVISOR, opened), *steps))


def _found(gravity: Gravity | None) -> RecordFindings:
    finding = Finding.SUBSTANTIATED if gravity else Finding.NOT_SUBSTANTIATED
    return RecordFindings(
        finding=finding, gravity=gravity, text="调阅台账、谈话三人。", evidence=("谈话笔录",)
    )


def _decided(
    *measures: Imposing,
    authority: Authority = Authority.EFFICIENCY_OFFICE,
    consequences: tuple[Consequence, ...] = (),
) -> DecideCase:
    return DecideCase(
        measures=measures,
        authority=authority,
        basis=AppealBasis.OTHER,
        reason="事实清楚，证据确凿。",
        consequences=consequences,
    )


def _held(days: Days) -> Iterator[Story]:
    """A written warning of three months, nobody appealed, lifted since; with what follows from it."""
    begin, lifted = days.in_month(6, 2), days.in_month(2, 2)
    yield Story(
        "case-held-second-lead",
        (
            Step(
                begin - 2,
                9,
                SUPERVISOR,
                OpenLead(
                    title="同一路段瞒报进度",
                    ground=Ground.UNREPORTED_DIFFICULTY,
                    unit="jiaotong",
                    person=HANDLERS["jiaotong"].person,
                    reason="现场与报告不符。",
                ),
            ),
        ),
    )
    warning = Imposing(form=Form.WRITTEN_WARNING, subject=OFFICIAL, months=3)
    inspection = Imposing(form=Form.WRITTEN_INSPECTION, subject=UNIT)
    followed = (
        Consequence(hook=Hook.PUBLICITY, unit=OFFICE, what="县级通报"),
        Consequence(hook=Hook.POST, unit="renshe", what="调离养护岗位"),
        Consequence(hook=Hook.BONUS, unit="renshe", what="扣发季度效能奖"),
    )
    recuse = RecuseInvestigator(
        ground=RecusalGround.NEAR_RELATIVE,
        successor=SECOND_INSPECTOR.person,
        reason="与当事人有亲属关系。",
    )
    head = HEADS["renshe"]
    yield from _case(
        HELD,
        begin,
        "jiaotong",
        "路面修复一拖再拖",
        (
            Step(begin - 3, 9, SUPERVISOR, JoinLead(lead="case-held-second-lead")),
            Step(begin - 3, 11, INSPECTOR, recuse),
            Step(begin - 6, 9, SECOND_INSPECTOR, _found(Gravity.ORDINARY)),
            Step(begin - 7, 9, SECOND_INSPECTOR, DEFENCE),
            Step(begin - 8, 9, SUPERVISOR, _decided(warning, inspection, consequences=followed)),
            Step(begin - 10, 9, SUPERVISOR, ServeDecision(evidence="送达回证 3 号")),
            Step(begin - 12, 9, SUPERVISOR, _executed(Form.WRITTEN_WARNING, OFFICIAL)),
            Step(begin - 12, 9, SUPERVISOR, _executed(Form.WRITTEN_INSPECTION, UNIT)),
            Step(
                begin - 12,
                10,
                SUPERVISOR,
                ExecuteConsequence(hook=Hook.PUBLICITY, evidence="通报第 2 期"),
            ),
            Step(begin - 14, 9, head, ExecuteConsequence(hook=Hook.POST, evidence="调动通知")),
            Step(begin - 15, 9, head, ExecuteConsequence(hook=Hook.BONUS, evidence="扣款单")),
            Step(
                lifted,
                9,
                SUPERVISOR,
                LiftMeasure(form=Form.WRITTEN_WARNING, subject=OFFICIAL, evidence="解除通知书"),
            ),
        ),
    )


def _executed(form: Form, subject: SubjectKind) -> ExecuteMeasure:
    return ExecuteMeasure(form=form, subject=subject, evidence="执行回执")


def _revoked(days: Days) -> Iterator[Story]:
    """Taken back on appeal, and the name cleared."""
    begin = days.in_month(5, 4)
    yield from _case(
        REVOKED,
        begin,
        "zhujian",
        "审批无故退件",
        (
            Step(begin - 5, 9, INSPECTOR, _found(Gravity.ORDINARY)),
            Step(begin - 6, 9, INSPECTOR, DEFENCE),
            Step(
                begin - 7,
                9,
                SUPERVISOR,
                _decided(Imposing(form=Form.EFFICIENCY_CIRCULAR, subject=OFFICIAL)),
            ),
            Step(begin - 8, 9, SUPERVISOR, ServeDecision(evidence="送达回证 5 号")),
            Step(begin - 9, 9, SUPERVISOR, _executed(Form.EFFICIENCY_CIRCULAR, OFFICIAL)),
            Step(begin - 16, 9, SUPERVISOR, Appeal(text="退件系系统故障，有工单为证。")),
            Step(
                begin - 24,
                9,
                DISCIPLINE_LEADER,
                DecideAppeal(outcome=AppealOutcome.REVOKED, text="工单属实，撤销通报。"),
            ),
            Step(
                begin - 26,
                9,
                SUPERVISOR,
                ClearName(
                    route=AnswerRoute.PUBLISHED, where=("全市通报",), text="经复核，退件非其责任。"
                ),
            ),
        ),
    )


def _revoked_late(days: Days) -> Iterator[Story]:
    """Served in the last days of a half-year, taken back on appeal after that was settled: the points
    come back in the next half-year, and the settlement stays (M34)."""
    _, settled = days.settled_half()
    served = settled + SETTLED_AFTER + 1
    yield from _case(
        REVOKED_LATE,
        served + 3,
        "renshe",
        "补贴申请压件不办",
        (
            Step(served + 2, 15, INSPECTOR, _found(Gravity.ORDINARY)),
            Step(served + 1, 9, INSPECTOR, DEFENCE),
            Step(
                served + 1,
                15,
                SUPERVISOR,
                _decided(Imposing(form=Form.WRITTEN_WARNING, subject=OFFICIAL, months=3)),
            ),
            Step(served, 9, SUPERVISOR, ServeDecision(evidence="送达回证 7 号")),
            Step(served - 1, 9, SUPERVISOR, _executed(Form.WRITTEN_WARNING, OFFICIAL)),
            Step(settled + 1, 9, SUPERVISOR, Appeal(text="压件系上级系统升级，有公告为证。")),
            Step(
                settled - 1,
                9,
                DISCIPLINE_LEADER,
                DecideAppeal(outcome=AppealOutcome.REVOKED, text="公告属实，撤销告诫。"),
            ),
            Step(
                settled - 2,
                9,
                SUPERVISOR,
                ClearName(
                    route=AnswerRoute.IN_PERSON, where=("局务会",), text="经复核，压件非其责任。"
                ),
            ),
        ),
    )


def _not_held(days: Days) -> Iterator[Story]:
    begin = days.in_month(4, 5)
    yield from _case(
        NOT_HELD,
        begin,
        "dongjie",
        "被举报收礼",
        (
            Step(begin - 5, 9, INSPECTOR, _found(None)),
            Step(begin - 6, 9, INSPECTOR, DEFENCE),
            Step(
                begin - 7,
                9,
                SUPERVISOR,
                EndWithoutHolding(ground=LawfulGround.NOT_SUBSTANTIATED, reason="查无实据。"),
            ),
            Step(
                begin - 9,
                9,
                SUPERVISOR,
                ClearName(
                    route=AnswerRoute.IN_PERSON, where=("街道全体会",), text="在街道全体会上澄清。"
                ),
            ),
        ),
    )


def _grave(days: Days) -> Iterator[Story]:
    """Decided by the appointing body; the period runs into a year whose holidays nobody knows yet."""
    begin = days.in_month(3, 3)
    yield from _case(
        GRAVE,
        begin,
        "shuiwu",
        "瞒报水质超标",
        (
            Step(begin - 8, 9, INSPECTOR, _found(Gravity.SERIOUS)),
            Step(begin - 9, 9, INSPECTOR, DEFENCE),
            Step(
                begin - 11,
                9,
                PERSONNEL_LEADER,
                _decided(
                    Imposing(form=Form.MAJOR_DEMERIT, subject=OFFICIAL, months=18),
                    authority=Authority.APPOINTING_BODY,
                ),
            ),
            Step(begin - 12, 9, SUPERVISOR, ServeDecision(evidence="送达回证 9 号")),
            Step(begin - 14, 9, SUPERVISOR, _executed(Form.MAJOR_DEMERIT, OFFICIAL)),
            Step(begin - 18, 9, SUPERVISOR, Appeal(text="量纪过重。")),
            Step(
                begin - 26,
                9,
                DISCIPLINE_LEADER,
                DecideAppeal(outcome=AppealOutcome.UPHELD, text="事实清楚，维持。"),
            ),
        ),
        Ground.NEGLECTED_MANAGEMENT,
    )


def _under_way() -> Iterator[Story]:
    found = Step(5, 9, INSPECTOR, _found(Gravity.ORDINARY))
    yield from _case(UNDER_WAY, 12, "jiaotong", "护栏报修两月无人理", (found,))
