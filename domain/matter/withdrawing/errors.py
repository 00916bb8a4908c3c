"""Why something is refused: the complainant takes the matter back, or takes that back."""

from domain.errors import ConflictError, ForbiddenError


class AlreadyWithdrawn(ConflictError):
    code = "already-withdrawn"
    zh = "投诉人已撤回本事项，不能再进行这一步。投诉人反悔的，请登记恢复。"
    en = (
        "The complainant has taken the matter back; this step is no longer possible. If they want"
        " it followed up after all, record that."
    )
    source = "M01 一律追查到底: withdrawal ends the answer"


class WithdrawalNotRecorded(ConflictError):
    code = "withdrawal-not-recorded"
    zh = "没有待核实的撤回意愿。请先登记投诉人的撤回，再由另一人核实。"
    en = "No wish to withdraw awaits confirmation. Record it first; then somebody else confirms it."
    source = "M01 一律追查到底: a withdrawal is confirmed by somebody else"


class NotWithdrawn(ConflictError):
    code = "not-withdrawn"
    zh = "本事项没有撤回，无需恢复。请核对事项。"
    en = "The matter was not taken back, so there is nothing to resume. Check the matter."


class WithdrawalByHandler(ForbiddenError):
    code = "withdrawal-by-handler"
    zh = "承办人员、承办单位不能登记或核实撤回。请由未承办本事项的人员办理。"
    en = (
        "Whoever handles the matter, or their unit, can neither record nor confirm its withdrawal."
        " Ask somebody who does not."
    )
    source = "M01 一律追查到底"


class WithdrawalNeedsTwo(ForbiddenError):
    code = "withdrawal-needs-two"
    zh = "撤回须由登记者以外的人向投诉人核实。请由另一人核实。"
    en = "A withdrawal is confirmed with the complainant by somebody other than who recorded it."
    source = "M01 一律追查到底"
