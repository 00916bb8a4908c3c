"""An example body for each command, shown in the documentation and checked by a test."""

from collections.abc import Mapping
from typing import Any

from domain.adopting import AdoptRulebook, AskWhatIf
from domain.announcing import RecordNotice
from domain.envelope import Command
from domain.jurisdictions import commands as jurisdictions
from domain.manifests.commands import RecordManifest
from domain.matter.answering.commands import (
    AnswerComplainant,
    ConfirmExemption,
    GiveInterimReply,
    ProposeExemption,
)
from domain.matter.closing.commands import CloseMatter
from domain.matter.contesting.commands import ApplyForReview, ContestAnswer, DecideReview
from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.disputing.commands import (
    DesignateLead,
    ObjectToOrder,
    OrderJointHandling,
    RuleObjection,
    SettleResponsibility,
)
from domain.matter.followup.commands import RateAnswer, RecordCall
from domain.matter.handling.commands import (
    DecideDifficulty,
    InformLeader,
    ReportDifficulty,
    ReportOutcome,
    ReportParticipation,
    ReportProgress,
)
from domain.matter.intake.commands import NotifyAcceptance, ReceiveMatter, RegisterMatter
from domain.matter.joining.commands import (
    LinkRepeat,
    MergeMatter,
    UnlinkRepeat,
    UnmergeMatter,
)
from domain.matter.nodes.commands import (
    DeclareEmergency,
    EndEmergency,
    ReportEmergency,
    ReportNode,
    SetMilestones,
)
from domain.matter.papers.commands import RequestPapers
from domain.matter.refusing.commands import ConfirmRefusal, ProposeRefusal
from domain.matter.rounds.commands import (
    OpenRound,
    PutUnderSupervision,
    ReleaseFromSupervision,
    ReportRound,
)
from domain.matter.routing.commands import (
    AddParticipant,
    DeliverOrder,
    DispatchMatter,
    HandOver,
    HandOverAll,
    OpenOrder,
    SignOrder,
    WithdrawParticipant,
)
from domain.matter.splitting.commands import CallOffPart, SplitMatter
from domain.matter.timing.commands import (
    AnnulExtension,
    ExcuseDuty,
    ExtendAnswer,
    PauseAnswer,
    ReclassifyMatter,
    ResumeAnswer,
)
from domain.matter.urging.commands import (
    ClimbRung,
    IssueSlip,
    ProposeStep,
    ReportOnSlip,
    UrgeDuty,
)
from domain.matter.waiting.commands import EndWaiting, ReportWaiting
from domain.matter.withdrawing.commands import (
    ConfirmWithdrawal,
    RecordWithdrawal,
    ResumeComplaint,
)
from domain.organisation import commands as organisation
from domain.proceedings.handing_over import HandOverDuties
from domain.proof_commands import CosignCheckpoint
from domain.verdicts.commands import ConfirmEarlierAct, FindBreach
from service.api.examples_of import OF_PROCEEDINGS
from service.api.examples_of.erasure import EXAMPLES as OF_ERASURE
from service.api.examples_of.reading import EXAMPLES as OF_READING

