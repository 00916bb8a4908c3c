"""Why something is refused: key works."""

from domain.errors import ConflictError, ForbiddenError, UnfitError

SOURCE = "M20 路线图、时间表、责任人"


class NoSuchMilestone(UnfitError):
    code = "no-such-milestone"
    zh = "没有这个路线图节点。现有：{known}。"
    en = "There is no such milestone. There are: {known}."
    source = SOURCE


class MilestoneReachedAlready(ConflictError):
    code = "milestone-reached-already"
    zh = "该节点已经完成，不能再调整日期。"
    en = "That milestone has been reached; its day can no longer be moved."
    source = SOURCE


class NoReportOwed(ConflictError):
    code = "no-report-owed"
    zh = "没有待报告的轮次。待报告的：{known}。"
    en = "That round awaits no report. Rounds that do: {known}."
    source = SOURCE


class NotTheLeadingUnit(ForbiddenError):
    code = "not-the-leading-unit"
    zh = "须由牵头单位 {unit} 报告。"
    en = "Only the leading unit {unit} can report on it."
    source = SOURCE


class KeyWorkUnfinished(ConflictError):
    code = "key-work-unfinished"
    zh = "尚有未履行的责任事项：{duties}。请待其完成后再销号。"
    en = "Still owed: {duties}. Wait until each is done."
    source = SOURCE
