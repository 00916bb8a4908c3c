"""Why something is refused: leads."""

from domain.errors import ForbiddenError, UnfitError


class NobodyNamed(UnfitError):
    code = "nobody-named"
    zh = "线索须写明涉及的单位或人员。请至少填写一项。"
    en = "A lead must name the unit or the official it is about. Give at least one."
    source = "M29 有错是过、无为也是过"


class RetaliationNamesNoComplaint(UnfitError):
    code = "retaliation-names-no-complaint"
    zh = "打击报复线索须写明是因哪一件投诉。请填写事项编号。"
    en = "Say which complaint somebody was retaliated against for: the number of the matter."
    source = "rules.md: Accountability, retaliation against a complainant"


class WithinTheLine(ForbiddenError):
    code = "within-the-line"
    zh = "您在所涉单位的责任链上，不能决定是否追究。请由其他机关人员决定。"
    en = (
        "You answer for the unit this is about, so you cannot decide whether anybody is held to"
        " account. Ask somebody outside the line."
    )
    source = "M31 四不; rules.md: Lawful grounds for not holding"
