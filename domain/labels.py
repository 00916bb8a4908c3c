"""What events, actions, and changes to the ledger are called on a screen."""

from collections.abc import Mapping
from dataclasses import dataclass

EVENTS: Mapping[str, str] = {
    "matter.received": "收件",
    "matter.registered": "登记",
    "matter.registration_corrected": "更正登记",
    "matter.split": "分解",
    "matter.part_received": "分办收件",
    "matter.part_finished": "分办件办结",
    "matter.part_unfinished": "分办件结果失效",
    "matter.part_recounted": "分办期限重算",
    "matter.part_called_off": "撤销分办件",
    "matter.called_off": "分办撤销",
    "matter.repeat_linked": "标记重复",
    "matter.repeat_unlinked": "取消重复标记",
    "matter.merged": "并入他件",
    "matter.joined": "他件并入",
    "matter.unmerged": "撤销并案",
    "matter.parted": "他件分出",
    "matter.outcome_shared": "并案结果告知",
    "matter.acceptance_notified": "受理告知",
    "matter.dispatched": "交办",
    "matter.order_delivered": "送达",
    "matter.order_signed": "签收",
    "matter.order_opened": "首次打开",
    "matter.order_handed_over": "移交经办人",
    "matter.participant_added": "增加参与单位",
    "matter.participant_withdrawn": "撤下参与单位",
    "matter.order_objected": "提出异议",
    "matter.objection_ruled": "裁定异议",
    "matter.responsibility_settled": "理顺责任",
    "matter.waiting_reported": "登记等待",
    "matter.waiting_ended": "不再等待",
    "matter.progress_reported": "反馈进展",
    "matter.difficulty_reported": "报告困难",
    "matter.difficulty_decided": "决定困难问题",
    "matter.participant_reported": "参与单位报告",
    "matter.outcome_reported": "办结",
    "matter.leader_informed": "向交办领导反馈",
    "matter.interim_reply_given": "阶段性答复",
    "matter.complainant_answered": "答复投诉人",
    "matter.answer_extended": "延期",
    "matter.extension_annulled": "撤销延期",
    "matter.answer_paused": "中止计时",
    "matter.answer_resumed": "恢复计时",
    "matter.reclassified": "重新分类",
    "matter.duty_excused": "免责",
    "matter.refusal_proposed": "提出不予受理",
    "matter.refused": "不予受理",
    "matter.papers_requested": "要求补充材料",
    "matter.exemption_proposed": "提出免予答复",
    "matter.answer_exempted": "决定免予答复",
    "matter.call_made": "回访",
    "matter.answer_rated": "评价",
    "matter.answer_contested": "对答复提出异议",
    "matter.review_applied": "申请复查、复核",
    "matter.review_decided": "决定复查、复核",
    "matter.withdrawal_recorded": "登记撤回意愿",
    "matter.withdrawn": "核实撤回",
    "matter.complaint_resumed": "恢复办理",
    "matter.duty_reminded": "提醒",
    "matter.duty_urged": "催办",
    "matter.supervision_slip_issued": "发督办单",
    "matter.slip_reported": "报告督办单",
    "matter.step_proposed": "提议约谈、通报或移送",
    "matter.put_under_supervision": "列入督查",
    "matter.released_from_supervision": "解除督查",
    "matter.round_opened": "开始一轮督查",
    "matter.round_reported": "报告督查轮次",
    "matter.milestones_set": "设定关键节点",
    "matter.node_reported": "反馈关键节点",
    "matter.emergency_declared": "宣布紧急情况",
    "matter.emergency_reported": "报告紧急情况",
    "matter.emergency_ended": "宣布紧急情况结束",
    "matter.closed": "归档",
    "matter.imported": "导入",
    "matter.answer_imported": "导入答复",
    "organisation.unit_established": "设立单位",
    "organisation.unit_changed": "变更单位",
    "organisation.post_established": "设立职务",
    "organisation.portfolio_assigned": "确定分管",
    "organisation.person_appointed": "任职",
    "organisation.commitment_published": "公布服务承诺",
    "organisation.term_ended": "免职",
    "rulebook.adopted": "通过规则",
    "manifest.recorded": "登记来件清单",
    "manifest.corrected": "更正来件清单",
}
"""Each stored type of event."""

