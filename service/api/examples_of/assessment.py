"""Example bodies: scores, settlements, pledges, reports, evaluations."""

from collections.abc import Mapping
from typing import Any

from domain.assessment.evaluations.commands import (
    CloseVoting,
    DeclareResult,
    IssueSlips,
    OpenEvaluation,
    RecordRoster,
    ReleaseBallots,
)
from domain.assessment.period_duties.commands import OpenPeriodDuty
from domain.assessment.pledges.commands import (
    PublishPledge,
    RegisterPledge,
    ReportPledge,
    VerifyPledge,
)
from domain.assessment.reports.commands import DrawReport, PublishReport
from domain.assessment.scores.commands import (
    EnterByRule,
    EnterScore,
    ReverseByRule,
    ReverseScore,
)
from domain.assessment.settlements.commands import SettlePeriod
from domain.envelope import Command

EXAMPLES: Mapping[type[Command], dict[str, Any]] = {
    EnterScore: {
        "row": "praise_in_round",
        "unit": "housing",
        "event": 17,
        "reason": "本轮督查中主动提前办结，予以表扬。",
    },
    ReverseScore: {"entry": 42, "reason": "申诉成立，原决定已撤销。"},
    EnterByRule: {"unit": "housing", "event": 17},
    ReverseByRule: {"entry": 42},
    OpenPeriodDuty: {"duty": "half_year_settlement", "period": "2026-H1"},
    SettlePeriod: {
        "period": "2026-H1",
        "grades": [
            {"unit": "housing", "part": "tasks", "points": 92, "source": "考核办 2026 年第 8 号"}
        ],
    },
    RegisterPledge: {
        "title": "年内消除全部无灯小区",
        "unit": "housing",
        "measure": "十二个小区路灯全部亮灯并经居民代表签字",
        "due_on": "2026-12-31",
        "text": "由局长牵头，逐月公布进度。",
    },
    PublishPledge: {"where": "县政府网站公开承诺栏"},
    ReportPledge: {"text": "十二个小区已全部亮灯。", "evidence": "居民代表签字单十二份。"},
    VerifyPledge: {"kept": True, "text": "夜间抽查五个小区，均已亮灯。"},
    OpenEvaluation: {
        "title": "千人评二级机构",
        "units": ["housing", "water"],
        "first_day": "2026-06-01",
        "last_day": "2026-06-10",
    },
    RecordRoster: {
        "supplied_by": "office",
        "method": "random",
        "seed": "2026-06-01 福利彩票开奖号码",
        "strata": [{"name": "办事群众", "frame": 12000, "drawn": 1000}],
    },
    IssueSlips: {"hashes": ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]},
    CloseVoting: {},
    ReleaseBallots: {
        "used": 40,
        "ballots": 40,
        "tallies": [
            {
                "unit": "housing",
                "ballots": 40,
                "satisfied": 30,
                "basically_satisfied": 6,
                "dissatisfied": 4,
            }
        ],
    },
    DeclareResult: {},
    DrawReport: {"period": "2026-Q1"},
    PublishReport: {"where": "县效能办 2026 年第 3 期通报"},
}
