"""Why something is refused: splitting one filing over several units."""

from domain.errors import ConflictError, UnfitError


class PartsUnfinished(ConflictError):
    code = "parts-unfinished"
    zh = "分办件 {numbers} 还没有办理结果。请先办结各分办件，再汇总报告结果。"
    en = "Parts without an outcome: {numbers}. Finish them, then report the outcome of the whole."
    source = "M03 分解安排"


class BelongsToTheWhole(ConflictError):
    code = "belongs-to-the-whole"
    zh = "该件是分办件，答复、期限等对投诉人的事项在原件 {whole} 上办理。"
    en = "That is a part. What concerns the complainant and the time limits is done on {whole}."
    source = "M03 分解安排"


class NoSuchPart(UnfitError):
    code = "no-such-part"
    zh = "{part} 不是本事项的分办件。请核对编号。"
    en = "{part} is no part of this matter. Check the number."
    source = "M03 分解安排"


class PartIsFinished(ConflictError):
    code = "part-is-finished"
    zh = "这个分办件已有办理结果，不能撤销。"
    en = "This part has its outcome and cannot be called off."
    source = "M03 分解安排"


class CalledOffByHandler(ConflictError):
    code = "called-off-by-handler"
    zh = "承办人员或承办单位不能撤销自己承办的分办件。请由其他人员办理。"
    en = "Whoever handles a part, or their unit, cannot call it off. Ask somebody else."
    source = "rules.md: Who may"
