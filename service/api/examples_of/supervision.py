"""Example bodies: inspections, rectification, obstruction, key works, the watchlist, campaigns."""

from collections.abc import Mapping
from typing import Any

from domain.envelope import Command
from domain.supervision.campaigns.commands import CloseCampaign, ReportStage, StartCampaign
from domain.supervision.inspection_duties.commands import OpenInspectionDuty
from domain.supervision.inspections.commands import (
    CallOffInspection,
    CarryOutInspection,
    PlanInspection,
    PublishInspectionResult,
    RecordFinding,
    TellInspectionResult,
)
from domain.supervision.key_works.commands import (
    CompleteKeyWork,
    MoveMilestone,
    ReachMilestone,
    ReportKeyWork,
    SetUpKeyWork,
    TendKeyWork,
)
from domain.supervision.obstructions.commands import RecordObstruction
from domain.supervision.rectifications.commands import (
    OrderRectification,
    ReportRectification,
    VerifyRectification,
    WithdrawRectification,
)
from domain.supervision.watchlist.commands import (
    PutOnWatch,
    ReviewWatch,
    TakeOffWatch,
    WatchAgain,
    WatchAgainByRule,
    WatchByRule,
)

REACHED: dict[str, Any] = {
    "row": 2,
    "count": 5,
    "signs": [
        {
            "sign": "complaints_received",
            "at": "2026-03-02T09:00:00+08:00",
            "life": "matter-0198c0de-0000-7000-8000-000000000001",
        }
    ],
}

EXAMPLES: Mapping[type[Command], dict[str, Any]] = {
    OrderRectification: {
        "title": "窗口午间无人值守",
        "unit": "housing",
        "text": "三次暗访均无人在岗，请建立轮班制度。",
        "by": "2027-03-24",
    },
    ReportRectification: {"text": "已实行轮班。", "evidence": ["三月轮班表", "现场照片"]},
    VerifyRectification: {"passed": True, "text": "两次抽查均有人在岗。"},
    WithdrawRectification: {"reason": "责令对象有误，应为另一单位。"},
    PlanInspection: {
        "title": "窗口服务",
        "form": "undercover",
        "unit": "housing",
        "on": "2027-03-13",
        "place": "政务大厅",
        "inspectors": ["supervisor-zhao"],
    },
    CarryOutInspection: {"text": "午间十二时至一时，三个窗口无人在岗。"},
    RecordFinding: {
        "becomes": "rectification",
        "subject": "窗口午间无人值守",
        "text": "三个窗口午间无人在岗，群众排队等候。",
    },
    TellInspectionResult: {"text": "发现一项问题，已责令限期改正。"},
    PublishInspectionResult: {"where": "效能通报第 3 期"},
    CallOffInspection: {"reason": "被检查单位当日停办业务。"},
    OpenInspectionDuty: {"office": "office", "month": "2026-03"},
    RecordObstruction: {
        "title": "阻止查看值班台账",
        "unit": "housing",
        "proceeding": "2026-JC-000001",
        "text": "检查人员要求查看台账时，值班室锁门拒绝。",
    },
    SetUpKeyWork: {
        "title": "老旧小区改造",
        "unit": "housing",
        "text": "先勘查，再设计，后施工。",
        "cadence": "monthly",
        "milestones": [
            {"name": "完成勘查", "on": "2027-03-13", "person": "handler-wang"},
            {"name": "完成设计", "on": "2027-05-31", "person": "handler-wang"},
        ],
    },
    ReachMilestone: {"milestone": "1", "text": "勘查已完成。", "evidence": ["勘查报告"]},
    ReportKeyWork: {"text": "勘查过半，按计划推进。"},
    MoveMilestone: {
        "milestone": "1",
        "on": "2026-12-18",
        "reason": "连续降雨，监理确认停工五天。",
    },
    CompleteKeyWork: {"text": "现场核实，全部完成。"},
    TendKeyWork: {},
    PutOnWatch: {"subject": "unit", "code": "housing", "reason": "群众反映集中。"},
    WatchAgain: {"reason": "移出后又被多次投诉。"},
    WatchByRule: {"subject": "unit", "code": "housing", "reached": REACHED},
    WatchAgainByRule: {"reached": REACHED},
    ReviewWatch: {"text": "本月仍有两件投诉，继续关注。"},
    TakeOffWatch: {"reason": "连续两月无投诉。"},
    StartCampaign: {
        "title": "作风建设年",
        "text": "四个阶段，逐段报告。",
        "units": ["housing", "water"],
        "stages": [
            {"step": "learning", "last": "2027-03-13"},
            {"step": "self_inspection", "last": "2027-04-10"},
        ],
    },
    ReportStage: {"step": "self_inspection", "text": "自查三项。", "found": 3, "put_right": 2},
    CloseCampaign: {"text": "活动结束，成效如附件。"},
}
