"""Example bodies: bulletins, referrals and talks."""

from collections.abc import Mapping
from typing import Any

from domain.accountability.bulletins import commands as b
from domain.cooperation.referrals import commands as r
from domain.cooperation.reports_upward import commands as u
from domain.cooperation.talks import commands as t
from domain.envelope import Command

EXAMPLES: Mapping[type[Command], dict[str, Any]] = {
    b.PublishBulletin: {
        "title": "关于窗口擅自离岗问题的通报",
        "scope": "county",
        "units": ["housing"],
        "about": "2026-WZ-000001",
        "text": "经查，住建局窗口三次无人在岗。",
    },
    b.CorrectBulletin: {"text": "更正：无人在岗为两次。", "reason": "核对录像后更正。"},
    b.WithdrawBulletin: {"reason": "原决定已撤销。"},
    r.Refer: {
        "title": "违规收费问题",
        "body": "discipline",
        "receiver": "discipline",
        "matter": "2026-000001",
        "text": "涉嫌违纪，移送处理。",
        "papers": ["调查笔录 2 份"],
    },
    r.SignReferral: {"receipt": "纪收 3 号"},
    r.RefuseReferral: {"reason": "不属管辖范围。"},
    r.ReportOnReferral: {"text": "正在初步核实。"},
    r.ReturnResult: {"text": "已立案审查。", "evidence": "纪立字 5 号"},
    t.HoldThreePartyTalk: {
        "title": "河堤工程停工约谈",
        "owner": "water",
        "contractor": "某建设公司",
        "helper": "housing",
        "cause": "contractor",
        "pursuer": "transport",
        "matter": "2026-000001",
        "text": "施工方擅自停工一个月。",
    },
    t.HoldEarlyTalk: {
        "matter": "2026-000001",
        "duty": "outcome",
        "text": "距期限三天，提醒尽快办结。",
    },
    u.CountReport: {"channel": "letter", "higher": "市纪委监委"},
    u.ConfirmClass: {},
    u.SendUp: {"receipt": "市收 3 号"},
    t.RouteTalk: {"referral": "2026-YS-000001"},
}
