"""One example of every fact of proceedings and verdicts, with every field given."""

from datetime import date, datetime

from domain.accountability.leads.events import LeadNotHeld, LeadOpened, LeadPutUpForReview
from domain.calendar_events import NoticeRecorded
from domain.envelope import Fact
from domain.obligations import Deadline
from domain.proceedings.handing_over import DutiesHandedOver, Passed
from domain.proceedings.pressing import DutyPressed
from domain.verdicts.events import BreachFound, DutyRecounted, EarlierActConfirmed, VerdictCorrected
from domain.vocabulary import CorrectionReason, Duty, Ground, LawfulGround, Rung
from domain.working_days import SHANGHAI

START = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)


def day(of_march: int, hour: int = 0) -> datetime:
    return datetime(2026, 3, of_march, hour, tzinfo=SHANGHAI)


def due(rule: str, of_march: int) -> Deadline:
    return Deadline(
        at=day(of_march),
        since=START,
        rule=rule,
        rulebook="efficiency-office/1",
        calendar="cn-2026",
        provisional=True,
    )


EXAMPLES: tuple[Fact, ...] = (
    BreachFound(
        duty=Duty.SIGN,
        of="housing",
        nth=1,
        unit="housing",
        person="handler-wang",
        deadline=due("sign", 5),
        opened_by=4,
        answerable=("leader-sun", "head-zhou"),
        done_at=day(6, 9),
        retrospective=True,
        lead="lead-m1:sign:housing:1",
    ),
    EarlierActConfirmed(
        duty=Duty.SIGN, of="housing", nth=1, done_at=day(4, 9), evidence="档案 7 号"
    ),
    VerdictCorrected(
        duty=Duty.SIGN,
        of="housing",
        nth=1,
        reason=CorrectionReason.EARLIER_ACT,
        done_at=day(4, 9),
        deadline=due("sign", 5),
    ),
    DutyRecounted(duty=Duty.SIGN, of="housing", nth=1, deadline=due("sign", 6)),
    NoticeRecorded(
        version="cn-2026.1+1",
        year=2027,
        title="2027 年部分节假日安排",
        off=(date(2027, 1, 1),),
        make_up=(date(2027, 2, 6),),
    ),
    DutyPressed(
        rung=Rung.REMINDER,
        duty=Duty.LEAD_DECIDED,
        of="lead",
        nth=1,
        unit="office",
        person="supervisor-zhao",
        due_at=day(17),
        fell_due_at=day(16),
    ),
    DutiesHandedOver(
        before="handler-wang",
        successor="handler-liu",
        reason="调离",
        owed=(Passed(unit="housing", duty=Duty.MILESTONE, of="1", due_at=day(14)),),
    ),
    LeadOpened(
        number="2026-XS-000001",
        title="逾期：签收",
        ground=Ground.INACTION,
        unit="housing",
        person="handler-wang",
        answerable=("leader-sun", "head-zhou"),
        source="m1",
        duty=Duty.SIGN,
        of="housing",
        nth=1,
        due_at=day(5),
        rule="efficiency-office/1 leads.1",
        reason="登记错误",
        owed_by="office",
        decide_by=due("lead_decided", 17),
    ),
    LeadPutUpForReview(owed_by="office", decide_by=due("lead_decided", 19)),
    LeadNotHeld(ground=LawfulGround.NOT_ATTRIBUTABLE, reason="登记错误"),
)
