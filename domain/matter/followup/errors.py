"""Why something is refused: asking the complainant after the answer, and what they say of it."""

from domain.errors import ConflictError, ForbiddenError


class NoCallOwed(ConflictError):
    code = "no-call-owed"
    zh = "本事项现在不需要回访：尚未答复、投诉人无法联系，或已回访。请核对事项。"
    en = (
        "No follow-up call is owed now: there is no answer yet, the complainant cannot be reached,"
        " or they were asked already. Check the matter."
    )
    source = "rules.md: follow-up call"


class HandlerCannotCall(ForbiddenError):
    code = "handler-cannot-call"
    zh = "承办或答复本事项的人员、承办单位不能回访。请由其他人员回访。"
    en = (
        "Whoever handled or answered the matter, or their unit, cannot make the follow-up call."
        " Ask somebody else."
    )
    source = "M15 回访"


class TriedToday(ConflictError):
    code = "tried-today"
    zh = "今天已有一次未接通的回访，不再计次。请改日再试；已接通的请照实登记。"
    en = (
        "Today's attempt is on record already and counts once. Try on another day; record a call"
        " that did reach them as it was."
    )
    source = "rules.md: follow-up call"


class NothingToRate(ConflictError):
    code = "nothing-to-rate"
    zh = "尚无可评价的答复。请待答复后评价。"
    en = "There is no answer to rate yet. Rate it once there is one."


class RatesOwnWork(ForbiddenError):
    code = "rates-own-work"
    zh = (
        "承办或答复本事项的人员、承办单位不能登记对它的评价。请由其他人员登记，"
        "或请投诉人凭回执码自行评价。"
    )
    en = (
        "Whoever handled or answered the matter, or their unit, records no rating of it. Ask somebody"
        " else, or let the complainant rate it by the receipt code."
    )
    source = "M15 回访: asked by somebody outside the handling unit"


class AlreadyRated(ConflictError):
    code = "already-rated"
    zh = "这次答复已有评价，不能再改。对答复不服的，请登记异议。"
    en = "This answer has its rating, which stays. To dispute the answer, record a contest."
    source = "M15 回访: an earlier verdict is kept"
