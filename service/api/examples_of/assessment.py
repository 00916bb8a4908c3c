"""Example bodies: scores, settlements, pledges, reports, evaluations."""

from collections.abc import Mapping
from typing import Any

from domain.assessment.scores.commands import EnterScore, ReverseScore
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
    SettlePeriod: {
        "period": "2026-H1",
        "grades": [
            {"unit": "housing", "part": "tasks", "points": 92, "source": "考核办 2026 年第 8 号"}
        ],
    },
}
