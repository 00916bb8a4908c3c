"""Why something is refused: rectifications."""

from domain.errors import ConflictError, ForbiddenError

SOURCE = "M24 责令限期改正"


class NotToRectify(ForbiddenError):
    code = "not-to-rectify"
    zh = "须由被责令改正的单位 {unit} 报告。"
    en = "Only unit {unit}, which was ordered to, can report on it."
    source = SOURCE


class NothingToVerify(ConflictError):
    code = "nothing-to-verify"
    zh = "单位尚未报告整改，无从核查。请先催其报告。"
    en = "The unit has not reported yet, so there is nothing to verify. Urge it to report."
    source = SOURCE


class AwaitsVerification(ConflictError):
    code = "awaits-verification"
    zh = "整改已报告，正待核查，不能撤回责令。请先核查。"
    en = "It was reported and awaits verification. Verify it instead of taking the order back."
    source = SOURCE


class ReporterVerifies(ForbiddenError):
    code = "reporter-verifies"
    zh = "报告整改的人员 {person} 不能核查自己的报告。请由其他人员核查。"
    en = "{person} reported it and cannot verify their own report. Ask somebody else."
    source = SOURCE
