"""Why something is refused once a case is decided."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class NotDecidedSo(ConflictError):
    code = "not-decided-so"
    zh = "本案没有这样的决定，或尚未送达。请核对决定内容，先送达。"
    en = "The case has no such decision, or it was not served yet. Check it, and serve it first."
    source = "M32 视情节轻重追究: delivery"


class TooEarlyToLift(ConflictError):
    code = "too-early-to-lift"
    zh = "影响期至 {due} 止，尚未届满，不能解除。"
    en = "The influence period lasts until {due}; it cannot be lifted before its end."
    source = "M32 视情节轻重追究: influence period"


class AppealTooLate(ConflictError):
    code = "appeal-too-late"
    zh = "申诉期限已过，或已无可再申诉的程序。"
    en = "The time for an appeal is over, or there is no further appeal."
    source = "rules.md: appeals"


class AppealPending(ConflictError):
    code = "appeal-pending"
    zh = "已有一项申诉正在处理。请先作出申诉决定。"
    en = "An appeal is under way. Decide that first."
    source = "rules.md: appeals"


class NoAppeal(ConflictError):
    code = "no-appeal"
    zh = "没有正在处理的申诉。请先登记申诉。"
    en = "No appeal is under way. Take one in first."


class AuthorDecidesAppeal(ForbiddenError):
    code = "author-decides-appeal"
    zh = "参与调查或作出原决定的人员，以及承办机构的其他人员，不能处理申诉。请由上级或其他单位的人员处理。"
    en = (
        "Whoever investigated or decided, or is of the office that did, cannot decide the appeal. Ask"
        " somebody of the unit above, or of another one."
    )
    source = "政府督查工作条例 2021 Art. 17: not by its authors"


class AppealMakesHeavier(UnfitError):
    code = "appeal-makes-heavier"
    zh = "变更须写明新的追究方式，且不得重于原决定；维持或撤销不写追究方式。"
    en = (
        "Say what holds instead where a decision is changed, never anything heavier, and only"
        " there."
    )
    source = "公职人员政务处分法: nobody is sanctioned more heavily for appealing"


class NotTheOwingUnit(ForbiddenError):
    code = "not-the-owing-unit"
    zh = "该事项由 {unit} 负责落实。请由该单位办理。"
    en = "That is for {unit} to carry out. Ask that unit."
    source = "M37 三挂钩"
