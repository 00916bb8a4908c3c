"""Example bodies: leads and what comes of them."""

from collections.abc import Mapping
from typing import Any

from domain.accountability.cases import commands as c
from domain.accountability.cases import following_commands as f
from domain.accountability.clearings.commands import ClearName, FindFalseAccusation
from domain.accountability.leads.commands import NotHold, OpenLead
from domain.envelope import Command

EXAMPLES: Mapping[type[Command], dict[str, Any]] = {
    OpenLead: {
        "title": "窗口工作人员擅自离岗",
        "ground": "weak_execution",
        "unit": "housing",
        "reason": "暗访三次均无人在岗。",
    },
    FindFalseAccusation: {"matter": "2026-000001", "reason": "经查系捏造事实。"},
    NotHold: {"ground": "not_attributable", "reason": "逾期因上级系统停机所致，已核实停机公告。"},
    c.OpenCase: {
        "lead": "2026-XS-000001",
        "title": "窗口擅自离岗案",
        "investigator": "inspector-gao",
    },
    c.JoinLead: {"lead": "2026-XS-000002"},
    c.RecuseInvestigator: {
        "ground": "near_relative",
        "successor": "inspector-he",
        "reason": "系当事人表弟，自行申请回避。",
    },
    c.RecordFindings: {
        "finding": "substantiated",
        "gravity": "ordinary",
        "text": "三次暗访窗口均无人在岗，无请假记录。",
        "evidence": ["暗访录像 3 段", "考勤记录"],
    },
    c.RecordDefence: {
        "form": "oral",
        "witness": "inspector-he",
        "text": "称当日外出办事。",
        "response": "无外出登记，不予采纳。",
    },
    c.DecideCase: {
        "measures": [{"form": "written_warning", "subject": "official", "months": 3}],
        "authority": "efficiency_office",
        "basis": "other",
        "reason": "事实清楚，情节一般。",
        "consequences": [
            {"hook": "bonus", "unit": "housing", "what": "扣减半年绩效奖金"},
        ],
    },
    c.EndWithoutHolding: {
        "ground": "exempted",
        "provision": "容错纠错办法第八条",
        "reason": "先行先试中的失误，已及时改正。",
    },
    f.ServeDecision: {"evidence": "送达回证 3 号"},
    f.ExecuteMeasure: {
        "form": "written_warning",
        "subject": "official",
        "evidence": "告诫书存档 12 号",
    },
    f.ExecuteConsequence: {"hook": "bonus", "evidence": "奖金发放表"},
    f.LiftMeasure: {
        "form": "written_warning",
        "subject": "official",
        "evidence": "解除通知书 5 号",
    },
    f.Appeal: {"text": "认为情节认定过重。"},
    f.DecideAppeal: {"outcome": "upheld", "text": "原决定事实清楚，予以维持。"},
    ClearName: {
        "route": "published",
        "where": ["单位公示栏", "网上回复原处"],
        "text": "经查反映问题不实，现予澄清。",
    },
    f.SettleCase: {},
}
