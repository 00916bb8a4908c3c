"""Example bodies: leaders' instructions."""

from collections.abc import Mapping
from typing import Any

from domain.envelope import Command
from domain.instruction.commands import (
    ClarifyInstruction,
    Countersign,
    DisownInstruction,
    ExplainRecording,
    GiveInstruction,
    ReportOnInstruction,
)

EXAMPLES: Mapping[type[Command], dict[str, Any]] = {
    GiveInstruction: {
        "title": "立即抢修主干道路灯",
        "form": "phone",
        "leader": "leader-sun",
        "text": "先抢修，手续后补。",
        "authorised": "上午八时五十分来电，值班员在场并作了记录。",
        "lead": "housing",
        "by": "2027-03-10",
        "deliverable": "主干道路灯全部点亮",
    },
    Countersign: {"remark": "属实，同意。"},
    DisownInstruction: {"reason": "当日未作此指示。"},
    ExplainRecording: {"text": "通话不清，误听为免去参与单位报告。"},
    ClarifyInstruction: {"by": "2027-03-10", "deliverable": "主干道路灯全部点亮"},
    ReportOnInstruction: {"text": "主干道路灯已全部点亮，附照片。", "done": True},
}