EXAMPLES: Mapping[type[Command], dict[str, Any]] = {
    **OF_PROCEEDINGS,
    **OF_READING,
    **OF_ERASURE,
    ReceiveMatter: {
        "channel": "hotline",
        "subject": "小区路灯不亮",
        "body": "三号楼前的路灯已经三天不亮，老人晚上不敢出门。",
        "received_at": "2026-03-02T08:40:00+08:00",
        "name": "来电人",
        "contact": "来电号码",
        "place": "城关镇",
        "address": "幸福路 3 号楼前",
        "receiving_unit": "office",
        "nature": "request",
    },
    RegisterMatter: {"nature": "conduct", "conduct": ["procrastinating"]},
    CorrectRegistration: {"reason": "登记时选错了渠道", "channel": "visit"},
    SplitMatter: {
        "parts": [
            {"subject": "更换老化电缆", "body": "三号楼前的供电电缆老化，须更换。"},
            {"subject": "修剪遮光行道树", "body": "行道树遮住新灯，须修剪。"},
        ]
    },
    CallOffPart: {"part": "2026-000002", "reason": "园林部门已另行修剪，无需再办。"},
    LinkRepeat: {"other": "2026-000001"},
    UnlinkRepeat: {"other": "2026-000001"},
    MergeMatter: {"into": "2026-000001", "reason": "同一路段同一批路灯，一并修复。"},
    UnmergeMatter: {"reason": "经核实是另一路段，须分别办理。"},
    NotifyAcceptance: {"route": "phone"},
    DispatchMatter: {
        "lead": {"unit": "housing", "person": "handler-wang", "task": "现场查看并修复"},
        "participants": [{"unit": "water", "person": "handler-wu"}],
    },
    DeliverOrder: {"unit": "housing"},
    SignOrder: {},
    OpenOrder: {},
    ObjectToOrder: {"instead": "transport", "text": "该路灯属交通部门管养。"},
    RuleObjection: {"unit": "housing", "upheld": False, "text": "移交清单显示已由贵单位接管。"},
    DesignateLead: {"lead": {"unit": "transport", "person": "handler-he"}},
    OrderJointHandling: {
        "lead": {"unit": "housing", "person": "handler-wang"},
        "participants": [{"unit": "transport", "person": "handler-he"}],
    },
    SettleResponsibility: {"unit": "transport", "text": "经三方核对，由交通部门管养。"},
    ReportWaiting: {"waits_for": "water", "text": "等待管沟回填后才能立杆。"},
    EndWaiting: {"waits_for": "water"},
    HandOver: {"person": "handler-liu", "reason": "原经办人病假两周。"},
    HandOverAll: {
        "person": "handler-wang",
        "successor": "handler-liu",
        "unit": "housing",
        "reason": "王同志调离。",
    },
    HandOverDuties: {
        "person": "handler-wang",
        "successor": "handler-liu",
        "reason": "王同志调离。",
    },
    AddParticipant: {"order": {"unit": "water", "person": "handler-wu"}},
    WithdrawParticipant: {"unit": "water", "reason": "已无需该单位参与。"},
    ReportProgress: {"text": "已到现场，灯杆电缆老化，正在更换。"},
    ReportDifficulty: {"leader": "leader-sun", "text": "更换电缆需要占道，须协调交警。"},
    DecideDifficulty: {"decision": "同意夜间占道施工，由交警配合。"},
    ReportParticipation: {"text": "管沟已清理完毕。"},
    ReportOutcome: {
        "finding": "met",
        "measures": ["site_visit", "action_taken"],
        "text": "电缆已更换，路灯恢复照明。",
        "evidence": ["现场照片 2026-17"],
    },
    InformLeader: {"text": "已办结，路灯恢复照明。"},
    GiveInterimReply: {
        "text": "因电缆需要定制，预计下周修复。",
        "expected_by": "2026-03-20T18:00:00+08:00",
        "route": "phone",
    },
    AnswerComplainant: {"text": "路灯已修复，感谢反映。", "route": "phone"},
    ExtendAnswer: {
        "working_days": 10,
        "reason": "电缆需要定制",
        "told_by": "phone",
    },
    AnnulExtension: {"reason": "延期理由不成立。"},
    PauseAnswer: {
        "ground": "appraisal",
        "working_days": 10,
        "reason": "墙体须先作安全鉴定。",
        "told_by": "phone",
    },
    ResumeAnswer: {"reason": "鉴定结果已出。"},
    ReclassifyMatter: {"complex": True, "reason": "涉及三个部门，须现场勘查。"},
    ExcuseDuty: {
        "duty": "participant_report",
        "of": "water",
        "ground": "lapsed",
        "reason": "管沟已由施工方清理，无需该单位参与。",
    },
    ProposeRefusal: {
        "ground": "other_body",
        "body": "市生态环境局",
        "reason": "跨县河流水质属市级管辖。",
    },
    ConfirmRefusal: {"text": "所反映事项请向市生态环境局提出。", "told_by": "letter"},
    RequestPapers: {"papers": ["身份证明", "房屋产权证明"], "told_by": "phone"},
    ProposeExemption: {"ground": "no_route", "reason": "匿名来信，没有任何联系方式。"},
    ConfirmExemption: {},
    RecordCall: {
        "reached": True,
        "satisfaction": "satisfied",
        "resolved": True,
        "remark": "路灯已亮，表示满意。",
    },
    RateAnswer: {"satisfaction": "basically_satisfied", "resolved": True},
    ContestAnswer: {"text": "只修了一盏，另外两盏还是不亮。"},
    ApplyForReview: {"text": "重办后仍有一盏不亮，请求复查。"},
    DecideReview: {"upheld": True, "text": "经查三盏均已修复，维持答复。", "route": "letter"},
    RecordWithdrawal: {"route": "phone", "text": "来电说已自行解决。"},
    ConfirmWithdrawal: {"route": "phone"},
    ResumeComplaint: {"text": "又坏了，要求继续办理。"},
    UrgeDuty: {"duty": "outcome", "text": "请抓紧办理，周五前反馈。"},
    IssueSlip: {"duty": "outcome", "text": "多次催办仍无结果，现予督办。"},
    ReportOnSlip: {"text": "因缺料延误，本周内办结。"},
    ProposeStep: {"rung": "talk", "duty": "outcome", "text": "建议约谈单位负责人。"},
    ClimbRung: {"duty": "outcome", "rung": "urging"},
    RecordNotice: {
        "year": 2027,
        "title": "国务院办公厅关于2027年部分节假日安排的通知",
        "off": ["2027-01-01", "2027-01-02", "2027-01-03"],
        "make_up": [],
    },
    FindBreach: {"duty": "outcome", "nth": 1},
    ConfirmEarlierAct: {
        "duty": "answer",
        "done_at": "2026-03-20T16:30:00+08:00",
        "evidence": "邮政挂号回执，寄出日戳为三月二十日。",
    },
    PutUnderSupervision: {"cadence": "weekly", "reason": "群众反映强烈。"},
    ReleaseFromSupervision: {"reason": "问题已基本解决。"},
    OpenRound: {},
    ReportRound: {"text": "本周已完成现场勘查。"},
    SetMilestones: {"milestones": [{"name": "完成勘查", "on": "2026-03-13"}]},
    ReportNode: {"node": "1", "text": "勘查已完成。"},
    DeclareEmergency: {"text": "灯杆倾倒，砸坏车辆。"},
    ReportEmergency: {"text": "现场已封闭，无人受伤。"},
    EndEmergency: {"text": "灯杆已移除，道路恢复通行。"},
    CloseMatter: {"remark": "材料齐全。"},
    organisation.EstablishUnit: {
        "unit": "housing",
        "name": "住房和城乡建设局",
        "kind": "department",
        "parent": "county",
        "since": "2020-01-01",
    },
    organisation.ChangeUnit: {"unit": "housing", "name": "住房保障局", "parent": "county"},
    organisation.EstablishPost: {
        "post": "housing-chief",
        "unit": "housing",
        "title": "局长",
        "rank": "chief",
    },
    organisation.AssignPortfolio: {
        "post": "county-deputy",
        "units": ["housing", "water"],
        "since": "2026-01-01",
    },
    organisation.AppointPerson: {
        "person": "zhou-min",
        "name": "周敏",
        "post": "housing-chief",
        "since": "2026-01-01",
    },
    organisation.PublishCommitment: {
        "unit": "housing",
        "item": "streetlight-repair",
        "title": "路灯报修",
        "working_days": 5,
        "since": "2026-01-01",
    },
    organisation.RecordAbsence: {
        "person": "handler-wang",
        "since": "2026-03-02",
        "until": "2026-03-13",
        "reason": "leave",
        "stands_in": "handler-liu",
    },
    organisation.EndTerm: {"person": "zhou-min", "post": "housing-chief", "until": "2026-06-30"},
    jurisdictions.RegisterLower: {
        "jurisdiction": "chengguan",
        "name": "城关镇",
        "desk": "office",
    },
    jurisdictions.NameHigher: {"jurisdiction": "huoshan", "name": "霍山县", "desk": "office"},
    jurisdictions.WithdrawTie: {"jurisdiction": "chengguan", "reason": "区划调整，改由市直管。"},
    RecordManifest: {
        "channel": "hotline",
        "day": "2026-03-01",
        "count": 2,
        "source_numbers": ["R-2026-0301-1", "R-2026-0301-2"],
        "counted_by": "热线平台日报",
    },
    CosignCheckpoint: {
        "note": "huiyin/main\n2\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"
        "— huiyin/main 2NLlcA==\n— city-audit uwGYVQ==\n"
    },
    AdoptRulebook: {"name": "letters-and-visits"},
    AskWhatIf: {"name": "letters-and-visits", "as_of": "2026-03-02T09:00:00+08:00"},
}
