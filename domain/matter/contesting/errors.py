"""Why something is refused: an answer disputed, done again once, then reviewed."""

from domain.errors import ConflictError, ForbiddenError


class NothingToContest(ConflictError):
    code = "nothing-to-contest"
    zh = "尚无答复，没有可提出异议的内容。请等待答复；逾期未答复的已列入逾期清单。"
    en = "There is no answer to dispute yet. Wait for it; what is late is on the overdue list."


class AlreadyRedone(ConflictError):
    code = "already-redone"
    zh = "本事项已重办一次。对重办后的答复不服的，请登记复查申请。"
    en = "The matter has been done again once. To dispute that answer, apply for a review."
    source = "rules.md: redo after a contested answer"


class RedoFirst(ConflictError):
    code = "redo-first"
    zh = "对第一次答复不服的，先登记异议，由承办单位重办；对重办不服再申请复查。"
    en = "A first answer is disputed by a contest, and done again; apply for a review after that."
    source = "rules.md: redo after a contested answer"


class ApplicationTooLate(ConflictError):
    code = "application-too-late"
    zh = "申请期限（{due}）已过。仍有新事实的，请作为新事项登记。"
    en = (
        "The time for this ended at {due}. Where there are new facts, take them in as a new matter."
    )
    source = "rules.md: letters-and-visits, review"


class ReviewPending(ConflictError):
    code = "review-pending"
    zh = "复查或复核正在进行，请等待单位 {unit} 的决定。"
    en = "A review is under way. Wait for the decision of unit {unit}."
    source = "rules.md: redo after a contested answer"


class NoReviewPending(ConflictError):
    code = "no-review-pending"
    zh = "没有待决定的复查或复核申请。请核对事项。"
    en = "No application for a review awaits a decision. Check the matter."


class FinallyReviewed(ConflictError):
    code = "finally-reviewed"
    zh = "本事项已经复核，不再受理同一事实的异议。有新事实的，请作为新事项登记。"
    en = (
        "The matter has been re-reviewed; the same facts are not taken up again. Take new facts in"
        " as a new matter."
    )
    source = "rules.md: refused only after re-review"


class HandlerCannotReview(ForbiddenError):
    code = "handler-cannot-review"
    zh = "复查、复核由单位 {unit} 中未承办本事项的人员，或效能办督查人员、领导决定。"
    en = (
        "The review is decided by somebody of unit {unit} who did not handle the matter, or by a"
        " supervisor or leader who did not."
    )
    source = "rules.md: Who may"
