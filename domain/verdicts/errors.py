"""Why the confirmation of an earlier act is refused."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class NothingDone(ConflictError):
    code = "nothing-done"
    zh = "“{duty}”这一轮尚未履行，没有可以提前的办理时间。请先办理，或核对事项与轮次。"
    en = "That round of '{duty}' has not been done, so nothing can count earlier. Check the round."


class NotEarlier(UnfitError):
    code = "not-earlier"
    zh = "确认的时间须晚于责任产生之时、早于已记录的办理时间（{given}）。请核对凭证。"
    en = "The time must lie after the duty arose and before what is recorded ({given})."
    source = "rules.md: Which time counts"


class OwnLine(ForbiddenError):
    code = "own-line"
    zh = "须由责任单位以外的人员确认。请交由其他单位或效能办人员办理。"
    en = "Somebody outside the unit that owed it has to confirm this. Ask another unit or the office."
    source = "rules.md: Which time counts"
