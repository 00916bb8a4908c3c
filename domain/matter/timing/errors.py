"""Why something is refused: deadlines that move: extensions."""

from domain.errors import ConflictError, UnfitError


class TooLateToExtend(ConflictError):
    code = "too-late-to-extend"
    zh = "最终答复期限（{due}）已到，不能再延期。请先作阶段性答复。"
    en = "The final answer was due at {due}; it can no longer be extended. Give an interim reply."
    source = "rules.md: final answer"


class ExtensionAfterOutcome(ConflictError):
    code = "extension-after-outcome"
    zh = "事项已有办理结果，只待告知投诉人，不能再延期。请答复。"
    en = "There is an outcome and only telling it is left; nothing can be extended. Answer."
    source = "rules.md: answer after the outcome"


class AlreadyExtended(ConflictError):
    code = "already-extended"
    zh = "本事项已延期 {times} 次，单位负责人不能再延。"
    en = (
        "The matter has been extended {times} time(s) already; the unit's head may not do it again."
    )
    source = "rules.md: Who may"


class ExtensionTooLong(UnfitError):
    code = "extension-too-long"
    zh = "延期 {days} 个工作日超过上限 {maximum} 个工作日。请缩短。"
    en = "An extension of {days} working days exceeds the maximum of {maximum}. Shorten it."
    source = "rules.md: final answer"
