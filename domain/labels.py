"""What events, and what they do to the ledger, are called on a screen."""

from collections.abc import Mapping

EVENTS: Mapping[str, str] = {
    "matter.received": "收件",
    "matter.registered": "登记",
    "matter.registration_corrected": "更正登记",
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
}
"""What a step does to one obligation (``projections.timeline.LedgerChange``)."""


def event_label(name: str, language: str) -> str:
    """An event's name in ``zh-CN`` or, for any other language, its stored name in words."""
    return _label(EVENTS, name, name.partition(".")[2], language)


def change_label(what: str, language: str) -> str:
    """The name of a change to the ledger, likewise."""
    return _label(CHANGES, what, what, language)


def _label(labels: Mapping[str, str], name: str, plain: str, language: str) -> str:
    in_words = plain.replace("_", " ")
    return labels.get(name, in_words) if language.startswith("zh") else in_words