CHANGES: Mapping[str, str] = {
    "opened": "产生",
    "moved": "改期",
    "handed_over": "移交",
    "discharged": "履行",
    "excused": "免除",
    "void": "撤回",
    "resumed": "恢复",
}
"""What a step does to one obligation (``projections.timeline.LedgerChange``)."""


ACTIONS: Mapping[str, str] = {
    "receive": "收件",
    "register": "登记",
    "correct": "更正登记",
    "split": "分解",
    "call-off-part": "撤销分办件",
    "link-repeat": "标记重复",
    "unlink-repeat": "取消重复标记",
    "merge": "并案",
    "unmerge": "撤销并案",
    "notify-acceptance": "受理告知",
    "dispatch": "交办",
    "deliver": "送达",
    "sign": "签收",
    "open-order": "打开交办单",
    "object": "提出异议",
    "rule-objection": "裁定异议",
    "designate": "指定承办",
    "order-joint-handling": "联合办理",
    "settle-responsibility": "理顺责任",
    "report-waiting": "登记等待",
    "end-waiting": "解除等待",
    "hand-over": "移交",
    "add-participant": "增加参与单位",
    "withdraw-participant": "撤下参与单位",
    "report-progress": "反馈进展",
    "report-difficulty": "报告困难",
    "decide-difficulty": "决定困难问题",
    "report-participation": "参与单位报告",
    "report-outcome": "办结",
    "inform-leader": "向交办领导反馈",
    "reply-interim": "阶段性答复",
    "answer": "答复",
    "extend": "延期",
    "annul-extension": "撤销延期",
    "pause": "中止计时",
    "resume": "恢复计时",
    "reclassify": "重新分类",
    "excuse": "免责",
    "propose-refusal": "提出不予受理",
    "confirm-refusal": "确认不予受理",
    "request-papers": "要求补充材料",
    "propose-exemption": "提出免予答复",
    "confirm-exemption": "确认免予答复",
    "record-call": "登记回访",
    "rate": "登记评价",
    "contest": "登记异议",
    "apply-review": "申请复查复核",
    "decide-review": "决定复查复核",
    "withdraw": "登记撤回",
    "confirm-withdrawal": "核实撤回",
    "resume-complaint": "恢复办理",
    "urge": "催办",
    "issue-supervision-slip": "下达督办单",
    "report-on-slip": "报告督办单",
    "propose-step": "提议下一步",
    "climb": "自动催办",
    "put-under-supervision": "列入督办",
    "release-from-supervision": "解除督办",
    "open-round": "开启督办轮次",
    "report-round": "报告督办轮次",
    "set-milestones": "设定节点",
    "report-node": "反馈节点",
    "declare-emergency": "宣布紧急情况",
    "report-emergency": "续报紧急情况",
    "end-emergency": "结束紧急情况",
    "close": "归档",
    "establish-unit": "设立单位",
    "change-unit": "变更单位",
    "establish-post": "设立职务",
    "assign-portfolio": "确定分管",
    "appoint": "任职",
    "publish-commitment": "公布服务承诺",
    "end-term": "免职",
    "record-manifest": "登记渠道清单",
    "adopt": "通过规则",
    "matters": "查看事项",
    "identity": "查看身份",
    "text": "查看内容",
    "organisation": "查看机构",
    "rulebook": "查看规则",
    "coverage": "查看空白点与统计",
    "my-work": "查看本人工作",
    "leader-screen": "查看领导首页",
    "outbox": "查看发件箱",
    "events": "查看日志",
}
"""Each action that the permission table names."""


def event_label(name: str, language: str) -> str:
    """An event's name in ``zh-CN`` or, for any other language, its stored name in words."""
    return _label(EVENTS, name, name.partition(".")[2], language)


@dataclass(frozen=True, slots=True)
class Action:
    """An action as a refusal names it."""

    name: str

    def label(self, language: str) -> str:
        """Its Chinese name, or the word that the API has for it."""
        return ACTIONS.get(self.name, self.name) if language.startswith("zh") else self.name


def change_label(what: str, language: str) -> str:
    """The name of a change to the ledger, likewise."""
    return _label(CHANGES, what, what, language)


def _label(labels: Mapping[str, str], name: str, plain: str, language: str) -> str:
    in_words = plain.replace("_", " ")
    return labels.get(name, in_words) if language.startswith("zh") else in_words
