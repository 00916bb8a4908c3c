"""Why something is refused: mending a mistaken registration."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class NothingCorrected(UnfitError):
    code = "nothing-corrected"
    zh = "更正内容与现有登记相同或为空。请填写需要更正的项目。"
    en = "The correction changes nothing. Give at least one item that differs."


class CorrectionTooLate(ConflictError):
    code = "correction-too-late"
    zh = "事项已答复，登记不能再更正；记录本身不可删改。"
    en = "The matter has been answered; its registration can no longer be corrected."
    source = "M01 一律追查到底: a finding fits its nature"


class CorrectionAfterOutcome(ConflictError):
    code = "correction-after-outcome"
    zh = "事项已有办理结果，只能再更正被投诉的单位和人员、收件单位、交办领导。请去掉其他项目。"
    en = (
        "There is an outcome already: only whom the matter is about, its receiving unit and its"
        " assigning leader can still be corrected. Leave out the rest."
    )
    source = "M01 一律追查到底: a finding fits its nature"


class ReceiverStays(ForbiddenError):
    code = "receiver-stays"
    zh = "收件单位 {unit} 未被投诉，仍是首问责任单位；只有效能办督查人员可以更换。请提交督查人员办理。"
    en = (
        "Receiving unit {unit} is not complained about and stays responsible; only a supervisor"
        " may name another. Ask a supervisor."
    )
    source = "M04 首问责任"


class DelayByCorrection(ForbiddenError):
    code = "delay-by-correction"
    zh = "这样登记或更正会推迟期限，只有效能办督查人员可以这样办。请提交督查人员办理。"
    en = "This would put off a deadline; only a supervisor may register or correct it so. Ask one."
    source = "rules.md: How days are counted"


class SofterByCorrection(ForbiddenError):
    code = "softer-by-correction"
    zh = "撤下被投诉的单位、人员或作风问题，或不再作为作风投诉，只有效能办督查人员可以更正。请提交督查人员办理。"
    en = (
        "Taking back whom a matter is about, a class of conduct, or that it is about conduct, is for"
        " a supervisor only. Ask a supervisor."
    )
    source = "M01 一律追查到底"


class ImportedTimesStay(UnfitError):
    code = "imported-times-stay"
    zh = "导入件的收件时间以来源系统为准，不能更正。"
    en = "An imported matter keeps the time of receipt its source gave; it cannot be corrected."
    source = "rules.md: Which time counts"
