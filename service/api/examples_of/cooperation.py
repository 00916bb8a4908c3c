"""Example bodies: bulletins, referrals and talks."""

from collections.abc import Mapping
from typing import Any

from domain.accountability.bulletins import commands as b
from domain.cooperation.referrals import commands as r
from domain.cooperation.reports_upward import commands as u
from domain.cooperation.takeovers import commands as k
from domain.cooperation.talks import commands as t
from domain.cooperation.transfers import commands as x
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
    x.TransferMatter: {
        "matter": "2026-000001",
        "to": "chengguan",
        "title": "东街路灯不亮",
        "ground": "lower_level",
        "text": "东街路灯由镇里管养。",
    },
    x.PressTransfer: {"text": "请尽快签收。"},
    x.TakeBackTransfer: {"reason": "镇里两次催收未果，由县里直接办理。"},
    x.NoteReceiptMissing: {},
    x.NoteReceived: {"received_at": "2026-03-02T09:30:00+08:00"},
    x.NoteAccepted: {"accepted_at": "2026-03-03T10:00:00+08:00"},
    x.NoteReturned: {
        "ground": "not_ours",
        "text": "该路段属省道，由县公路局管养。",
        "returned_at": "2026-03-03T10:00:00+08:00",
    },
    x.NoteResult: {
        "finding": "met",
        "text": "电缆已更换，路灯恢复照明。",
        "evidence": "城办 12 号",
        "reported_at": "2026-03-10T10:00:00+08:00",
    },
    x.NoteTakenBack: {},
    k.TakeInTransfer: {
        "sender": "huoshan",
        "transfer": "0198b7c2-5a3e-7000-8000-000000000001",
        "number": "2026-000001",
        "title": "东街路灯不亮",
        "ground": "lower_level",
        "text": "东街路灯由镇里管养。",
        "first_received_at": "2026-03-02T08:40:00+08:00",
        "answer_by": "2026-03-24T00:00:00+08:00",
        "subject": "东街路灯不亮",
        "body": "东街三盏路灯已经三天不亮。",
        "nature": "request",
    },
    k.AcceptTakeover: {},
    k.ReturnTakeover: {"ground": "not_ours", "text": "该路段属省道，由县公路局管养。"},
    k.ReportTakeoverResult: {"text": "电缆已更换，路灯恢复照明。", "evidence": "城办 12 号"},
    k.CallBackTakeover: {},
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
