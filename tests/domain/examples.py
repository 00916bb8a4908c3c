"""One example of every fact, with every field given, as the golden files hold them."""

from datetime import date, datetime
from typing import Any

from domain.envelope import Fact, Sealed
from domain.jurisdictions import events as j
from domain.manifests.events import ManifestCorrected, ManifestRecorded
from domain.matter.answering.events import (
    AnswerExempted,
    ComplainantAnswered,
    ExemptionProposed,
    InterimReplyGiven,
)
from domain.matter.closing.events import MatterClosed
from domain.matter.contesting.events import AnswerContested, ReviewApplied, ReviewDecided
from domain.matter.correcting.events import Moved, RegistrationCorrected
from domain.matter.disputing.events import ObjectionRuled, OrderObjected, ResponsibilitySettled
from domain.matter.followup.events import AnswerRated, CallMade
from domain.matter.handling.events import (
    DifficultyDecided,
    DifficultyReported,
    LeaderInformed,
    OutcomeReported,
    ParticipantReported,
    ProgressReported,
)
from domain.matter.imported.events import AnswerImported, MatterImported
from domain.matter.intake.events import AcceptanceNotified, MatterReceived, MatterRegistered
from domain.matter.joining.events import (
    Held,
    MatterJoined,
    MatterMerged,
    MatterParted,
    MatterUnmerged,
    OutcomeShared,
    RepeatLinked,
    RepeatUnlinked,
)
from domain.matter.nodes.events import (
    EmergencyDeclared,
    EmergencyEnded,
    EmergencyReported,
    MilestonesSet,
    Node,
    NodeReported,
)
from domain.matter.papers.events import PapersRequested
from domain.matter.refusing.events import MatterRefused, RefusalProposed
from domain.matter.rounds.events import (
    ReleasedFromSupervision,
    RoundOpened,
    RoundReported,
    SupervisionBegun,
)
from domain.matter.routing.events import (
    Assignment,
    MatterDispatched,
    OrderDelivered,
    OrderHandedOver,
    OrderOpened,
    OrderSigned,
    ParticipantAdded,
    ParticipantWithdrawn,
)
from domain.matter.splitting.events import (
    CalledOff,
    MatterSplit,
    PartCalledOff,
    PartFinished,
    PartReceived,
    PartRecounted,
    PartRegraded,
    PartUnfinished,
)
from domain.matter.timing.events import (
    AnswerExtended,
    AnswerPaused,
    AnswerResumed,
    DutyExcused,
    ExtensionAnnulled,
    MatterReclassified,
)
from domain.matter.urging.events import (
    DutyReminded,
    DutyUrged,
    SlipIssued,
    SlipReported,
    StepProposed,
)
from domain.matter.waiting.events import WaitingEnded, WaitingReported
from domain.matter.withdrawing.events import (
    ComplaintResumed,
    MatterWithdrawn,
    OwedAgain,
    WithdrawalRecorded,
)
from domain.obligations import Deadline, Key
from domain.organisation import events as o
from domain.proof_events import ProofKeyRotated
from domain.rulebook_events import RulebookAdopted
from domain.vocabulary import (
    AbsenceReason,
    AnswerRoute,
    Cadence,
    Channel,
    Conduct,
    Duty,
    ExcuseGround,
    ExemptionGround,
    Finding,
    Measure,
    Nature,
    Party,
    PauseGround,
    PostRank,
    RefusalGround,
    ReviewStage,
    Rung,
    Satisfaction,
    UnitKind,
    Urgency,
)
from domain.working_days import SHANGHAI
from tests.domain.examples_of_accountability import EXAMPLES as OF_ACCOUNTABILITY
from tests.domain.examples_of_assessment import EXAMPLES as OF_ASSESSMENT
from tests.domain.examples_of_cooperation import EXAMPLES as OF_COOPERATION
from tests.domain.examples_of_erasure import EXAMPLES as OF_ERASURE
from tests.domain.examples_of_instruction import EXAMPLES as OF_INSTRUCTION
from tests.domain.examples_of_proceedings import EXAMPLES as OF_PROCEEDINGS
from tests.domain.examples_of_reading import EXAMPLES as OF_READING
from tests.domain.examples_of_supervision import EXAMPLES as OF_SUPERVISION

AT = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=SHANGHAI)


