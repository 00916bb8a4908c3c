"""Why something is refused: campaigns."""

from domain.errors import ConflictError, ForbiddenError, UnfitError

SOURCE = "M25 学习动员、自查自纠、制订措施、考核总结"


class NotInTheCampaign(ForbiddenError):
    code = "not-in-the-campaign"
    zh = "单位 {unit} 不在该活动范围内，或活动没有这一阶段。请核对。"
    en = "Unit {unit} takes no part in this campaign, or it has no such stage. Check both."
    source = SOURCE


class FiguresMissing(UnfitError):
    code = "figures-missing"
    zh = "自查自纠报告须写明发现问题数和整改数，整改数不超过发现数；其他阶段不填。请核对。"
    en = (
        "A report on self-inspection says how many problems were found and how many put right, not"
        " more; other stages say neither."
    )
    source = "M13 不允许发现不了问题"


class StagesRunOn(ConflictError):
    code = "stages-run-on"
    zh = "最后阶段截止 {due}，尚未结束，不能总结。请待其结束。"
    en = (
        "The last stage runs until {due}; the campaign cannot be summed up before. Wait until then."
    )
    source = SOURCE


class OfficeSumsUp(ForbiddenError):
    code = "office-sums-up"
    zh = "须由组织活动的效能办 {unit} 总结。"
    en = "Only the office {unit}, which runs the campaign, sums it up."
    source = SOURCE
