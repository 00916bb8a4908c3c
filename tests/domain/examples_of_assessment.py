"""One example of every fact of assessment and evaluation, with every field given."""

from datetime import date
from decimal import Decimal

from domain.assessment.document import sum_of
from domain.assessment.evaluations.commands import Stratum, Tally
from domain.assessment.evaluations.events import (
    BallotsReleased,
    EvaluationOpened,
    Place,
    ResultDeclared,
    RosterRecorded,
    SlipsIssued,
    VotingClosed,
)
from domain.assessment.period_duties.events import PeriodDutyDone, PeriodDutyOpened
from domain.assessment.pledges.events import (
    PledgePublished,
    PledgeRegistered,
    PledgeReported,
    PledgeVerified,
)
from domain.assessment.reports.events import ReportDrawn, ReportPublished
from domain.assessment.scores.events import ScoreEntered, ScoreReversed
from domain.assessment.settlements.commands import Grade
from domain.assessment.settlements.events import ScoresSettled
from domain.envelope import Fact
from domain.vocabulary import DrawMethod, Duty
from tests.domain.examples_of_proceedings import day, due

DOCUMENT = '{"ledgers":[],"period":"2026-H1"}'

EXAMPLES: tuple[Fact, ...] = (
    ScoreEntered(
        unit="housing",
        person="handler-wang",
        row="demerit",
        title="记过",
        rule="efficiency-office/1 scores.rows.demerit",
        points=Decimal("-60.00"),
        half="2026-H1",
        event=17,
        source="matter-m1",
        carried_by="housing",
        share_of="handler-wang",
        reason="处分决定已送达",
    ),
    ScoreReversed(
        entry=42,
        row="demerit",
        rule="efficiency-office/1 scores.rows.demerit",
        points=Decimal("60.00"),
        half="2026-H1",
        source="lead-m1",
        reason="申诉成立",
    ),
    ScoresSettled(
        number="2026-JS-000001",
        title="2026-H1 考核兑现",
        period="2026-H1",
        as_of=day(20, 9),
        known_by=99,
        rulebook="efficiency-office/1",
        grades=(Grade(unit="housing", part="tasks", points=92, source="考核办 8 号"),),
        document=DOCUMENT,
        sha256=sum_of(DOCUMENT),
    ),
    PeriodDutyOpened(
        title="2026-H1 半年兑现",
        duty=Duty.HALF_YEAR_SETTLEMENT,
        period="2026-H1",
        office="office",
        due_by=due("half_year_settlement", 29),
    ),
    PeriodDutyDone(by="settlement-2026-H1"),
    PledgeRegistered(
        number="2026-CN-000001",
        title="年内消除全部无灯小区",
        unit="housing",
        person="head-zhou",
        measure="十二个小区全部亮灯",
        due_on=date(2026, 3, 31),
        text="由局长牵头",
        published_by="office",
        publish_by=due("pledge_published", 9),
        keep_by=due("pledge_kept", 31),
    ),
    PledgePublished(where="县政府网站"),
    PledgeReported(
        text="已全部亮灯",
        evidence="签字单十二份",
        verified_by="office",
        verify_by=due("pledge_verified", 20),
    ),
    PledgeVerified(
        kept=False,
        text="两个小区未亮",
        unit="housing",
        person="head-zhou",
        keep_by=due("pledge_kept", 31),
    ),
    ReportDrawn(
        number="2026-TB-000001",
        title="2026-Q1 定期通报",
        period="2026-Q1",
        as_of=day(31, 9),
        known_by=99,
        document='{"period":"2026-Q1"}',
        sha256=sum_of('{"period":"2026-Q1"}'),
        unit="office",
        publish_by=due("report_published", 31),
    ),
    EvaluationOpened(
        number="2026-PY-000001",
        title="千人评二级机构",
        units=("housing", "water"),
        first_day=date(2026, 3, 2),
        last_day=date(2026, 3, 10),
        voting_from=day(2),
        voting_until=day(11),
        closes_at=day(11, 1),
        minimum_sample=30,
        rulebook="efficiency-office/1",
        unit="office",
        result_by=due("evaluation_result", 25),
    ),
    RosterRecorded(
        supplied_by="office",
        method=DrawMethod.RANDOM,
        seed="开奖号码",
        strata=(Stratum(name="办事群众", frame=12000, drawn=1000),),
        frame=12000,
        drawn=1000,
    ),
    SlipsIssued(hashes=(sum_of("slip"),)),
    VotingClosed(),
    BallotsReleased(
        used=40,
        ballots=40,
        tallies=(
            Tally(unit="housing", ballots=40, satisfied=30, basically_satisfied=6, dissatisfied=4),
            Tally(unit="water", ballots=3),
        ),
    ),
    ResultDeclared(
        places=(
            Place(unit="housing", ballots=40, points=Decimal("85.50"), rank=1),
            Place(unit="water", ballots=3),
        ),
        drawn=1000,
        issued=1000,
        ballots=40,
        response="4.0",
        first=("housing",),
        last=("water",),
    ),
    ReportPublished(where="第 3 期通报", sha256=sum_of('{"period":"2026-Q1"}')),
)

PERIODS: tuple[Fact, ...] = tuple(
    PeriodDutyOpened(title=title, duty=duty, period=period, office="office", due_by=due(duty, 29))
    for title, duty, period in (
        ("2025 年度考核", Duty.ANNUAL_SETTLEMENT, "2025"),
        ("2026-02 定期通报", Duty.PERIODIC_REPORT, "2026-02"),
    )
)
"""The one fact of periods whose kind alone does not say which duty it opens."""
