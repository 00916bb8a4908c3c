"""One example of every fact, with every field given, as the golden files hold them."""

from datetime import date, datetime
from typing import Any

from domain.envelope import Fact, Sealed
from domain.matter.answering.events import (
    AnswerExempted,
    ComplainantAnswered,
    ExemptionProposed,
    InterimReplyGiven,
)
from domain.matter.closing.events import MatterClosed
from domain.matter.correcting.events import RegistrationCorrected
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
from domain.matter.routing.events import Assignment, MatterDispatched, OrderDelivered, OrderSigned
from domain.matter.timing.events import AnswerExtended
from domain.obligations import Deadline, Key
from domain.organisation import events as o
from domain.rulebook_events import RulebookAdopted
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    Conduct,
    Duty,
    ExemptionGround,
    Finding,
    Measure,
    Nature,
    PostRank,
    UnitKind,
)
from domain.working_days import SHANGHAI

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
        register_by=due("register", 3),
        acceptance_notice_by=due("acceptance_notice", 8),
        feedback_to_leader_by=due("feedback_to_leader", 15),
        feedback_unit="water",
        feedback_person="handler-wu",
        withdraws=("housing",),
        back_to="county",
        dispatch_by=due("dispatch", 4),
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
    OrderSigned(unit="housing", person="handler-wang", leads=True),
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
        close_by=due("close", 22),
        closing_unit="office",
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
    o.TermEnded(person="head-feng", post="water-1", until=date(2026, 6, 30)),
    RulebookAdopted(rulebook="efficiency-office/1", content={"name": "efficiency-office"}),
)
