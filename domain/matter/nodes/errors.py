"""Why something is refused: feedback at key nodes, and reports in an emergency."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class MilestoneInThePast(UnfitError):
    code = "milestone-in-the-past"
    zh = "节点日期 {given} 已经过去（现在 {now}）。请填写今天或以后的日期。"
    en = "The milestone's day {given} has passed ({now}). Give today or a day to come."
    source = "M14 关键节点"


class MilestoneStands(ForbiddenError):
    code = "milestone-stands"
    zh = "节点 {what} 已经设定，承办单位不能自行改期。请由效能办改期。"
    en = "The milestone {what} is set; the unit that owes it cannot move it. Ask the office."
    source = "rules.md: Who may"


class MilestonePassed(ConflictError):
    code = "milestone-passed"
    zh = "节点 {what} 已反馈或已到期（{due}），不能再改期。"
    en = "The milestone {what} was reported or has been due since {due}; it cannot be moved."
    source = "rules.md: changes near a due date"


class NoSuchNode(ConflictError):
    code = "no-such-node"
    zh = "没有待反馈的节点 {what}。待反馈的：{known}。"
    en = "There is no milestone {what} that awaits feedback. Those that do: {known}."
    source = "M14 关键节点"


class MilestonesNotYours(ForbiddenError):
    code = "milestones-not-yours"
    zh = "关键节点由牵头单位 {lead} 或效能办设定。"
    en = "Milestones are set by the unit that has the matter, {lead}, or by the office."
    source = "M14 关键节点"


class EmergencyGoesOn(ConflictError):
    code = "emergency-goes-on"
    zh = "紧急情况已于 {given} 宣布，尚未结束。请续报，或先宣布结束。"
    en = "The emergency declared at {given} goes on. Report on it, or declare it over first."
    source = "M14 突发事件"


class NoEmergency(ConflictError):
    code = "no-emergency"
    zh = "没有正在进行的紧急情况。如有新情况，请先宣布。"
    en = "There is no emergency now. Declare one first."
    source = "M14 突发事件"


class HandlerCannotEnd(ForbiddenError):
    code = "handler-cannot-end"
    zh = "承办人员或承办单位不能宣布自己办理事项的紧急情况结束。请由其他人员宣布。"
    en = (
        "Whoever handles the matter, or their unit, cannot declare its emergency over. Ask another."
    )
    source = "rules.md: Who may"
