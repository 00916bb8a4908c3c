"""One example of every fact of supervision, with every field given."""

from datetime import date

from domain.accountability.leads.events import LeadAggravated
from domain.envelope import Fact
from domain.supervision.campaigns import events as campaigns
from domain.supervision.inspection_duties import events as duties
from domain.supervision.inspections import events as inspections
from domain.supervision.key_works import events as key_works
from domain.supervision.obstructions.events import ObstructionRecorded
from domain.supervision.rectifications import events as rectifications
from domain.supervision.watchlist import events as watchlist
from domain.supervision.watchlist.signs import Sign
from domain.vocabulary import (
    Cadence,
    CampaignStep,
    Duty,
    FindingBecomes,
    InspectionForm,
    WatchSign,
    WatchSubject,
)
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
    inspections.InspectionResultPublished(where="效能通报第 3 期", bulletin="bulletin-b1"),
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
    key_works.KeyWorkSetUp(
        number="2026-ZD-000001",
        title="老旧小区改造",
        unit="housing",
        office="office",
        text="三步走",
        cadence=Cadence.MONTHLY,
        milestones=(
            key_works.Milestone(
                code="1", name="完成勘查", person="handler-wang", reach_by=due("milestone", 14)
            ),
        ),
    ),
    key_works.MilestoneReached(milestone="1", text="已勘查", evidence=("勘查报告",)),
    key_works.MilestoneSlipped(
        milestone="1", fell_due_at=START, before=Cadence.MONTHLY, cadence=Cadence.TEN_DAYS
    ),
    key_works.MilestoneMoved(
        milestone="1",
        unit="housing",
        person="handler-wang",
        before=START,
        late=True,
        reach_by=due("milestone", 20),
        reason="连续降雨停工",
    ),
    key_works.KeyWorkRoundOpened(
        cadence=Cadence.TEN_DAYS,
        period="2026-03-X2",
        first=date(2026, 3, 11),
        last=date(2026, 3, 20),
        missed=("2026-03-X1",),
        unit="housing",
        person="handler-wang",
        report_by=due("round_report", 21),
    ),
    key_works.KeyWorkReported(period="2026-03-X2", text="按计划"),
    key_works.KeyWorkCompleted(text="全部完成"),
    watchlist.WatchPutOn(
        title="单位 housing",
        subject=WatchSubject.UNIT,
        code="housing",
        unit="housing",
        persons=("head-zhou",),
        rule="efficiency-office/1 watch.3",
        count=31,
        signs=(
            Sign(
                sign=WatchSign.BREACHES,
                at=START,
                life="matter-m1",
                duty=Duty.SIGN,
                of="housing",
                nth=1,
            ),
        ),
        reason="群众反映集中",
        office="office",
        review_by=due("watch_check", 30),
    ),
    watchlist.WatchReviewed(text="仍多", office="office", review_by=due("watch_check", 31)),
    watchlist.WatchTakenOff(reason="已好转"),
    campaigns.CampaignStarted(
        number="2026-HD-000001",
        title="作风建设年",
        text="四个阶段",
        office="office",
        first=date(2026, 3, 2),
        units=("housing", "water"),
        stages=(
            campaigns.Stage(
                step=CampaignStep.SELF_INSPECTION,
                last=date(2026, 3, 20),
                report_by=due("stage_report", 21),
            ),
        ),
        summarise_by=due("campaign_summary", 31),
    ),
    campaigns.StageReported(
        step=CampaignStep.SELF_INSPECTION, unit="housing", text="自查三项", found=3, put_right=2
    ),
    campaigns.CampaignClosed(text="总结", silent=("self_inspection:water",)),
)
