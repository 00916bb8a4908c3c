"""What the columns of exported lists are called, and the lists themselves."""

from collections.abc import Mapping

HEADINGS: Mapping[str, tuple[str, str]] = {
    "matter": ("事项 ID", "matter id"),
    "number": ("编号", "number"),
    "source_number": ("来源编号", "source number"),
    "state": ("状态", "state"),
    "version": ("版本", "version"),
    "channel": ("来源渠道", "channel"),
    "subject": ("主题", "subject"),
    "snippet": ("检索所得", "found"),
    "found_in": ("出处", "found in"),
    "position": ("日志位置", "log position"),
    "received_at": ("收件时间", "received"),
    "place": ("区域", "place"),
    "receiving_unit": ("收件单位", "received by"),
    "lead": ("牵头单位", "lead unit"),
    "units": ("有关单位", "units"),
    "persons": ("承办人", "persons"),
    "custodian_unit": ("现在何处", "in the hands of"),
    "custodian_person": ("现在何人", "person who has it"),
    "in_hands_since": ("接手时间", "in hands since"),
    "next_duty": ("下一步", "next step"),
    "next_unit": ("下一步责任单位", "next step: unit"),
    "next_person": ("下一步责任人", "next step: person"),
    "next_due_at": ("下一步期限", "next step due"),
    "overdue": ("已逾期", "overdue"),
    "overdue_working_days": ("逾期工作日", "working days overdue"),
    "working_days_left": ("剩余工作日", "working days left"),
    "paused_until": ("中止至", "paused until"),
    "paused_days": ("中止工作日", "working days paused"),
    "next_action": ("下一步办理", "next action"),
    "final_due_at": ("最终答复期限", "final answer due"),
    "answered_at": ("答复时间", "answered"),
    "closed_at": ("归档时间", "closed"),
    "whole": ("所属原件 ID", "part of matter id"),
    "merged_into": ("并入事项 ID", "handled together with matter id"),
    "repeats": ("重复件数", "repeats"),
    "extensions": ("延期次数", "extensions"),
    "imported": ("导入", "imported"),
    "last_urged_at": ("最近催办", "last urged"),
    "emergency_since": ("紧急情况始于", "emergency since"),
    "duty": ("责任事项", "duty"),
    "of": ("所属单位", "whose"),
    "nth": ("轮次", "round"),
    "owner_unit": ("责任单位", "owed by unit"),
    "owner_person": ("责任人", "owed by person"),
    "owed_to": ("对谁负责", "owed to"),
    "due_at": ("期限", "due"),
    "since": ("起算时间", "counted from"),
    "rule": ("依据", "rule"),
    "rulebook": ("规则版本", "rulebook"),
    "calendar": ("日历版本", "calendar"),
    "provisional": ("暂定", "provisional"),
    "status": ("情况", "status"),
    "breached": ("曾逾期", "missed its due date"),
    "ended": ("结束方式", "ended as"),
    "ended_at": ("结束时间", "ended"),
    "ended_by": ("结束于", "ended by event"),
    "verdict_by": ("逾期认定于", "found missed by event"),
    "proceeding": ("事务 ID", "proceeding id"),
    "kind": ("类别", "kind"),
    "title": ("标题", "title"),
    "stage": ("进展", "stage"),
    "person": ("人员", "person"),
    "links": ("相关事项", "hangs together with"),
    "facets": ("其他内容", "its kind's own"),
    "opened_at": ("立项时间", "opened"),
    "opened_by": ("产生于", "opened by"),
    "occurred_at": ("发生时间", "occurred"),
    "recorded_at": ("记录时间", "recorded"),
    "of_kind": ("事务类别", "kind of proceeding"),
    "event": ("事件", "event"),
    "role": ("身份", "role"),
    "actor_unit": ("记录人单位", "unit of who recorded it"),
    "approver": ("批准人", "approved by"),
    "proposer": ("提出人", "proposed by"),
    "due_after": ("变更后期限", "due afterwards"),
    "days_to_due": ("距期限天数", "days to the due date"),
    "days": ("给予工作日", "working days given"),
    "ground": ("理由", "ground"),
    "what": ("内容", "what"),
    "numbers": ("涉及编号", "matters concerned"),
    "count": ("件数", "count"),
    "share": ("占比 %", "share %"),
    "near": ("其中临期", "of them near due"),
    "alike": ("相同程度", "alike"),
    "until": ("止", "until"),
    "unit": ("单位", "unit"),
    "by_itself": ("自查发现", "found itself"),
    "by_inspection": ("明查暗访、评议发现", "found by inspections"),
    "by_complaint": ("投诉查实", "substantiated complaints"),
    "found_nothing": ("自查未发现", "found nothing itself"),
}
"""By the name of an item's part in JSON."""

LISTS: Mapping[str, tuple[str, str]] = {
    "matters": ("事项清单", "matters"),
    "overdue": ("逾期清单", "overdue"),
    "obligations": ("责任台账", "obligations"),
    "proceedings": ("事务清单", "proceedings"),
    "worklist": ("待办清单", "worklist"),
    "search": ("检索结果", "search"),
    "self-inspection": ("自查对照", "self-inspection"),
    "exceptions": ("异常情况", "exceptions"),
    "patterns": ("疑点明细", "patterns"),
}
"""Each exported list by its name in the address: the title of its sheet and of its file."""


def heading(name: str, language: str) -> str:
    """A column's heading; its plain name where it has none."""
    return _chosen(HEADINGS.get(name, (name, name)), language)


def list_title(name: str, language: str) -> str:
    """A list's title; its name where it has none."""
    return _chosen(LISTS.get(name, (name, name)), language)


def _chosen(words: tuple[str, str], language: str) -> str:
    return words[0] if language.startswith("zh") else words[1]
