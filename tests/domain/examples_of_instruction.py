"""One example of every fact of instructions, with every field given."""

from datetime import date, datetime

from domain.envelope import Fact
from domain.instruction.events import (
    DoneUnder,
    InstructionClarified,
    InstructionCountersigned,
    InstructionDisowned,
    InstructionGiven,
    InstructionReliedOn,
    InstructionReported,
    RecordingExplained,
)
from domain.matter.closing.events import StepCovered
from domain.matter.instructed.events import MatterInstructed
from domain.obligations import Deadline
from domain.vocabulary import Duty, InstructionForm
from domain.working_days import SHANGHAI

START = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)


def due(rule: str, of_march: int) -> Deadline:
    return Deadline(
        at=datetime(2026, 3, of_march, tzinfo=SHANGHAI),
        since=START,
        rule=rule,
        rulebook="efficiency-office/1",
        calendar="cn-2026",
        provisional=True,
    )


EXAMPLES: tuple[Fact, ...] = (
    MatterInstructed(
        instruction="instruction-i1", leader="leader-sun", covers=(Duty.PARTICIPANT_REPORT,)
    ),
    StepCovered(duty=Duty.PARTICIPANT_REPORT, of="water", instruction="instruction-i1"),
    InstructionGiven(
        number="2026-PS-000001",
        title="立即抢修主干道路灯",
        form=InstructionForm.PHONE,
        leader="leader-sun",
        recorder="clerk-li",
        recorder_unit="office",
        text="先修后补手续",
        authorised="3 月 2 日 8 时 50 分来电，值班员在场",
        authorised_at=START,
        lead="housing",
        by=date(2026, 3, 10),
        deliverable="主干道路灯全部点亮",
        matter="m1",
        covers=(Duty.PARTICIPANT_REPORT,),
        provisional=True,
        countersign_by=due("countersignature", 6),
        clarify_by=due("clarification", 6),
        report_by=due("instruction_report", 11),
    ),
    InstructionCountersigned(remark="属实"),
    InstructionDisowned(
        reason="未作此指示",
        done_under=(DoneUnder(matter="m1", duty=Duty.PARTICIPANT_REPORT, of="water"),),
        recorder="clerk-li",
        recorder_unit="office",
        explain_by=due("explanation", 9),
        lead="lead-instruction-i1:disowned",
    ),
    RecordingExplained(text="误听"),
    InstructionClarified(
        lead="housing",
        by=date(2026, 3, 10),
        deliverable="主干道路灯全部点亮",
        report_by=due("instruction_report", 11),
    ),
    InstructionReported(unit="housing", text="已全部点亮", done=True),
    InstructionReliedOn(matter="m1", duty=Duty.PARTICIPANT_REPORT, of="water"),
)
