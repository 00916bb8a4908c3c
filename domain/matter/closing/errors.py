"""Why something is refused: filing a matter in which everything owed has been done."""

from domain.errors import ConflictError, ForbiddenError


class NotAnswered(ConflictError):
    code = "not-answered"
    zh = "投诉人尚未得到答复，事项不能归档。请先答复。"
    en = "The complainant has not been answered, so the matter cannot be closed. Answer first."
    source = "M11 件件有回音"


class StillOwed(ConflictError):
    code = "still-owed"
    zh = "仍有未履行的责任事项：{duties}。请先逐项履行，再归档。"
    en = "Still owed: {duties}. Discharge each of them before closing."
    source = "M11 事事有反馈"


class OwnRecording(ForbiddenError):
    code = "own-recording"
    zh = "免去步骤的批示由您登记，领导尚未补签，不能由您据此归档。请待补签，或由其他人员归档。"
    en = (
        "You recorded the instruction that covers a step, and the leader has not countersigned it."
        " Wait for that, or ask somebody else to close the matter."
    )
    source = "M17, M18; rules.md: Who may"


class HandlerCannotClose(ForbiddenError):
    code = "handler-cannot-close"
    zh = "承办人员或承办单位不能归档自己办理的事项。请由其他人员归档。"
    en = (
        "Whoever handled the matter, or their unit, cannot close it. Ask somebody else to close it."
    )
    source = "rules.md: Who may"
