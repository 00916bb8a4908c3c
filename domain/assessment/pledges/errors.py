"""Why something is refused: pledges."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class PledgeForOthers(ForbiddenError):
    code = "pledge-for-others"
    zh = "只能以本单位或本人分管单位的名义承诺，不能替 {unit} 承诺。"
    en = "You can promise for your own unit, or one you answer for, not for {unit}."
    source = "M36 公开承诺"


class DueInThePast(UnfitError):
    code = "due-in-the-past"
    zh = "承诺的完成日期 {on} 已过。请填写今天以后的日期。"
    en = "The day {on} has passed. A promise is about a day still to come."


class NotPublishedYet(ConflictError):
    code = "not-published-yet"
    zh = "该承诺尚未公开，不能述职。请先公开。"
    en = "The pledge has not been published, so nothing can be reported on it. Publish it first."
    source = "M36 公开承诺、公开述职"


class NothingReported(ConflictError):
    code = "nothing-reported"
    zh = "尚无待核验的述职。请等承诺单位报告后再核验。"
    en = "Nothing has been reported that could be verified. Wait for the report."


class OwnPledge(ForbiddenError):
    code = "own-pledge"
    zh = "承诺单位及其责任链上的人员不能核验本承诺。请由其他机关人员核验。"
    en = "Whoever promised it, or answers for that unit, cannot verify it. Ask somebody outside."
    source = "rules.md: Who may (nobody for themselves or their own line)"
