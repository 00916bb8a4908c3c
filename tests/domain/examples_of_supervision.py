"""One example of every fact of supervision, with every field given."""

from datetime import date

from domain.accountability.leads.events import LeadAggravated
from domain.envelope import Fact
from domain.supervision.inspection_duties import events as duties
from domain.supervision.inspections import events as inspections
from domain.supervision.obstructions.events import ObstructionRecorded
from domain.supervision.rectifications import events as rectifications
from domain.vocabulary import FindingBecomes, InspectionForm
from tests.domain.examples_of_instruction import START, due

EXAMPLES: tuple[Fact, ...] = (
    rectifications.RectificationOrdered(
        number="2026-ZG-000001",
        title="窗口无人值守",
        unit="housing",
        text="午间无人在岗",
        office="office",
        source="inspection-i1",
        rectify_by=due("rectification", 24),
    ),
    rectifications.RectificationReported(
        unit="housing",
        text="已排班",
        evidence=("排班表",),
        office="office",
        verify_by=due("verification", 31),
    ),
    rectifications.RectificationVerified(text="属实"),
    rectifications.RectificationFailed(
        unit="housing",
        text="仍无人",
        failures=2,
        rectify_by=due("rectification", 31),
        lead="lead-rectification-r1:failed:2",
    ),
    rectifications.RectificationWithdrawn(reason="责令错误"),
    inspections.InspectionPlanned(
        number="2026-JC-000001",
        title="窗口服务",
        form=InspectionForm.UNDERCOVER,
        unit="housing",
        office="office",
        on=date(2026, 3, 13),
        place="办事大厅",
        inspectors=("supervisor-zhao",),
        carry_out_by=due("inspection", 14),
    ),
    inspections.InspectionCarriedOut(
        at=START,
        office="office",
        inspectors=("supervisor-zhao",),
        text="午间无人在岗",
        result_by=due("inspection_result", 20),
        publish_by=due("result_published", 27),
    ),
    inspections.FindingRecorded(
        becomes=FindingBecomes.RECTIFICATION, stream="rectification-inspection-i1:1"
    ),
    inspections.InspectionResultTold(text="请整改", findings=1),
    inspections.InspectionResultPublished(where="效能通报第 3 期"),
    inspections.InspectionCalledOff(reason="人员变动"),
    duties.InspectionDutyOpened(
        title="2026-03 暗访",
        office="office",
        month="2026-03",
        last=date(2026, 3, 31),
        inspect_by=due("monthly_inspection", 31),
    ),
    duties.InspectionDutyDone(inspection="inspection-i1"),
    ObstructionRecorded(
        number="2026-ZR-000001",
        title="阻止查看台账",
        unit="housing",
        person="handler-wang",
        against="inspection-i1",
        text="锁门",
        lead="lead-obstruction-o1",
        aggravates=("lead-inspection-i1:1",),
    ),
    LeadAggravated(obstruction="obstruction-o1"),
)
