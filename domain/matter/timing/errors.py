"""Why something is refused: deadlines that move, and excuses."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class TooLateToExtend(ConflictError):
    code = "too-late-to-extend"
    zh = "最终答复期限（{due}）已到，不能再延期、中止或改期。请先作阶段性答复。"
    en = "The final answer was due at {due}; it can no longer be put off. Give an interim reply."
    source = "rules.md: final answer"


class ExtensionAfterOutcome(ConflictError):
    code = "extension-after-outcome"
    zh = "事项已有办理结果，只待告知投诉人，不能再延期、中止或改期。请答复。"
    en = "There is an outcome and only telling it is left; nothing can be put off. Answer."
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


class NothingToAnnul(ConflictError):
    code = "nothing-to-annul"
    zh = "没有可撤销的延期：没有延过期，或最近一次已撤销。请核对事项。"
    en = "There is no extension to take back: none was given, or the last one was annulled already."


class NoPauseHere(ConflictError):
    code = "no-pause-here"
    zh = "本事项适用的规则没有中止，或不承认这一理由。需要更多时间的，请申请延期。"
    en = (
        "The rules of this matter know no pause, or not on this ground. Where more time is needed,"
        " ask for an extension."
    )
    source = "rules.md: How days are counted"


class PauseTooLong(UnfitError):
    code = "pause-too-long"
    zh = "中止 {days} 个工作日超过还可中止的 {maximum} 个工作日。请缩短。"
    en = "A pause of {days} working days exceeds the {maximum} that are left. Shorten it."
    source = "rules.md: How days are counted"


class AlreadyPaused(ConflictError):
    code = "already-paused"
    zh = "本事项正在中止，到 {due} 自动恢复。请先恢复，或到时再办。"
    en = "The matter stands still already, until {due}. Resume it first, or wait until then."
    source = "rules.md: How days are counted"


class NotPaused(ConflictError):
    code = "not-paused"
    zh = "本事项没有中止，或剩余不足一个工作日，会自动恢复。"
    en = "The matter does not stand still, or goes on by itself within the working day."
    source = "rules.md: How days are counted"


class GradedAsUrgent(ConflictError):
    code = "graded-as-urgent"
    zh = "事项定级为“{urgency}”，不能列为复杂事项。定级有误的，请先更正。"
    en = (
        "The matter is graded {urgency} and cannot be classed as complex. Correct a mistaken grade."
    )
    source = "rules.md: graded limits"


class ReclassifiedOnce(ConflictError):
    code = "reclassified-once"
    zh = "本事项已按复杂件重新分类过一次，不能再次延长。需要更多时间的，请申请延期。"
    en = "The matter was classed as complex once already. Where more time is needed, extend it."
    source = "rules.md: final answer"


class OutcomeAlreadyDue(ConflictError):
    code = "outcome-already-due"
    zh = "办结期限（{due}）已到，不能再重新分类。"
    en = "The outcome was due at {due}; the matter can no longer be put into another class."
    source = "rules.md: final answer"


class NotExcusable(UnfitError):
    code = "not-excusable"
    zh = "“{duty}”不能免除：这是对投诉人的责任，或没有它事项无法继续。可免除的：{known}。"
    en = (
        "'{duty}' cannot be excused: it is owed to the complainant, or nothing could go on without"
        " it. What can be: {known}."
    )
    source = "rules.md: Who may"


class NothingOwed(ConflictError):
    code = "nothing-owed"
    zh = "本事项现在没有待履行的“{duty}”。请核对事项和单位。"
    en = "No '{duty}' is owed in this matter now. Check the matter and the unit."


class NotForTheOwnLine(ForbiddenError):
    code = "not-for-the-own-line"
    zh = "中止、重新分类、撤销延期和免责由效能办中未承办本事项的督查人员决定。"
    en = (
        "Pauses, classes, annulments and excuses are decided by a supervisor of the efficiency"
        " office who does not handle the matter."
    )
    source = "rules.md: Who may"
