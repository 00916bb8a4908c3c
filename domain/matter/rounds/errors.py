"""Why something is refused: supervision in rounds."""

from domain.errors import ConflictError, ForbiddenError


class NotUnderSupervision(ConflictError):
    code = "not-under-supervision"
    zh = "本事项不在督查之列。请核对事项，或先列入督查。"
    en = "The matter is not under supervision. Check the matter, or put it under supervision."
    source = "M19 周督办、旬督查、月重点督查"


class NoRoundOpen(ConflictError):
    code = "no-round-open"
    zh = "没有待报告的督查轮次。待报告的：{known}。"
    en = "That round awaits no report. Rounds that do: {known}."
    source = "M19 周督办、旬督查、月重点督查"


class SupervisesOneself(ForbiddenError):
    code = "supervises-oneself"
    zh = "承办人员或承办单位不能决定或解除对自己办理事项的督查。请由其他督查人员办理。"
    en = (
        "Whoever handles the matter, or their unit, neither sets nor ends its supervision. Ask"
        " another supervisor."
    )
    source = "rules.md: Who may"
