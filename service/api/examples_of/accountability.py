"""Example bodies: leads and what comes of them."""

from collections.abc import Mapping
from typing import Any

from domain.accountability.leads.commands import NotHold, OpenLead
from domain.envelope import Command

EXAMPLES: Mapping[type[Command], dict[str, Any]] = {
    OpenLead: {
        "title": "窗口工作人员擅自离岗",
        "ground": "weak_execution",
        "unit": "housing",
        "reason": "暗访三次均无人在岗。",
    },
    NotHold: {"ground": "not_attributable", "reason": "逾期因上级系统停机所致，已核实停机公告。"},
}