def due(rule: str, day: int, *, provisional: bool = False) -> Deadline:
    return Deadline(
        at=datetime(2026, 4, day, tzinfo=SHANGHAI),
        since=AT,
        rule=rule,
        rulebook="efficiency-office/1",
        calendar="2026-1",
        provisional=provisional,
    )


def moved() -> dict[str, Any]:
    return {
        "final_answer_by": due("final_answer", 20),
        "outcome_by": due("outcome", 15),
        "interim_reply_by": due("interim_reply", 20),
    }


def pressed() -> dict[str, Any]:
    return {
        "duty": Duty.PARTICIPANT_REPORT,
        "of": "water",
        "nth": 2,
        "unit": "water",
        "person": "handler-wu",
        "due_at": AT,
        "fell_due_at": AT,
    }


def node(code: str) -> Node:
    feedback_by = due("node_feedback", 14)
    return Node(node=code, name="完成勘查", on=date(2026, 4, 13), feedback_by=feedback_by)


def seal(text: str) -> Sealed:
    """A seal that anybody can open, for golden files only."""
    return Sealed(person="complainant-1", sealed=text.encode().hex())


EXAMPLES: tuple[Fact, ...] = (
    MatterReceived(
        matter="m1",
        number="2026-000001",
        complainant="complainant-1",
        anonymous=True,
        name="丁某",
        contact="0000-1",
        subject="楼道灯坏了",
        body="报修两周没人来",
        channel=Channel.HOTLINE,
        source_number="HL-7",
        received_at=AT,
        place="东街",
        address="东街 7 号 2 门",
        receiving_unit="office",
        about_units=("water",),
        about_persons=("handler-wu",),
        assigned_by="leader-sun",
        service_item="streetlight-repair",
        register_by=due("register", 3),
        acceptance_notice_by=due("acceptance_notice", 8),
        **moved(),
    ),
    MatterRegistered(
        unit="office",
        nature=Nature.CONDUCT,
        conduct=(Conduct.SLOW, Conduct.SHIFTING_BLAME),
        dispatch_by=due("dispatch", 4),
        outcome_by=due("outcome", 15),
    ),
    RegistrationCorrected(
        reason="登记错误",
        channel=Channel.VISIT,
        nature=Nature.REQUEST,
        conduct=(),
        place="西街",
        address="西街 9 号",
        receiving_unit="county",
        hands_over=(Key(Duty.FINAL_ANSWER), Key(Duty.DELIVERY, "water")),
        about_units=("housing",),
        about_persons=(),
        assigned_by="leader-sun",
        received_at=AT,
        moves=(Moved(key=Key(Duty.SIGN, "water"), by=due("sign_urgent", 3)),),
        register_by=due("register", 3),
        acceptance_notice_by=due("acceptance_notice", 8),
        feedback_to_leader_by=due("feedback_to_leader", 15),
        feedback_unit="water",
        feedback_person="handler-wu",
        withdraws=("housing",),
        back_to="county",
        dispatch_by=due("dispatch", 4),
        takes_back=(Key(Duty.NODE_FEEDBACK, "1"),),
        **moved(),
    ),
    AcceptanceNotified(route=AnswerRoute.LETTER),
    MatterDispatched(
        by_unit="office",
        lead=Assignment(unit="housing", person="handler-wang", task="换灯"),
        participants=(Assignment(unit="water", person="handler-wu"),),
        replaces=("transport",),
        keeps=("water",),
        deliver_by=due("delivery", 4),
        final=True,
        settle_by=due("settle_responsibility", 14),
    ),
    OrderDelivered(
        unit="housing",
        person="handler-wang",
        leads=True,
        sign_by=due("sign", 5),
        first_feedback_by=due("first_feedback", 7),
        participant_report_by=due("participant_report", 9),
        feedback_to_leader_by=due("feedback_to_leader", 15),
    ),
    OrderSigned(
        unit="housing",
        person="handler-wang",
        leads=True,
        takes_over=(Key(Duty.NODE_FEEDBACK, "1"),),
    ),
    OrderOpened(unit="housing"),
    OrderHandedOver(
        unit="housing",
        before="handler-wang",
        person="handler-liu",
        reason="病假",
        owed=(Key(Duty.OUTCOME), Key(Duty.FIRST_FEEDBACK, "housing")),
    ),
    ParticipantAdded(
        by_unit="office",
        order=Assignment(unit="water", person="handler-wu", task="查管道"),
        deliver_by=due("delivery", 4),
    ),
    ParticipantWithdrawn(unit="water", reason="无需参与"),
    OrderObjected(
        unit="housing",
        instead="transport",
        text="属交通部门",
        ruling_by=due("ruling", 6),
        office="office",
    ),
    ObjectionRuled(
        unit="housing",
        upheld=True,
        text="属实",
        back_to="office",
        takes_back=(Key(Duty.ROUND_REPORT),),
        dispatch_by=due("dispatch", 8),
    ),
    ResponsibilitySettled(
        unit="transport",
        person="handler-he",
        before="housing",
        text="由交通部门管养",
        takes_over=(Key(Duty.ROUND_REPORT),),
    ),
    WaitingReported(unit="housing", waits_for="water", text="等回填"),
    WaitingEnded(unit="housing", waits_for="water"),
    ProgressReported(unit="housing", text="已派人查看"),
    DifficultyReported(
        unit="housing",
        leader="leader-sun",
        text="缺经费",
        decision_by=due("difficulty_decision", 10),
    ),
    DifficultyDecided(leader="leader-sun", decision="由预备费解决"),
    ParticipantReported(unit="water", text="管道已查"),
    OutcomeReported(
        unit="housing",
        person="handler-wang",
        finding=Finding.MET,
        measures=(Measure.ACTION_TAKEN, Measure.SITE_VISIT),
        text="已换灯",
        evidence=("档案 7 号",),
        answer_by=due("answer", 17),
        feedback_to_leader_by=due("feedback_to_leader", 17),
        close_by=due("close", 22),
        closing_unit="office",
    ),
    LeaderInformed(unit="housing", leader="leader-sun", text="已办结"),
    InterimReplyGiven(text="等配件", expected_by=AT, route=AnswerRoute.PHONE),
    ComplainantAnswered(
        unit="office",
        text="灯已换好",
        policy="第 9 条",
        route=AnswerRoute.RECEIPT_PAGE,
        follow_up_by=due("follow_up_call", 27),
        close_by=due("close", 22),
        closing_unit="office",
    ),
    CallMade(
        reached=True,
        satisfaction=Satisfaction.SATISFIED,
        resolved=True,
        remark="已亮",
        close_by=due("close", 22),
        closing_unit="office",
    ),
    AnswerRated(satisfaction=Satisfaction.DISSATISFIED, resolved=False, remark="还是不亮"),
    AnswerContested(
        text="只修了一盏", unit="housing", person="handler-wang", redo_by=due("redo", 24)
    ),
    ReviewApplied(
        stage=ReviewStage.REVIEW, text="请求复查", unit="county", decide_by=due("review", 28)
    ),
    ReviewDecided(
        stage=ReviewStage.REVIEW,
        upheld=False,
        text="应当重办",
        route=AnswerRoute.LETTER,
        unit="housing",
        person="handler-wang",
        redo_by=due("redo", 24),
        close_by=due("close", 22),
        closing_unit="office",
    ),
    WithdrawalRecorded(route=AnswerRoute.PHONE, text="不办了", handled_by=("handler-wang",)),
    MatterWithdrawn(
        recorded_by="clerk-li",
        route=AnswerRoute.PHONE,
        ends=(Key(Duty.FINAL_ANSWER), Key(Duty.SIGN, "housing")),
        close_by=due("close", 22),
        closing_unit="office",
    ),
    ComplaintResumed(
        text="又坏了",
        owed=(
            OwedAgain(
                key=Key(Duty.FINAL_ANSWER),
                unit="housing",
                person="handler-wang",
                to=Party.COMPLAINANT,
                by=due("final_answer", 20),
            ),
        ),
        unit="housing",
        person="handler-wang",
    ),
    AnswerExtended(
        working_days=10,
        reason="等配件",
        told_by=AnswerRoute.PHONE,
        approver="head-zhou",
        unit="housing",
        person="handler-wang",
        feedback_to_leader_by=due("feedback_to_leader", 15, provisional=True),
        **moved(),
    ),
    ExemptionProposed(ground=ExemptionGround.NO_ROUTE, reason="无联系方式"),
    AnswerExempted(
        ground=ExemptionGround.NO_ROUTE,
        proposed_by="clerk-li",
        close_by=due("close", 22),
        closing_unit="office",
    ),
    DutyReminded(**pressed()),
    DutyUrged(**pressed(), text="请抓紧"),
    SlipIssued(**pressed(), text="多次催办无果", report_by=due("slip_report", 12)),
    SlipReported(of="housing", unit="housing", text="本周办结"),
    StepProposed(**pressed(), rung=Rung.TALK, text="建议约谈"),
    SupervisionBegun(cadence=Cadence.WEEKLY, reason="反映强烈"),
    ReleasedFromSupervision(reason="基本解决"),
    RoundOpened(
        cadence=Cadence.WEEKLY,
        period="2026-W10",
        first=date(2026, 3, 2),
        last=date(2026, 3, 8),
        missed=("2026-W09",),
        unit="housing",
        person="handler-wang",
        report_by=due("round_report", 9),
    ),
    RoundReported(period="2026-W10", unit="housing", text="已勘查"),
    MilestonesSet(added=(node("2"),), moved=(node("1"),), unit="housing", person="handler-wang"),
    NodeReported(node="1", unit="housing", text="勘查完成"),
    EmergencyDeclared(
        happened_at=AT,
        text="灯杆倾倒",
        unit="housing",
        person="handler-wang",
        first_report_by=due("emergency_first_report", 2),
    ),
    EmergencyReported(
        unit="housing",
        person="handler-wang",
        text="已封路",
        next_report_by=due("emergency_progress", 3),
    ),
    EmergencyEnded(text="已通行"),
    ExtensionAnnulled(
        reason="理由不成立",
        approver="supervisor-zhao",
        unit="housing",
        person="handler-wang",
        working_days=10,
        feedback_to_leader_by=due("feedback_to_leader", 15),
        **moved(),
    ),
    AnswerPaused(
        reason="等鉴定",
        approver="supervisor-zhao",
        unit="housing",
        person="handler-wang",
        ground=PauseGround.APPRAISAL,
        working_days=10,
        told_by=AnswerRoute.PHONE,
        until=datetime(2026, 4, 2, tzinfo=SHANGHAI),
        feedback_to_leader_by=due("feedback_to_leader", 15),
        **moved(),
    ),
    AnswerResumed(
        reason="鉴定已出",
        approver="supervisor-zhao",
        unit="housing",
        person="handler-wang",
        working_days=4,
        feedback_to_leader_by=due("feedback_to_leader", 15),
        **moved(),
    ),
    MatterReclassified(
        reason="涉及三个部门",
        approver="supervisor-zhao",
        unit="housing",
        person="handler-wang",
        complex=True,
        feedback_to_leader_by=due("feedback_to_leader", 15),
        **moved(),
    ),
    DutyExcused(
        key=Key(Duty.PARTICIPANT_REPORT, "water"), ground=ExcuseGround.LAPSED, reason="已清理"
    ),
    RefusalProposed(ground=RefusalGround.OTHER_BODY, body="市生态环境局", reason="属市级管辖"),
    MatterRefused(
        ground=RefusalGround.OTHER_BODY,
        proposed_by="clerk-li",
        text="请向市生态环境局提出",
        told_by=AnswerRoute.LETTER,
        lapses=(Key(Duty.OUTCOME), Key(Duty.DELIVERY, "water")),
        close_by=due("close", 22),
        closing_unit="office",
    ),
    PapersRequested(
        unit="housing", papers=("身份证明", "产权证明"), told_by=AnswerRoute.PHONE, nth=2
    ),
    MatterSplit(parts=("m1-1", "m1-2"), inquiries=("m1-2",)),
    PartReceived(
        matter="m1-1",
        number="2026-000002",
        whole="m1",
        complainant="complainant-1",
        subject="更换电缆",
        body="三号楼前的电缆老化",
        channel=Channel.HOTLINE,
        received_at=AT,
        place="城关镇",
        address="幸福路 3 号",
        receiving_unit="office",
        about_units=("water",),
        about_persons=("handler-wu",),
        nature=Nature.REQUEST,
        conduct=(Conduct.SLOW,),
        dispatch_by=due("dispatch", 4),
        outcome_by=due("outcome_of_part", 13),
    ),
    PartFinished(part="m1-1", finding=Finding.MET),
    PartUnfinished(part="m1-1"),
    PartRegraded(
        urgency=Urgency.URGENT,
        moves=(Moved(key=Key(Duty.SIGN, "housing"), by=due("sign_urgent", 3)),),
    ),
    PartRecounted(outcome_by=due("outcome_of_part", 17)),
    PartCalledOff(part="m1-1", reason="已无需办理"),
    CalledOff(whole="m1", ends=(Key(Duty.OUTCOME), Key(Duty.SIGN, "water"))),
    RepeatLinked(other="m1"),
    RepeatUnlinked(other="m1"),
    MatterMerged(
        into="m1",
        unit="office",
        reason="同一路段",
        suspends=(Key(Duty.OUTCOME), Key(Duty.SIGN, "water")),
        hands_over=(Held(key=Key(Duty.FINAL_ANSWER), unit="water", person="handler-wu"),),
    ),
    MatterJoined(other="m2"),
    MatterUnmerged(
        parted_from="m1",
        reason="另一路段",
        resumes=(Key(Duty.OUTCOME), Key(Duty.SIGN, "water")),
        hands_back=(Held(key=Key(Duty.FINAL_ANSWER), unit="water", person="handler-wu"),),
        custodian_unit="water",
        custodian_person="handler-wu",
        in_hands_since=AT,
    ),
    MatterParted(other="m2"),
    OutcomeShared(
        of="m1",
        finding=Finding.MET,
        handlers=("handler-wang",),
        unit="office",
        answer_by=due("answer", 20),
        close_by=due("close", 22),
    ),
    MatterClosed(remark="材料齐全"),
    MatterImported(
        matter="m2",
        number="2026-I-000001",
        source="message-board",
        source_number="900001",
        complainant="complainant-1",
        subject="公交线路",
        body="末班车太早",
        channel=Channel.NETIZEN_MESSAGE,
        received_at=AT,
        place="东街",
        unit="东街",
        final_answer_by=due("final_answer", 20),
    ),
    AnswerImported(text="已延长运营", finding=Finding.NOT_RECORDED),
    o.UnitEstablished(
        unit="water",
        name="水务局",
        kind=UnitKind.DEPARTMENT,
        parent="county",
        since=date(2026, 1, 1),
    ),
    o.UnitChanged(unit="water", name="水利局", parent="county"),
    o.PostEstablished(post="water-1", unit="water", title="局长", rank=PostRank.CHIEF),
    o.PortfolioAssigned(
        post="county-2", units=("water",), since=date(2026, 1, 1), until=date(2026, 6, 30)
    ),
    o.PersonAppointed(
        person="head-feng",
        name="冯某",
        post="water-1",
        since=date(2026, 1, 1),
        until=date(2026, 12, 31),
    ),
    o.AbsenceRecorded(
        person="handler-wang",
        since=date(2026, 3, 2),
        until=date(2026, 3, 13),
        reason=AbsenceReason.LEAVE,
        stands_in="handler-liu",
    ),
    o.CommitmentPublished(
        unit="housing",
        item="streetlight-repair",
        title="路灯报修",
        working_days=5,
        since=date(2026, 1, 1),
        until=date(2026, 12, 31),
    ),
    o.TermEnded(person="head-feng", post="water-1", until=date(2026, 6, 30)),
    j.LowerRegistered(jurisdiction="chengguan", name="城关镇", desk="office"),
    j.HigherNamed(jurisdiction="huoshan", name="霍山县", desk="office"),
    j.TieWithdrawn(jurisdiction="chengguan", reason="区划调整"),
    RulebookAdopted(rulebook="efficiency-office/1", content={"name": "efficiency-office"}),
    ProofKeyRotated(
        previous="huiyin/main+11111111+AQ==",
        key="huiyin/main+22222222+AQ==",
        endorsement="c2lnbmVk",
    ),
    ManifestRecorded(
        channel=Channel.HOTLINE,
        day=date(2026, 3, 1),
        count=2,
        source_numbers=("R-1", "R-2"),
        counted_by="热线平台日报",
    ),
    ManifestCorrected(
        channel=Channel.HOTLINE,
        day=date(2026, 3, 1),
        count=3,
        source_numbers=("R-1", "R-2", "R-3"),
        counted_by="热线平台日报",
        reason="漏计夜间来电",
    ),
    *OF_PROCEEDINGS,
    *OF_ACCOUNTABILITY,
    *OF_COOPERATION,
    *OF_INSTRUCTION,
    *OF_SUPERVISION,
    *OF_ASSESSMENT,
    *OF_READING,
    *OF_ERASURE,
)

RE_REVIEW = ReviewApplied(
    stage=ReviewStage.RE_REVIEW, text="请求复核", unit="county", decide_by=due("re_review", 28)
)
"""The one fact whose kind alone does not say which duty it opens."""
