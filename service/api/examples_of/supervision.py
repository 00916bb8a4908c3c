"""Example bodies: inspections, rectification, obstruction."""

from collections.abc import Mapping
from typing import Any

from domain.envelope import Command
from domain.supervision.inspection_duties.commands import OpenInspectionDuty
from domain.supervision.inspections.commands import (
    CallOffInspection,
    CarryOutInspection,
    PlanInspection,
    PublishInspectionResult,
    RecordFinding,
    TellInspectionResult,
)
from domain.supervision.obstructions.commands import RecordObstruction
from domain.supervision.rectifications.commands import (
    OrderRectification,
    ReportRectification,
    VerifyRectification,
    WithdrawRectification,
)

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
}
