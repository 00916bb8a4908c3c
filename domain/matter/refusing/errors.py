"""Why something is refused: not taking a matter on."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class ConductIsInquired(UnfitError):
    code = "conduct-is-inquired"
    zh = "作风投诉一律追查到底，不能不予受理。属其他机关管辖的，请按移送办理。"
    en = (
        "A complaint about conduct is followed to its end and cannot be refused. What is for"
        " another body is referred to it."
    )
    source = "M01 一律追查到底"


class RefusalTooLate(ConflictError):
    code = "refusal-too-late"
    zh = "事项已在办理（交办单已送达、已分解、紧急情况或已重办），不能再不予受理。请办理并答复。"
    en = (
        "The matter was taken on: an order was delivered, it was split, it is an emergency, or it is"
        " done again. Have it handled, and answer."
    )
    source = "rules.md: acceptance notice"


class RefusalNotProposed(ConflictError):
    code = "refusal-not-proposed"
    zh = "尚无人提出不予受理。须由两人决定：一人提出，另一人确认。"
    en = "Nobody has proposed to refuse the matter. Two people decide it: one proposes first."
    source = "rules.md: Who may (decided by two)"


class RefusalNeedsTwo(ForbiddenError):
    code = "refusal-needs-two"
    zh = "不予受理须由提出者以外的人确认。请由另一人确认。"
    en = "A refusal is confirmed by somebody other than its proposer. Ask another person."
    source = "rules.md: Who may"
